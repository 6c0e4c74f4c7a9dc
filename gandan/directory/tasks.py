"""Jobs of the directory."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from gandan.core import clock
from gandan.directory import actions, queries

LOOKS_BACK = timedelta(days=14)  # a server that stood still for a while catches up


@task
def move_work_of_ended_units() -> None:
    """Units whose last day has passed hand over what is still open; repeating it moves nothing twice."""
    for code in queries.ended_lately(clock.today(), LOOKS_BACK):
        actions.succeed(code)
