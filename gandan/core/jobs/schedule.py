"""What runs by the clock. One row a schedule, moved on by whoever enqueues it: two workers never run it twice."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django_tasks_db.compat import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gandan.core import clock
from gandan.core.models import Schedule


@dataclass(frozen=True, slots=True)
class Plan:
    """A job without arguments, every so many seconds or daily at an hour of Việt Nam."""

    name: str
    task: Task[..., Any]
    every: timedelta | None = None
    at: time | None = None

    def after(self, moment: datetime) -> datetime:
        """The next run after a moment. Missed runs are not made up one by one: the next one does their work."""
        if self.every:
            return moment + self.every
        assert self.at is not None  # noqa: S101 - register() sees to it
        local = moment.astimezone(clock.VIETNAM)
        day = local.date() if local.time() < self.at else local.date() + timedelta(days=1)
        return datetime.combine(day, self.at, clock.VIETNAM)


_plans: dict[str, Plan] = {}


def register(name: str, *, task: Task[..., Any], every: int | None = None, at: str | None = None) -> None:
    """Declares a periodic job, in `AppConfig.ready()`: `every` seconds, or daily `at="HH:MM"` (Việt Nam)."""
    if (every is None) == (at is None):
        raise ValueError(f"schedule {name}: say either every or at")
    if name in _plans and _plans[name].task.module_path != task.module_path:
        raise ValueError(f"schedule {name} is registered twice")
    _plans[name] = Plan(name, task, timedelta(seconds=every) if every else None, time.fromisoformat(at) if at else None)


def plans() -> list[Plan]:
    return [_plans[name] for name in sorted(_plans)]


def enqueue_due() -> int:
    """Enqueues what is due; returns how many jobs."""
    now = clock.now()
    known = dict(Schedule.objects.values_list("name", "next_run"))
    return sum(_enqueue(plan, known.get(plan.name), now) for plan in plans())


def _enqueue(plan: Plan, due: datetime | None, now: datetime) -> bool:
    if due is None:
        first = now if plan.every else plan.after(now)
        row, _new = Schedule.objects.get_or_create(name=plan.name, defaults={"next_run": first})
        due = row.next_run
    if plan.every and due > now + plan.every:  # the interval was shortened since
        Schedule.objects.filter(name=plan.name, next_run=due).update(next_run=now + plan.every)
    if due > now:
        return False
    with transaction.atomic():
        mine = Schedule.objects.filter(name=plan.name, next_run=due).update(next_run=plan.after(now), last_run=now)
        if not mine or _still_waiting(plan):
            return False
        plan.task.enqueue()
    return True


def _still_waiting(plan: Plan) -> bool:
    """The run before has not been done yet: a second one beside it would do nothing more."""
    open_states = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(task_path=plan.task.module_path, status__in=open_states).exists()
