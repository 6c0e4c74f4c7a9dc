"""django-tasks-db with a quicker way in: a job is enqueued within many a request, under the write lock."""

from __future__ import annotations

from typing import Any

from django_tasks_db.backend import DatabaseBackend as Original
from django_tasks_db.compat import normalize_json

from gandan.core import rows


class DatabaseBackend(Original):
    """The same rows in the same tables; only their insert is a prepared statement (core.rows)."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        self.validate_task(task)
        lots = _drawn_up(task, args, kwargs)
        rows.put(lots)
        result: Any = lots[0].rows[0]
        return result.task_result  # the signal `task_enqueued` has only a debug log to tell


def drawn_up(task: Any, *args: Any, **kwargs: Any) -> list[rows.Ready]:
    """A job made ready before the transaction in which `rows.put` enqueues it; `@task()` has looked it over."""
    return _drawn_up(task, args, kwargs)


def _drawn_up(task: Any, args: Any, kwargs: Any) -> list[rows.Ready]:
    # Models only once the apps are ready: `@task()` makes a backend while they load.
    from django_tasks_db.models import DBTaskResult, get_date_max

    result = DBTaskResult(
        args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
        priority=task.priority,
        task_path=task.module_path,
        queue_name=task.queue_name,
        run_after=task.run_after or get_date_max(),
        backend_name=task.backend,
    )
    return rows.ready([result])
