"""The measurements measure something: the filling makes real, different cases; a petition is one that is taken in."""

import pytest
from django.db import connection
from django.test import Client

from dev.bench import fill, inside, load, measures, search
from gandan.cases.models import Case, Clock, Entry
from gandan.directory.models import Installation
from gandan.law.types import Role
from gandan.search.models import Item
from tests.cases import make


@pytest.fixture
def ward(db):
    ward = make.a_ward_at_work()
    make.a_case()
    Installation.objects.update_or_create(pk=1, defaults={"home_unit": ward.unit})
    return ward


def test_filling_makes_different_cases_with_entry_and_clock(ward):
    fill.multiply(200)
    fill.multiply(200)  # nothing more to do
    assert Case.objects.count() == 200
    copies = Case.objects.filter(code__startswith="BENCH-")
    assert copies.filter(open=True, clocks__isnull=False, entries__isnull=False).distinct().count() == 39
    assert copies.exclude(unit=ward.unit).count() == 0
    assert copies.filter(open=False, answered_on=None).count() == copies.filter(open=True, on_time=True).count() == 0
    assert len(set(copies.filter(open=True).values_list("queue_on", flat=True))) > 30
    assert Entry.objects.filter(case__in=copies).count() == Clock.objects.filter(case__in=copies).count() == 199
    # The next real case takes the next number.
    make.a_case()
    assert Case.objects.count() == 201


def test_filling_puts_indexes_back(ward):
    before = indexes()
    fill.multiply(20)
    assert indexes() == before != set()


def indexes():
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "cases_case")
    return {name for name, told in found.items() if told["index"]}


def test_what_is_filled_for_search_is_found(db, monkeypatch):
    """Few things and few questions: PostgreSQL reads so small a table from end to end, 200 ms a question."""
    monkeypatch.setattr(search, "ROUNDS", 1)
    fill.things(100)
    assert Item.objects.count() == 100
    took = search.measured_speed(asked=4)
    assert took["things"] == 100 and took["search"]["p99"] >= took["search"]["p50"] > 0
    assert len({item.heading for item in Item.objects.all()}) > 66


def test_the_inbox_is_asked_as_a_leader_of_the_unit(ward):
    fill.multiply(60)
    told = inside.inbox()
    assert 0 < told["queries"] <= 12
    assert told["milliseconds"] > 0


def test_statements_of_pages_and_writes_are_counted(ward):
    told = inside.counts()
    assert 0 < told["under_lock"] <= told["submission"] <= 15
    assert 0 < told["write_under_lock"] <= told["write"]
    assert 0 < told["page"] <= 15


def test_the_officer_is_one_of_the_unit(ward):
    assert inside.officer(Role.LEADER) == ward.accounts[Role.LEADER]


def test_the_petition_of_the_load_is_taken_in(ward):
    count = Case.objects.count()
    inside.submit(Client(), inside.sample())
    inside.submit(Client(), inside.sample())
    assert Case.objects.count() == count + 2
    assert Case.objects.order_by("-id")[0].parties.get().email  # so that a notice is queued


def test_pages_are_asked_warm_and_cold():
    assert load.warm_page() == load.warm_page()
    assert load.cold_page()[1] != load.cold_page()[1]


def test_a_budget_is_kept_or_not_by_the_middle_of_the_rounds():
    def result(rate, milliseconds=1.0):
        return load.Result(tuple([milliseconds] * rate), 1.0)

    pairs = [(result(20), result(100)), (result(1), result(100)), (result(30), result(100))]
    assert measures.ratio("x", "sqlite", 1, pairs, 0.20).kept
    assert not measures.ratio("x", "sqlite", 1, pairs, 0.21).kept
    assert not measures.p99("x", "sqlite", 1, [(result(50, 51.0), result(50))], 50).kept
    assert not measures.at_most("x", "sqlite", 1, 16, 15).kept
