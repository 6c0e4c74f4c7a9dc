"""Builders for the audit's tests: acts that were recorded, a hand that reaches into the database unseen."""

import sqlite3
from typing import Any

import psycopg
from django.db import connection, transaction

from gandan.audit import actions
from gandan.audit.types import Recorded

CASE = "case:SG26-4829-1379"
OTHER = "case:SG26-0000-0000"


def recorded(object: str = CASE, verb: str = "submit", actor: str = "resident", **payload: Any) -> Recorded:
    """One act, committed."""
    with transaction.atomic():
        return actions.record(actor=actor, verb=verb, object=object, unit="26740", payload=payload or {"text": "mẫu"})


def several(count: int, *objects: str) -> list[Recorded]:
    """`count` acts, in turn on the objects given."""
    names = objects or (CASE,)
    return [recorded(names[i % len(names)], f"step{i}", step=i) for i in range(count)]


def tamper(*statements: str) -> None:
    """SQL past the product: into the SQLite file with the sqlite3 module, into PostgreSQL by a session of its own."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        direct: Any = sqlite3.connect(settings["NAME"], timeout=10)
    else:
        direct = psycopg.connect(
            host=settings["HOST"],
            port=settings["PORT"],
            user=settings["USER"],
            password=settings["PASSWORD"],
            dbname=settings["NAME"],
        )
    try:
        for statement in statements:
            done = direct.execute(statement)
            assert done.rowcount != 0, f"nothing was tampered with: {statement}"
        direct.commit()
    finally:
        direct.close()
