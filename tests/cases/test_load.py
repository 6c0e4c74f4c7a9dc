"""Three hundred people report one flood: each gets a code that stands, and the desk stays within its queries."""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from gandan.audit import queries as audit
from gandan.cases import actions, queries
from gandan.cases.models import Case, Clock, Entry
from gandan.cases.queries.records import verify_records
from gandan.cases.types import InboxFilter, PartyInput
from gandan.core.types import Point
from gandan.directory.types import Actor
from tests.cases import make

PEOPLE = 300
AT_ONCE = 6
SPOTS = [
    Point(make.HERE.lat + 0.0001 * north, make.HERE.lon + 0.0001 * east) for north in range(4) for east in range(4)
]


@pytest.mark.django_db(transaction=True)
def test_three_hundred_reports_of_one_flood_are_all_there(django_assert_max_num_queries) -> None:
    ward = make.a_ward_at_work()
    at, lock, told = itertools.count(), threading.Lock(), []

    def send(_number: int) -> None:
        with lock:
            number = next(at)
        submission = make.a_report(
            subject="Hẻm 18 ngập",
            content=f"Nước ngập tới gối ở hẻm 18, nhà thứ {number}.",
            place=SPOTS[number % len(SPOTS)],
            key=f"flood-{number}",
            party=PartyInput(name=f"Người dân mẫu {number}", phone=f"09{number:08}"),
        )
        first = actions.submit(submission, Actor.resident())
        # A phone that lost the answer sends again.
        again = actions.submit(submission, Actor.resident()) if number % 10 == 0 else first
        with lock:
            told.append((first.code, again.code))

    def work(number: int) -> None:
        try:
            send(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        list(crowd.map(work, range(PEOPLE)))

    codes = {first for first, _again in told}
    assert len(told) == PEOPLE and len(codes) == PEOPLE
    assert all(first == again for first, again in told)
    assert set(Case.objects.values_list("code", flat=True)) == codes
    assert Entry.objects.count() == Clock.objects.count() == PEOPLE
    assert list(verify_records()) == [] and audit.verify() == []

    with django_assert_max_num_queries(12):
        page = queries.inbox(ward.officer, InboxFilter())
    assert page.rows[0].code in codes
    with django_assert_max_num_queries(15):
        view = queries.case_view(page.rows[0].code, ward.officer)
    assert len(view.similar) == 5 and all(each.score >= 60 for each in view.similar)
