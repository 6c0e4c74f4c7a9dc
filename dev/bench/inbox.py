"""The desk's inbox of a leader: number of queries and median time of a page, as one line of JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time

import django

ROUNDS = 25


def main() -> int:
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(leader(), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("cases:inbox")

    def ask() -> float:
        started = time.perf_counter()
        response = client.get(address)
        assert response.status_code == 200, response.status_code
        assert b"BENCH-" in response.content or b"<table" in response.content, "an empty inbox measures nothing"
        return (time.perf_counter() - started) * 1000

    ask()  # templates and caches
    with CaptureQueriesContext(connection) as queries:
        ask()
        number = len(queries)  # the next request empties the list
    milliseconds = statistics.median(ask() for _ in range(ROUNDS))
    print(json.dumps({"queries": number, "milliseconds": milliseconds}))
    return 0


def leader():  # type: ignore[no-untyped-def]
    """An account of the sample authority that sees all of its unit's cases."""
    from gandan.directory.models import Account, Installation
    from gandan.law.types import Role

    home = Installation.objects.get(pk=1).home_unit
    posts = {"person__memberships__post__role": Role.LEADER.value, "person__memberships__post__organisation": home}
    return Account.objects.filter(is_active=True, **posts).order_by("id")[0]


if __name__ == "__main__":
    sys.exit(main())
