"""Multiplies one real case of the sample authority by set-based SQL: `python -m dev.bench.fill 1000000`.

Whatever columns the tables have, they are copied from the sample; only what must differ is computed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

NEVER = "9999-12-31"
EVERYDAY = (
    "đèn đường hẻm rác nước thoát vỉa hè cây xanh ngập giấy phép xây dựng hộ tịch khai sinh kết hôn đất đai sổ đỏ thuế "
    "chợ trường học bảo hiểm y tế người cao tuổi trợ cấp khuyết tật tạm trú thường trú chứng thực kinh doanh biển báo "
    "tiếng ồn karaoke bụi công trình lấn chiếm lòng lề xe buýt camera an ninh khu phố tổ dân mặt trận thanh niên phụ nữ"
)
WORDS = EVERYDAY.split()


def main(wanted: int) -> int:
    django.setup()
    with unguarded():
        multiply(wanted)
        # One in five things of a large authority can be searched, as one case in five is open.
        things(wanted // 5)
        analyse()
    return 0


def multiply(wanted: int) -> None:
    """Cases, each with its first entry and clock, until there are `wanted`; all in the authority's own unit."""
    from django.db import connection, transaction

    from gandan.cases.models import Case, Clock, Entry

    missing = wanted - Case.objects.count()
    if missing <= 0:
        return
    case = sample_case()
    base, vendor = last_id(Case), connection.vendor
    received, due = days(vendor, "0 - n.i / 5 % 365"), days(vendor, "n.i / 5 % 91 - 45")
    never = f"CAST('{NEVER}' AS date)" if vendor == "postgresql" else f"'{NEVER}'"
    of_case = {
        "id": f"{base} + n.i",
        "code": "'BENCH-' || n.i",
        "external_number": "''",
        "assigned_to": "NULL",
        "received_on": received,
        # One in five is open; due dates lie on both sides of today, as in a busy ward.
        "open": "(n.i % 5 = 0)",
        "queue_on": f"CASE WHEN n.i % 5 = 0 THEN {due} ELSE {never} END",
        "due_on": due,
        # The others were answered within twelve days, three in four in time.
        "answered_on": f"CASE WHEN n.i % 5 > 0 THEN {days(vendor, 'n.i % 12 - n.i / 5 % 365')} END",
        "on_time": "CASE WHEN n.i % 5 > 0 THEN (n.i % 4 > 0) END",
    }
    of_entry = {"id": f"{last_id(Entry)} + n.i", "case": f"{base} + n.i"}
    of_clock = {"id": f"{last_id(Clock)} + n.i", "case": f"{base} + n.i", "due_on": due}
    sources = [
        (Case, case.pk, of_case),
        (Entry, case.entries.order_by("number")[0].pk, of_entry),
        (Clock, case.clocks.order_by("id")[0].pk, of_clock),
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        for model, pk, own in sources:
            with without_indexes(cursor, model._meta.db_table):
                copy(cursor, model, pk, missing, own)
            if vendor == "postgresql":
                table = model._meta.db_table
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def things(wanted: int) -> None:
    """So many things that can be found, of a hundred everyday words."""
    from gandan.search.actions import put_many
    from gandan.search.models import Item
    from gandan.search.types import Findable

    have = Item.objects.count()
    put_many(
        Findable(
            scope=("procedure", "question", "article", "disclosure")[number % 4],
            key=f"bench-{number}",
            title=said(number, 7),
            link=f"/bench/{number}",
            summary=said(number + 3, 14),
            body=said(number + 7, 60),
            weight=number % 100 == 0,  # as in life: a few are needed often
        )
        for number in range(have, wanted)
    )


def said(number: int, words: int) -> str:
    """Words in an order of the number's own: the same at every filling."""
    return " ".join(WORDS[(number * 7919 + place * (number % 89 + 1)) % len(WORDS)] for place in range(words))


def sample_case() -> Any:
    """An open case of the authority's own unit, with a clock and an entry."""
    from gandan.cases.models import Case
    from gandan.directory.models import Installation

    home = Installation.objects.get(pk=1).home_unit
    cases = Case.objects.filter(open=True, unit=home, due_on__isnull=False, clocks__isnull=False, paused=False)
    return cases.order_by("id")[0]


def copy(cursor: Any, model: Any, pk: int, number: int, own: dict[str, str]) -> None:
    """`number` copies of the row `pk`; `own`: field → SQL over n.i."""
    columns, values = [], []
    for field in model._meta.concrete_fields:
        columns.append(f'"{field.column}"')
        values.append(own.get(field.name) or alike(field))
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) {series(cursor.db.vendor, number)} "
        f"SELECT {', '.join(values)} FROM n, {model._meta.db_table} t WHERE t.id = {int(pk)}"
    )


def alike(field: Any) -> str:
    """The sample's value; of what must differ in each row, one of the row's own."""
    if not field.unique:
        return f't."{field.column}"'
    if field.null:
        return "NULL"
    return "-n.i" if field.get_internal_type().endswith("IntegerField") else "'bench-' || n.i"


def series(vendor: str, number: int) -> str:
    if vendor == "postgresql":
        return f"WITH n AS (SELECT generate_series(1, {number}) AS i)"
    return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})"


def days(vendor: str, offset: str) -> str:
    """So many days from today."""
    return f"(CURRENT_DATE + ({offset})::int)" if vendor == "postgresql" else f"date('now', ({offset}) || ' days')"


@contextmanager
def without_indexes(cursor: Any, table: str) -> Iterator[None]:
    """Indexes are built once over all rows, not a row at a time."""
    if cursor.db.vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s", [table])
    else:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN "
            "(SELECT conname FROM pg_constraint)",
            [table],
        )
    found = [(name, sql) for name, sql in cursor.fetchall() if sql]
    for name, _sql in found:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    if cursor.db.vendor == "postgresql":
        # Foreign keys that wait for the commit would keep the indexes from being built.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for _name, sql in found:
        cursor.execute(sql)


@contextmanager
def unguarded() -> Iterator[None]:
    """A filling that fails is thrown away: no journal, no waiting for the disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode=OFF")
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-524288")
        else:
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SET maintenance_work_mem = '512MB'")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")


def analyse() -> None:
    """Figures for the planner; on PostgreSQL also the map that lets indexes answer alone."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def last_id(model: Any) -> int:
    return int(model.objects.order_by("-id").values_list("id", flat=True)[0])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
