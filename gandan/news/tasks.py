"""Jobs of the room."""

from django_tasks import task

from gandan.core.jobs import own_transactions
from gandan.news import actions


@task()
@own_transactions
def publish_due() -> int:
    """Every minute: articles whose hour has come."""
    return actions.publish_due()


@task()
@own_transactions
def forget_hidden() -> int:
    """Each night: comments that were hidden three months ago."""
    return actions.forget_hidden()
