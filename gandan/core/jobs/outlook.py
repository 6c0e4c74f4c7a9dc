"""How the jobs stand, for pages and for machines that watch."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gandan.core import clock
from gandan.core.models import Lease


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was given up, with its last error."""

    id: str
    name: str
    enqueued_at: datetime
    finished_at: datetime | None
    error: str


def failed(limit: int = 100) -> list[FailedJob]:
    """Given-up jobs, the latest first."""
    jobs = list(DBTaskResult.objects.failed().order_by("-finished_at")[:limit])
    errors = dict(Lease.objects.filter(task__in=[job.pk for job in jobs]).values_list("task", "error"))
    return [
        FailedJob(str(job.pk), job.task_path, job.enqueued_at, job.finished_at, errors.get(job.pk, "")) for job in jobs
    ]


def counts() -> dict[str, int]:
    """Jobs by state: ready, running, failed, and `late`: ready for more than ten minutes (is a worker running?)."""
    now = clock.now()
    # A job without a start time carries the end of time there, so its age counts from when it was enqueued.
    late = Q(status=TaskResultStatus.READY) & (
        Q(run_after__lte=now - timedelta(minutes=10))
        | Q(run_after__year=9999, enqueued_at__lte=now - timedelta(minutes=10))
    )
    found = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).aggregate(
        ready=Count("pk", filter=Q(status=TaskResultStatus.READY)),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
        late=Count("pk", filter=late),
    )
    return dict(found)
