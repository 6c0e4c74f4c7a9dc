"""Multiplies one real case of the sample authority by set-based SQL: `python -m dev.bench.fill 1000000`.

Whatever columns the tables have, they are copied from the sample; only what must differ is computed.
"""

from __future__ import annotations

import sys

import django


def main(wanted: int) -> int:
    django.setup()
    from django.db import connection, transaction

    from gandan.cases.models import Case, Clock, Entry

    missing = wanted - Case.objects.count()
    if missing <= 0:
        return 0
    case = sample_case()
    base = Case.objects.order_by("-id").values_list("id", flat=True)[0]
    dates = spread(connection.vendor)
    with transaction.atomic(), connection.cursor() as cursor:
        own = {"id": f"{base} + n.i", "code": "'BENCH-' || n.i", "external_number": "''"}
        # One in five is open; due dates lie on both sides of today, as in a busy ward.
        own |= {
            "open": is_open(connection.vendor),
            "queue_on": f"CASE WHEN n.i % 5 = 0 THEN {dates} ELSE '9999-12-31' END",
        }
        own |= {"due_on": f"CASE WHEN n.i % 5 = 0 THEN {dates} END", "assigned_to": "NULL", "received_on": dates}
        if connection.vendor == "postgresql":
            own["queue_on"] = f"CASE WHEN n.i % 5 = 0 THEN {dates} ELSE DATE '9999-12-31' END"
        copy(cursor, connection.vendor, Case, case.pk, missing, own)
        entry = case.entries.order_by("number")[0]
        own = {"id": f"{last_id(Entry)} + n.i", "case": f"{base} + n.i"}
        copy(cursor, connection.vendor, Entry, entry.pk, missing, own)
        clock = case.clocks.order_by("id")[0]
        own = {"id": f"{last_id(Clock)} + n.i", "case": f"{base} + n.i", "due_on": dates}
        copy(cursor, connection.vendor, Clock, clock.pk, missing, own)
        if connection.vendor == "postgresql":
            for model in (Case, Entry, Clock):
                table = model._meta.db_table
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return 0


def sample_case():  # type: ignore[no-untyped-def]
    """An open case of the authority's own unit, with a clock and an entry."""
    from gandan.cases.models import Case
    from gandan.directory.models import Installation

    home = Installation.objects.get(pk=1).home_unit
    cases = Case.objects.filter(open=True, unit=home, due_on__isnull=False, clocks__isnull=False, paused=False)
    return cases.order_by("id")[0]


def copy(cursor, vendor, model, pk, number, own) -> None:  # type: ignore[no-untyped-def]
    """`number` copies of the row `pk`; `own`: field → SQL over n.i."""
    columns, values = [], []
    for field in model._meta.concrete_fields:
        columns.append(f'"{field.column}"')
        values.append(own.get(field.name) or alike(field))
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) {series(vendor, number)} "
        f"SELECT {', '.join(values)} FROM n, {model._meta.db_table} t WHERE t.id = {int(pk)}"
    )


def alike(field) -> str:  # type: ignore[no-untyped-def]
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


def spread(vendor: str) -> str:
    """A day within a year around today."""
    if vendor == "postgresql":
        return "(CURRENT_DATE + (n.i % 365 - 180)::int)"
    return "date('now', (n.i % 365 - 180) || ' days')"


def is_open(vendor: str) -> str:
    return "(n.i % 5 = 0)" if vendor == "postgresql" else "n.i % 5 = 0"


def last_id(model) -> int:  # type: ignore[no-untyped-def]
    return int(model.objects.order_by("-id").values_list("id", flat=True)[0])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
