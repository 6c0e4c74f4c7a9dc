"""Jobs of the room."""

from django_tasks import task

from gandan.events.actions import upkeep


@task()
def rank_anew() -> int:
    return upkeep.rank_anew()
