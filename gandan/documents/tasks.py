"""Jobs of the room."""

from django_tasks import task

from gandan.core.jobs import own_transactions
from gandan.documents import actions


@task()
@own_transactions
def finish_letters() -> int:
    """Every minute: letters whose printing was cut off (a worker was killed) get their files."""
    return actions.finish_stranded()


@task()
@own_transactions
def sweep_uploads() -> int:
    """Each night: files that were uploaded two days ago and attached to nothing."""
    return actions.sweep_uploads()
