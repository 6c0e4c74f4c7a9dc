"""Rows put in with one prepared statement: Django's own insert spends four fifths of its time on building the SQL.

For tables whose primary key the database gives, inside the caller's transaction. No signals, no defaults of the
database; `pre_save` of fields (auto_now_add) is honoured, and each row gets its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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

Column = tuple[str, Field, bool, bool, bool]
PLAIN = (CharField, TextField, BooleanField, IntegerField, FloatField, ForeignKey)
NATIVE = frozenset({str, int, bool, float})  # not their subclasses: an enum is its driver's puzzle
MOST = 20_000  # parameters in one statement; SQLite takes 32,766, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Ready:
    """Rows of one statement as the driver takes them. `waiting`: what is only known once other rows have their keys."""

    model: type[Model]
    rows: Sequence[Model]
    params: list[Any]
    waiting: list[tuple[int, Model, Column]]
    ignore: bool


def insert(rows: Sequence[Model], *, ignore: bool = False) -> None:
    """Insert rows of one table, in as few statements as their columns allow. IntegrityError as ever.

    `ignore`: rows that exist already are left out in silence; then no row learns its key.
    """
    put(ready(rows, ignore=ignore))


def ready(rows: Sequence[Model], *, ignore: bool = False, later: tuple[str, ...] = ()) -> list[Ready]:
    """Convert rows before their transaction begins: on SQLite all who write wait for each other there.

    Keys of rows that are put down before them are filled in at the end, and so are the columns of `later`.
    """
    if not rows:
        return []
    fields = _fields(type(rows[0]))
    size = max(1, MOST // len(fields))
    lots = (rows[start : start + size] for start in range(0, len(rows), size))
    return [_ready(lot, fields, ignore, later) for lot in lots]


def put(lots: Iterable[Ready]) -> None:
    """Insert what was made ready, inside the caller's transaction."""
    connection = connections[DEFAULT_DB_ALIAS]  # itself: `django.db.connection` looks for it at every attribute
    for lot in lots:
        for place, row, column in lot.waiting:
            lot.params[place] = _known_by_now(connection, row, column)
        with _cursor(connection, lot) as cursor:
            cursor.execute(_statement(connection.vendor, lot.model, len(lot.rows), lot.ignore), lot.params)
            keys = [] if lot.ignore else cursor.fetchall()
        for row, (key,) in zip(lot.rows, keys, strict=not lot.ignore):
            row.pk = key
            row._state.adding = False
            row._state.db = connection.alias


def _cursor(connection: Any, lot: Ready) -> Any:
    """PostgreSQL plans the insert of one row once a connection, if its values come apart from the statement."""
    if connection.vendor != "postgresql" or len(lot.rows) > 1:
        return connection.cursor()
    from django.db.backends.postgresql import base  # psycopg is slow to load: not on SQLite

    cursor: Any = base.ServerBindingCursor
    connection.ensure_connection()
    return connection._prepare_cursor(cursor(connection.connection))


def _ready(rows: Sequence[Model], fields: tuple[Column, ...], ignore: bool, later: tuple[str, ...]) -> Ready:
    connection = connections[DEFAULT_DB_ALIAS]
    params: list[Any] = []
    waiting: list[tuple[int, Model, Column]] = []
    for row in rows:
        held = row.__dict__
        for column in fields:
            name, field, plain, nothing, relation = column
            value = held[name]
            if plain and type(value) in NATIVE:  # most of the hundred of a petition
                params.append(value)
            elif value is None and (name in later or (relation and _unsaved(row, field))):
                waiting.append((len(params), row, column))
                params.append(None)
            elif value is None and nothing:
                params.append(None)
            else:
                params.append(_converted(connection, row, value, column))
    return Ready(type(rows[0]), rows, params, waiting, ignore)


def _unsaved(row: Model, field: Any) -> bool:
    other = row._state.fields_cache.get(field.cache_name)
    return other is not None and other.pk is None


def _known_by_now(connection: Any, row: Model, column: Column) -> Any:
    name, field, *_, relation = column
    if relation:
        setattr(row, name, getattr(row, field.name).pk)
    return _converted(connection, row, getattr(row, name), column)


def _converted(connection: Any, row: Model, value: Any, column: Column) -> Any:
    """What the driver is handed; a text or number in a column of its kind needs no converting, nor does no value."""
    _name, field, plain, nothing, _relation = column
    if (plain and type(value) in NATIVE) or (nothing and value is None):
        return value
    return field.get_db_prep_save(field.pre_save(row, True), connection)


@cache
def _fields(model: type[Model]) -> tuple[Column, ...]:
    key: Any = model._meta.pk
    own = (field for field in model._meta.concrete_fields if field is not key or not _given_by_database(key))
    return tuple(
        (field.attname, field, isinstance(field, PLAIN), _may_be_nothing(field), isinstance(field, ForeignKey))
        for field in own
    )


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
