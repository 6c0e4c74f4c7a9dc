"""Jobs of the room: who still has something to disclose, and letters to those who asked for them."""

from django_tasks import task

from gandan.disclosures.actions import reminding, subscribing


@task()
def remind() -> int:
    """Each morning: what must be public by today or the next working day, and postings that may end."""
    return reminding.remind()


@task()
def tell_subscribers(code: str) -> int:
    return subscribing.tell(code)
