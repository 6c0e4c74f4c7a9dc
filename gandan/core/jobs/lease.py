"""Who runs a job until when: claiming, renewing, marking done, trying again."""

from dataclasses import dataclass
from datetime import timedelta
from traceback import format_exception
from typing import Any

from django.db import transaction
from django_tasks_db.compat import TaskResultStatus, normalize_json
from django_tasks_db.models import DBTaskResult

from gandan.core import clock
from gandan.core.models import Lease

MAX_ATTEMPTS = 5
_DELAYS = (10, 60, 300, 1800)  # seconds before the second, third, … attempt
_LOST = "Tiến trình chạy việc này đã dừng giữa chừng."


class LeaseLost(Exception):
    """Another worker has taken the job over: nothing of ours may be committed."""


@dataclass(slots=True)
class Claim:
    """A job that is ours while its lease lasts."""

    job: DBTaskResult
    worker: str
    attempt: int
    seconds: float
    done: bool = False


def claim(worker: str, seconds: float) -> Claim | None:
    """Takes the next job that is ready; None where there is none. An idle worker only reads."""
    if not DBTaskResult.objects.ready().exists():
        return None
    with transaction.atomic():
        job = DBTaskResult.objects.ready().get_locked()
        if job is None:
            return None
        job.claim(worker)
        lease, _new = Lease.objects.get_or_create(task=job.pk)
        lease.worker, lease.expires, lease.attempts = worker, _until(seconds), lease.attempts + 1
        lease.save()
    return Claim(job, worker, lease.attempts, seconds)


def renew(claim: Claim) -> bool:
    """Holds on to the job; False where it is no longer ours."""
    with transaction.atomic():  # so that it stands in SQLite's queue of writers
        return bool(_held(claim).update(expires=_until(claim.seconds)))


def finish(claim: Claim, value: Any = None) -> None:
    """Marks the job done, in the transaction of its effect. Raises LeaseLost, which undoes that effect."""
    deleted, _by_model = _held(claim).delete()
    marked = DBTaskResult.objects.filter(pk=claim.job.pk, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=clock.now(),
        return_value=normalize_json(value),
        exception_class_path="",
        traceback="",
    )
    if not (deleted and marked):
        raise LeaseLost(str(claim.job.pk))
    claim.done = True


def fail(claim: Claim, error: BaseException) -> bool:
    """Puts the job back for a later attempt; False when it is given up. What failed stays readable either way."""
    again = claim.attempt < MAX_ATTEMPTS
    with transaction.atomic():
        if not _held(claim).update(expires=None, worker="", error=_short(error)):
            return again
        _put_back(claim.job.pk, claim.attempt, "".join(format_exception(error)), type(error))
    return again


def free_expired() -> int:
    """Jobs whose worker stopped renewing go back to READY, or are given up after the last attempt."""
    late = Lease.objects.filter(expires__lt=clock.now())
    if not late.exists():
        return 0
    with transaction.atomic():
        leases = list(late.select_for_update(skip_locked=True))
        for lease in leases:
            Lease.objects.filter(pk=lease.pk).update(expires=None, worker="", error=_LOST)
            _put_back(lease.task, lease.attempts, _LOST, LeaseLost, delay=0)
    return len(leases)


def again(task: str) -> bool:
    """A person asks for a given-up job once more; False where no such job is given up."""
    with transaction.atomic():
        Lease.objects.filter(task=task).update(attempts=0)
        given_up = DBTaskResult.objects.filter(pk=task, status=TaskResultStatus.FAILED)
        return bool(given_up.update(status=TaskResultStatus.READY, run_after=clock.now(), finished_at=None))


def _put_back(task: Any, attempt: int, traceback: str, kind: type[BaseException], delay: int | None = None) -> None:
    told = {"traceback": traceback, "exception_class_path": f"{kind.__module__}.{kind.__qualname__}"}
    running = DBTaskResult.objects.filter(pk=task, status=TaskResultStatus.RUNNING)
    if attempt >= MAX_ATTEMPTS:
        running.update(status=TaskResultStatus.FAILED, finished_at=clock.now(), **told)
        return
    wait = _DELAYS[min(attempt, len(_DELAYS)) - 1] if delay is None else delay
    running.update(status=TaskResultStatus.READY, run_after=clock.now() + timedelta(seconds=wait), **told)


def _held(claim: Claim) -> Any:
    # `attempts` fences off a worker that slept through its own lease and had the job taken over, even by itself.
    return Lease.objects.filter(task=claim.job.pk, worker=claim.worker, attempts=claim.attempt, expires__isnull=False)


def _until(seconds: float) -> Any:
    return clock.now() + timedelta(seconds=seconds)


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:300]
