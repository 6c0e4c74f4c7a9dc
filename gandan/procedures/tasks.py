"""Jobs of the room."""

from django_tasks import task

from gandan.procedures import actions


@task()
def find_points_anew() -> int:
    return actions.find_points_anew()
