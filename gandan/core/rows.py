"""Rows put in with one prepared statement: Django's own insert spends four fifths of its time on building the SQL.

For tables whose primary key the database gives, inside the caller's transaction. No signals, no defaults of the
database; `pre_save` of fields (auto_now_add) is honoured, and each row gets its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    BinaryField,
    BooleanField,
    CharField,
    DateField,
    Field,
    FloatField,
    ForeignKey,
    IntegerField,
    Model,
    TextField,
)

Column = tuple[str, Field, bool, bool]
PLAIN = (CharField, TextField, BooleanField, IntegerField, FloatField, ForeignKey)
NATIVE = frozenset({str, int, bool, float})  # not their subclasses: an enum is its driver's puzzle
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
    connection = connections[DEFAULT_DB_ALIAS]  # itself: `django.db.connection` looks for it at every attribute
    params = [_value(connection, row, *each) for row in rows for each in fields]
    with connection.cursor() as cursor:
        cursor.execute(_statement(connection.vendor, model, len(rows), ignore), params)
        keys = [] if ignore else cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=not ignore):
        row.pk = key
        row._state.adding = False
        row._state.db = connection.alias


def _value(connection: Any, row: Model, name: str, field: Field, plain: bool, nothing: bool) -> Any:
    """What the driver is handed; a text or number in a column of its kind needs no converting, nor does no value."""
    value = getattr(row, name)
    if (plain and type(value) in NATIVE) or (nothing and value is None):
        return value
    return field.get_db_prep_save(field.pre_save(row, True), connection)


@cache
def _fields(model: type[Model]) -> tuple[Column, ...]:
    key: Any = model._meta.pk
    own = (field for field in model._meta.concrete_fields if field is not key or not _given_by_database(key))
    return tuple((field.attname, field, isinstance(field, PLAIN), _may_be_nothing(field)) for field in own)


def _may_be_nothing(field: Any) -> bool:
    """None is stored as NULL: not in JSON, nor where the field itself gives the moment."""
    given = isinstance(field, DateField) and (field.auto_now or field.auto_now_add)
    return isinstance(field, (*PLAIN, BinaryField, DateField)) and not given


def _given_by_database(key: Any) -> bool:
    return bool(getattr(key, "db_returning", False))


@lru_cache(maxsize=256)
def _statement(vendor: str, model: type[Model], rows: int, ignore: bool) -> str:
    quote, fields = connections[DEFAULT_DB_ALIAS].ops.quote_name, _fields(model)
    columns = ", ".join(quote(field.column) for _name, field, *_ in fields)
    values = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * rows)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    end = "ON CONFLICT DO NOTHING" if ignore else f"RETURNING {key}"
    return f"INSERT INTO {table} ({columns}) VALUES {values} {end}"  # noqa: S608 - names are the model's
