"""Rows put in with one prepared statement: Django's own insert spends four fifths of its time on building the SQL.

For tables whose primary key the database gives, inside the caller's transaction. No signals, no defaults of the
database; `pre_save` of fields (auto_now_add) is honoured, and each row gets its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import BooleanField, CharField, Field, FloatField, ForeignKey, IntegerField, Model, TextField

Column = tuple[str, Field, bool]
PLAIN = (CharField, TextField, BooleanField, IntegerField, FloatField, ForeignKey)
NATIVE = frozenset({str, int, bool, float, type(None)})  # not their subclasses: an enum is its driver's puzzle
MOST = 20_000  # parameters in one statement; SQLite takes 32,766, PostgreSQL 65,535


def insert(rows: Sequence[Model], *, ignore: bool = False) -> None:
    """Insert rows of one table, in as few statements as their columns allow. IntegrityError as ever.

    `ignore`: rows that exist already are left out in silence; then no row learns its key.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = _fields(model)
    size = max(1, MOST // len(fields))
    for start in range(0, len(rows), size):
        _insert(model, fields, rows[start : start + size], ignore)


def _insert(model: type[Model], fields: tuple[Column, ...], rows: Sequence[Model], ignore: bool) -> None:
    params = [_value(row, *each) for row in rows for each in fields]
    with connection.cursor() as cursor:
        cursor.execute(_statement(connection.vendor, model, len(rows), ignore), params)
        keys = [] if ignore else cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=not ignore):
        row.pk = key
        row._state.adding = False
        row._state.db = connection.alias


def _value(row: Model, name: str, field: Field, plain: bool) -> Any:
    """What the driver is handed; a text or number in a column of its kind needs no converting."""
    if plain:
        value = getattr(row, name)
        if type(value) in NATIVE:
            return value
    return field.get_db_prep_save(field.pre_save(row, True), connection)


@cache
def _fields(model: type[Model]) -> tuple[Column, ...]:
    key: Any = model._meta.pk
    own = (field for field in model._meta.concrete_fields if field is not key or not _given_by_database(key))
    return tuple((field.attname, field, isinstance(field, PLAIN)) for field in own)


def _given_by_database(key: Any) -> bool:
    return bool(getattr(key, "db_returning", False))


@lru_cache(maxsize=256)
def _statement(vendor: str, model: type[Model], rows: int, ignore: bool) -> str:
    quote, fields = connection.ops.quote_name, _fields(model)
    columns = ", ".join(quote(field.column) for _name, field, _plain in fields)
    values = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * rows)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    end = "ON CONFLICT DO NOTHING" if ignore else f"RETURNING {key}"
    return f"INSERT INTO {table} ({columns}) VALUES {values} {end}"  # noqa: S608 - names are the model's
