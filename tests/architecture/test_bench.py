"""The measurements measure something: the filling makes real, different cases; a petition is one that is taken in."""

import json

import pytest

from dev.bench import fill, inbox, load, sample
from gandan.cases.models import Case, Clock, Entry
from gandan.directory.models import Installation
from tests.cases import make


@pytest.fixture
def ward(db):
    ward = make.a_ward_at_work()
    make.a_case()
    Installation.objects.update_or_create(pk=1, defaults={"home_unit": ward.unit})
    return ward


def test_filling_makes_different_cases_with_entry_and_clock(ward):
    fill.main(200)
    fill.main(200)  # nothing more to do
    assert Case.objects.count() == 200
    copies = Case.objects.filter(code__startswith="BENCH-")
    assert copies.filter(open=True, clocks__isnull=False, entries__isnull=False).distinct().count() == 39
    assert copies.exclude(unit=ward.unit).count() == 0
    assert len(set(copies.filter(open=True).values_list("queue_on", flat=True))) > 30
    assert Entry.objects.filter(case__in=copies).count() == Clock.objects.filter(case__in=copies).count() == 199
    # The next real case takes the next number.
    make.a_case()
    assert Case.objects.count() == 201


def test_the_inbox_is_asked_as_a_leader_of_the_unit(ward, capsys):
    fill.main(60)
    assert inbox.main() == 0
    told = json.loads(capsys.readouterr().out)
    assert 0 < told["queries"] <= 12
    assert told["milliseconds"] > 0


def test_the_petition_of_the_load_is_taken_in(ward, client, capsys):
    assert sample.main() == 0
    ask = load.petition(json.loads(capsys.readouterr().out))
    method, path, body, headers, expected = ask()
    assert method == "POST"
    key = {"Idempotency-Key": headers["Idempotency-Key"]}
    response = client.post(path, body, content_type="application/json", headers=key)
    assert response.status_code == expected, response.content
    assert Case.objects.filter(code=response.json()["code"]).exists()
    assert ask()[3]["Idempotency-Key"] != headers["Idempotency-Key"]


def test_pages_are_asked_warm_and_cold():
    assert load.warm_page() == load.warm_page()
    assert load.cold_page()[1] != load.cold_page()[1]
