"""Jobs of the room: one sends a message, one looks after those that were left behind."""

from django_tasks import task

from gandan.core.jobs import own_transactions
from gandan.notifications import actions


@task()
@own_transactions
def deliver(key: str) -> str | None:
    return actions.deliver(key)


@task()
@own_transactions
def sweep() -> list[int]:
    return list(actions.sweep())
