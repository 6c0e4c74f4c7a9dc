"""Rows put in with one prepared statement: Django's own insert spends four fifths of its time on building the SQL.

For tables whose primary key the database gives, inside the caller's transaction. No signals, no defaults of the
database; `pre_save` of fields (auto_now_add) is honoured, and each row gets its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    BinaryField,
    BooleanField,
    CharField,
    DateField,
    FloatField,
    ForeignKey,
    IntegerField,
    Model,
    TextField,
)
from django.db.transaction import TransactionManagementError

Column = tuple[str, Any, bool, bool, bool]  # name, field, …
PLAIN = (CharField, TextField, BooleanField, IntegerField, FloatField, ForeignKey)
NATIVE = frozenset({str, int, bool, float})  # not their subclasses: an enum is its driver's puzzle
NONE: Mapping[str, Sequence[Model]] = {}
Shape = tuple[tuple[type[Model], tuple[tuple[int, int], ...]], ...]  # which parameters of each are keys of which
MOST = 20_000  # parameters in one statement; SQLite takes 32,766, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Awaited:
    """A value that is the key of a row put down before."""

    place: int  # among the parameters
    row: Model
    name: str
    of: Model


@dataclass(frozen=True, slots=True)
class Ready:
    """Rows of one statement as the driver takes them."""

    model: type[Model]
    rows: Sequence[Model]
    params: list[Any]
    waiting: list[Awaited]
    ignore: bool


def insert(rows: Sequence[Model], *, ignore: bool = False) -> None:
    """Insert rows of one table, in as few statements as their columns allow. IntegrityError as ever.

    `ignore`: rows that exist already are left out in silence; then no row learns its key.
    """
    put(ready(rows, ignore=ignore))


def ready(rows: Sequence[Model], *, ignore: bool = False, keys: Mapping[str, Sequence[Model]] = NONE) -> list[Ready]:
    """Convert rows before their transaction begins: on SQLite all who write wait for each other there.

    Keys of rows that are put down before them are filled in at the end; `keys` names columns without a relation that
    hold the key of another row as well, and those rows, one for each.
    """
    if not rows:
        return []
    fields = _fields(type(rows[0]))
    size = max(1, MOST // len(fields))
    return [
        _ready(
            rows[start : start + size], fields, ignore, {name: of[start : start + size] for name, of in keys.items()}
        )
        for start in range(0, len(rows), size)
    ]


def put(lots: Iterable[Ready]) -> None:
    """Insert what was made ready, inside the caller's transaction. Single rows are one statement on PostgreSQL.

    Raises TransactionManagementError where rows that belong together would be put down one by one.
    """
    connection = connections[DEFAULT_DB_ALIAS]  # itself: `django.db.connection` looks for it at every attribute
    lots = list(lots)
    if len(lots) > 1 and not connection.in_atomic_block:
        raise TransactionManagementError("rows that belong together are put down in one transaction")
    single = connection.vendor == "postgresql" and all(len(lot.rows) == 1 and not lot.ignore for lot in lots)
    if single and len(lots) > 1:
        _put_together(connection, lots)
        return
    with _cursor(connection, planned=single) as cursor:
        for lot in lots:
            for each in lot.waiting:
                setattr(each.row, each.name, each.of.pk)
                lot.params[each.place] = each.of.pk
            cursor.execute(_statement(connection.vendor, lot.model, len(lot.rows), lot.ignore), lot.params)
            for row, (key,) in zip(lot.rows, () if lot.ignore else cursor.fetchall(), strict=not lot.ignore):
                _is_put(connection, row, key)


def _put_together(connection: Any, lots: list[Ready]) -> None:
    """One statement for rows of several tables: the server is asked once instead of seven times a petition."""
    places = {id(lot.rows[0]): number for number, lot in enumerate(lots)}
    shape, params = [], []
    for lot in lots:
        awaited = {each.place: each.of for each in lot.waiting}
        known = {place: of.pk for place, of in awaited.items() if of.pk is not None}
        params += [known.get(n, value) for n, value in enumerate(lot.params) if n in known or n not in awaited]
        shape.append((lot.model, tuple((n, places[id(of)]) for n, of in awaited.items() if n not in known)))
    with _cursor(connection, planned=True) as cursor:
        cursor.execute(_statement_of_all(tuple(shape)), params)
        keys = cursor.fetchone()
    for lot, key in zip(lots, keys, strict=True):
        _is_put(connection, lot.rows[0], key)
    for each in (each for lot in lots for each in lot.waiting):
        setattr(each.row, each.name, each.of.pk)


def _is_put(connection: Any, row: Model, key: Any) -> None:
    row.pk = key
    row._state.adding = False
    row._state.db = connection.alias


def _cursor(connection: Any, *, planned: bool) -> Any:
    """PostgreSQL plans a statement once a connection, if its values come apart from it."""
    if not planned:
        return connection.cursor()
    from django.db.backends.postgresql import base  # psycopg is slow to load: not on SQLite

    cursor: Any = base.ServerBindingCursor
    connection.ensure_connection()
    return connection._prepare_cursor(cursor(connection.connection))


def _ready(
    rows: Sequence[Model], fields: tuple[Column, ...], ignore: bool, keys: Mapping[str, Sequence[Model]]
) -> Ready:
    connection = connections[DEFAULT_DB_ALIAS]
    params: list[Any] = []
    waiting: list[Awaited] = []
    for number, row in enumerate(rows):
        held = row.__dict__
        for column in fields:
            name, field, plain, nothing, relation = column
            value = held[name]
            if plain and type(value) in NATIVE:  # most of the hundred of a petition
                params.append(value)
            elif value is not None:
                params.append(_converted(connection, row, value, column))
            elif name in keys:
                waiting.append(Awaited(len(params), row, name, keys[name][number]))
                params.append(None)
            elif relation and (of := row._state.fields_cache.get(field.cache_name)) is not None and of.pk is None:
                waiting.append(Awaited(len(params), row, name, of))
                params.append(None)
            else:
                params.append(None if nothing else _converted(connection, row, None, column))
    return Ready(type(rows[0]), rows, params, waiting, ignore)


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
    values = ", ".join(["(" + ", ".join(["%s"] * len(_fields(model))) + ")"] * rows)
    end = "ON CONFLICT DO NOTHING" if ignore else f"RETURNING {_key(model)}"
    return f"{_into(model)} VALUES {values} {end}"


@lru_cache(maxsize=256)
def _statement_of_all(shape: Shape) -> str:
    """Inserts that hand their keys on: `WITH row0 AS (INSERT … RETURNING "id"), row1 AS (…) SELECT …`."""
    keys = [f"(SELECT {_key(model)} FROM row{number})" for number, (model, _waiting) in enumerate(shape)]  # noqa: S608
    inserts = []
    for number, (model, waiting) in enumerate(shape):
        awaited = {place: keys[of] for place, of in waiting}
        values = ", ".join(awaited.get(place, "%s") for place in range(len(_fields(model))))
        inserts.append(f"row{number} AS ({_into(model)} VALUES ({values}) RETURNING {_key(model)})")
    return f"WITH {', '.join(inserts)} SELECT {', '.join(keys)}"


def _into(model: type[Model]) -> str:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = ", ".join(quote(field.column) for _name, field, *_ in _fields(model))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns})"


def _key(model: type[Model]) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(model._meta.pk.column)
