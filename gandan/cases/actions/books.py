"""Printing a book takes many people's names out of the house at once: it is entered in the log, with the period."""

from __future__ import annotations

from django.db import transaction

from gandan.audit import actions as audit
from gandan.cases.types.books import BookWanted
from gandan.directory.types import Actor


def note_printing(wanted: BookWanted, actor: Actor, form: str) -> None:
    """`form`: pdf, xlsx or csv. Written before the first line leaves."""
    told = {"since": wanted.since.isoformat(), "until": wanted.until.isoformat(), "form": form, "type": wanted.type}
    book = f"book:{wanted.book}:{wanted.unit}"
    with transaction.atomic():
        audit.record(actor=actor.code, verb="print_book", object=book, unit=wanted.unit, payload=told)
