"""What people are told: notices on the desk, messages that leave the house, and how they fared."""

from django.db import models


class Notice(models.Model):
    """A line under an account's bell."""

    account = models.ForeignKey("directory.Account", models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["account", "read_at", "-id"])]


class Message(models.Model):
    """One e-mail to one address. `key` makes it be sent once; after a crash mid-way it is `unsure`."""

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=12, default="email")
    address = models.CharField(max_length=200)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    about = models.CharField(max_length=80, blank=True)  # "case:SG26-…": plain, for the delivery log
    unit = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, default="queued")  # queued | sending | sent | failed | unsure
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["about"]), models.Index(fields=["state", "id"])]
