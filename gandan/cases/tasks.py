"""Jobs of the engine: what happens by the clock, and letters that are too many for one transaction."""

from django_tasks import task

from gandan.cases.actions import learning, notices, reminding, retention, telling
from gandan.cases.actions.loading import load
from gandan.core.jobs import own_transactions


@task()
def remind() -> int:
    """Each morning: what is due today or tomorrow."""
    return reminding.remind()


@task()
def mark_late() -> int:
    """Each night: what ran out yesterday."""
    return reminding.mark_late()


@task()
@own_transactions
def close_answered() -> int:
    """Each night: what may not be re-opened any more."""
    return reminding.close_answered()


@task()
@own_transactions
def send_receipt(code: str) -> str | None:
    """The sender's letter, written and sent after the submission was answered."""
    return notices.send_receipt(load(code))


@task()
@own_transactions
def apply_retention() -> int:
    """Each night, and when a batch is approved: what has been kept long enough goes."""
    return retention.apply()


@task()
@own_transactions
def learn() -> int:
    """Each night: what the cases decided so far say about new ones."""
    return learning.learn_all()


@task()
def tell_moved(cases: list[int]) -> int:
    return notices.tell_moved(cases)


@task()
@own_transactions
def tell_steps(steps: list[list]) -> int:
    return telling.tell_steps([(code, number) for code, number in steps])


@task()
@own_transactions
def tell_duplicates(code: str, number: int) -> int:
    return telling.tell_duplicates(code, number)
