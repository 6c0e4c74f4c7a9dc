"""Jobs for the tests of jobs: they take effect in the audit, whose chain tells how often."""

import time
from pathlib import Path

from django.db import transaction
from django_tasks import task

from gandan.audit import actions
from gandan.core.jobs import effect, own_transactions


@task()
def take_effect(object: str, marker: str = "", seconds: float = 0) -> str:
    """Writes first, then dawdles: what a kill in between must undo."""
    _record(object)
    _dawdle(marker, seconds)
    return "done"


@task()
@own_transactions
def work_then_take_effect(object: str, marker: str = "", seconds: float = 0) -> None:
    _dawdle(marker, seconds)
    with effect():
        _record(object)
    _dawdle(f"{marker}.after" if marker else "", seconds)


@task()
def fail(object: str) -> None:
    _record(object)
    raise RuntimeError("as the test wants it")


@task()
@own_transactions
def batches(object: str) -> None:
    for _ in range(2):
        with transaction.atomic():
            _record(object)


@task(takes_context=True)
def told_who(context, object: str) -> str:
    actions.record(actor="system:test", verb="told", object=object, unit="", payload={"id": context.task_result.id})
    return str(context.task_result.id)


@task()
def tick() -> None:
    _record("tick:1")


def _record(object: str) -> None:
    actions.record(actor="system:test", verb="effect", object=object, unit="", payload={})


def _dawdle(marker: str, seconds: float) -> None:
    """Says that it has begun; goes on after a while, or as soon as the test lets it."""
    if marker:
        Path(marker).touch()
    until = time.monotonic() + seconds
    while time.monotonic() < until and not (marker and Path(f"{marker}.go").exists()):
        time.sleep(0.02)
