"""Every read of the catalogue."""

from gandan.procedures.queries.answers import public_answer, public_answers
from gandan.procedures.queries.catalogue import (
    checklist,
    desk_rows,
    due_if_filed,
    fields,
    of_event,
    of_field,
    search_procedures,
    service,
    versions,
)
from gandan.procedures.queries.shipped import copy_fees, life_events

__all__ = [
    "checklist",
    "copy_fees",
    "desk_rows",
    "due_if_filed",
    "fields",
    "life_events",
    "of_event",
    "of_field",
    "public_answer",
    "public_answers",
    "search_procedures",
    "service",
    "versions",
]
