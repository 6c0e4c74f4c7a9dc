"""What is counted and timed inside one process, each as one line of JSON: `python -m dev.bench.inside inbox`."""

from __future__ import annotations

import json
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

ROUNDS = 25


def inbox() -> dict[str, Any]:
    """The leader's first page of the queue."""
    from django.urls import reverse

    client = desk()
    address = reverse("cases:inbox")

    def ask() -> None:
        response = client.get(address)
        assert response.status_code == 200, response.status_code
        assert b"BENCH-" in response.content, "an inbox without the cases of the filling measures nothing"

    ask()  # templates and caches
    with counting() as said:
        ask()
    return {"queries": len(said), "milliseconds": median(ask, ROUNDS)}


def counts() -> dict[str, Any]:
    """Statements of a case's page and of writes, and those of a submission under the lock of writers."""
    from django.test import Client
    from django.urls import reverse

    from dev.bench.fill import sample_case
    from gandan.cases.models import Case
    from gandan.law.types import Role

    client, anybody = desk(Role.PETITION_OFFICER), Client(HTTP_HOST="127.0.0.1")
    code = sample_case().code
    page = reverse("cases:desk_case", args=[code])
    client.get(page)
    with counting() as read:
        assert client.get(page).status_code == 200
    says = sample()
    submit(anybody, says)
    with counting() as sent:
        submit(anybody, says)
    seen = Case.objects.get(code=code).last_number
    with counting() as written:
        note(client, code, seen)
    return {
        "page": len(read),
        "submission": len(sent),
        "under_lock": sum(locked for _sql, locked in sent),
        "write": len(written),
        "write_under_lock": sum(locked for _sql, locked in written),
    }


def sample() -> dict[str, Any]:
    """What a petition of this place may say: unit, place, field."""
    from gandan.cases.models import Case
    from gandan.directory.models import Installation

    home = Installation.objects.get(pk=1).home_unit
    case = Case.objects.filter(unit=home, type="field-report", lat__isnull=False).order_by("id")[0]
    place = {"lat": case.lat, "lon": case.lon, "address": case.address or "Sample street"}
    return {"type": case.type, "unit": home.code, "field": case.field, "place": place}


def submit(client: Any, says: dict[str, Any]) -> None:
    from dev.bench.load import petition

    _method, path, body, headers, expected = petition(says)()
    key = {"Idempotency-Key": headers["Idempotency-Key"]}
    response = client.post(path, body, content_type="application/json", headers=key)
    assert response.status_code == expected, response.content


def note(client: Any, code: str, seen: int) -> None:
    """What every officer of the case may write at any time."""
    from django.urls import reverse

    form = {"text": "Đã xem lại hồ sơ.", "seen": seen, "key": uuid.uuid4().hex}
    response = client.post(reverse("cases:perform", args=[code, "note"]), form)
    assert response.status_code == 303, response.content.decode()[:2000]


def desk(role: str = "leader") -> Any:
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(officer(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def officer(role: str) -> Any:
    """An account of the sample authority with this role in its own unit."""
    from gandan.directory.models import Account, Installation

    home = Installation.objects.get(pk=1).home_unit
    posts = {"person__memberships__post__role": str(role), "person__memberships__post__organisation": home}
    return Account.objects.filter(is_active=True, **posts).order_by("id")[0]


@contextmanager
def counting() -> Iterator[list[tuple[str, bool]]]:
    """Each statement, with whether it ran inside a transaction: on SQLite under the lock of writers."""
    from django.db import connection

    said: list[tuple[str, bool]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("BEGIN"):
            said.append((sql, connection.in_atomic_block))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield said


def median(ask: Callable[[], None], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


MEASURES = {each.__name__: each for each in (inbox, counts, sample)}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(MEASURES[sys.argv[1]]()))
