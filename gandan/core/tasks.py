"""Housekeeping by the clock."""

from datetime import timedelta

from django.core.management import call_command
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gandan.core import clock
from gandan.core.models import Lease

_DONE = timedelta(days=7)
_FAILED = timedelta(days=90)


@task()
def tidy() -> None:
    """Forgets jobs that are done for a week or failed for three months, and sessions that ran out."""
    now = clock.now()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - _DONE).delete()
    given_up = DBTaskResult.objects.failed().filter(finished_at__lt=now - _FAILED)
    Lease.objects.filter(task__in=given_up.values("pk")).delete()
    given_up.delete()
    call_command("clearsessions")
