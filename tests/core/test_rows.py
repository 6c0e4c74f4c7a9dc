"""Rows put in by one prepared statement are the rows that Django would have put in."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from gandan.audit.models import Entry, Secret
from gandan.core import clock, rows
from gandan.documents.models import Counter, StoredFile


def a_file(number: int) -> StoredFile:
    return StoredFile(sha256=f"{number:064x}", size=number, media_type="image/png", extension="png")


def test_each_row_gets_its_key_and_its_own_time(db: None) -> None:
    files = [a_file(number) for number in range(1200)]
    with CaptureQueriesContext(connection) as caught:
        rows.insert(files)
    assert len(caught) == 1
    stored = {file.sha256: file for file in StoredFile.objects.all()}
    assert all(stored[file.sha256].pk == file.pk for file in files)
    assert all(stored[file.sha256].created_at is not None for file in files)
    assert not files[0]._state.adding


def test_nothing_is_no_statement(db: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        rows.insert([])


def test_more_than_fits_goes_in_several(db: None) -> None:
    rows.insert([Counter(series=f"s{number}", period="2026", last=number) for number in range(8000)])
    assert Counter.objects.count() == 8000
    assert Counter.objects.get(series="s7999").last == 7999


def test_a_clash_is_an_error_or_left_out(db: None) -> None:
    rows.insert([a_file(1)])
    with pytest.raises(IntegrityError):
        from django.db import transaction

        with transaction.atomic():
            rows.insert([a_file(1)])
    rows.insert([a_file(1), a_file(2)], ignore=True)
    assert StoredFile.objects.count() == 2


def an_entry() -> Entry:
    return Entry(at=clock.now(), number=1, commitment=b"c", previous=bytes(32), hash=b"h")


def test_made_ready_before_the_key_it_points_to_is_known(db: None, django_assert_num_queries) -> None:
    entry = an_entry()
    with django_assert_num_queries(0):
        entries, secrets = rows.ready([entry]), rows.ready([Secret(entry=entry, key=b"k", payload="{}")])
    with django_assert_num_queries(2):
        rows.put(entries)
        rows.put(secrets)
    assert Secret.objects.get(entry=entry).entry_id == entry.pk is not None


def test_single_rows_of_several_tables_are_one_statement_where_it_can_be(db: None, django_assert_num_queries) -> None:
    entry, file = an_entry(), a_file(1)
    secret, file.size = Secret(entry=entry, key=b"k", payload="50 %s"), None
    lots = [*rows.ready([entry]), *rows.ready([secret]), *rows.ready([file], keys={"size": [entry]})]
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 3):
        rows.put(lots)
    kept = Secret.objects.select_related("entry").get()
    assert (kept.pk, kept.payload, kept.entry.at) == (entry.pk, "50 %s", entry.at)
    assert secret.entry_id == entry.pk is not None and not secret._state.adding
    stored = StoredFile.objects.get(pk=file.pk)
    assert (stored.size, stored.created_at) == (entry.pk, file.created_at)


def test_a_column_without_a_relation_may_hold_a_key_too(db: None) -> None:
    first, second = (an_entry() for _ in range(2))
    first.object, second.object, second.hash = "one:1", "one:2", b"i"
    lots = [*rows.ready([first]), *rows.ready([second], keys={"leaf": [first]})]
    rows.put(lots)
    assert Entry.objects.get(pk=second.pk).leaf == second.leaf == first.pk
