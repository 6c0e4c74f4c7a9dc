"""django-tasks-db with a quicker way in: a job is enqueued within many a request, under the write lock."""

from __future__ import annotations

from typing import Any

from django_tasks_db.backend import DatabaseBackend as Original
from django_tasks_db.compat import normalize_json

from gandan.core import rows


class DatabaseBackend(Original):
    """The same rows in the same tables; only their insert is a prepared statement (core.rows)."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        # Models only once the apps are ready: `@task()` makes a backend while they load.
        from django_tasks_db.models import DBTaskResult, get_date_max

        self.validate_task(task)
        result = DBTaskResult(
            id=self._get_id(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),
            backend_name=self.alias,
        )
        rows.insert([result])
        return result.task_result  # the signal `task_enqueued` has only a debug log to tell
