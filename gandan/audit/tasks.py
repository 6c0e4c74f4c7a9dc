"""Signing by the clock."""

from django_tasks import task

from gandan.audit import actions
from gandan.core.jobs import own_transactions


@task()
@own_transactions
def sign() -> None:
    """A checkpoint over what is new. In small transactions, and safe to repeat: a tree never grows twice."""
    actions.checkpoint()
