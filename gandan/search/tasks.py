"""Jobs of the room."""

from django_tasks import task

from gandan.core.jobs import own_transactions
from gandan.search import actions


@task()
@own_transactions
def forget_old() -> int:
    """Each night: what nobody has looked for in half a year."""
    return actions.forget_old()
