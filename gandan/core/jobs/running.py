"""Running one claimed job: its effect and its mark in one transaction."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import transaction
from django_tasks_db.compat import Task, TaskContext

from gandan.core.jobs import lease

log = logging.getLogger(__name__)
_current: ContextVar[lease.Claim | None] = ContextVar("job", default=None)
F = TypeVar("F", bound=Callable[..., Any])


def own_transactions(function: F) -> F:
    """Under `@task()`: the body is not wrapped in a transaction; it commits what it does through `effect()`."""
    function.own_transactions = True  # type: ignore[attr-defined]
    return function


@contextmanager
def effect() -> Iterator[None]:
    """The transaction in which a job takes effect and is marked done. Outside a worker: a plain transaction."""
    claim = _current.get()
    with transaction.atomic():
        yield
        if claim is not None:
            lease.finish(claim)


def run(claim: lease.Claim) -> bool:
    """Runs a claimed job to its end; False where it failed or was taken over. Never raises what the job raised."""
    token = _current.set(claim)
    try:
        _call(claim)
    except lease.LeaseLost:
        log.warning("job %s was taken over by another worker: our effect is undone", claim.job.pk)
        return False
    except Exception as error:
        again = lease.fail(claim, error)
        log.exception("job %s failed (%s)", claim.job.task_path, "to be tried again" if again else "given up")
        return False
    finally:
        _current.reset(token)
    return True


def _call(claim: lease.Claim) -> None:
    task: Task[..., Any] = claim.job.task
    if getattr(task.func, "own_transactions", False):
        value = _body(task, claim)
        if not claim.done:
            with transaction.atomic():
                lease.finish(claim, value)
        return
    with transaction.atomic():
        lease.finish(claim, _body(task, claim))


def _body(task: Task[..., Any], claim: lease.Claim) -> Any:
    given = claim.job.args_kwargs
    if task.takes_context:
        return task.call(TaskContext(task_result=claim.job.task_result), *given["args"], **given["kwargs"])
    return task.call(*given["args"], **given["kwargs"])
