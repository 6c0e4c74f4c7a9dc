"""Leases on running jobs, and when each scheduled job runs next."""

from django.db import models


class Lease(models.Model):
    """Which worker runs a job until when. A lease that ran out frees the job; `error` says why it failed last."""

    task = models.UUIDField(primary_key=True)
    worker = models.CharField(max_length=64)
    expires = models.DateTimeField(null=True)  # None: between two attempts, or given up
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["expires"])]


class Schedule(models.Model):
    """One row a schedule: claimed by moving `next_run` on, so two workers never run it twice."""

    name = models.CharField(max_length=80, primary_key=True)
    next_run = models.DateTimeField()
    last_run = models.DateTimeField(null=True)
