"""Every read of the catalogue."""

from gandan.procedures.queries.answers import answers_about, public_answer, public_answers
from gandan.procedures.queries.catalogue import (
    checklist,
    codes,
    desk_rows,
    due_if_filed,
    fields,
    forms_to_fill,
    hours_if_filed,
    lacking,
    of_event,
    of_field,
    search_procedures,
    service,
    versions,
)
from gandan.procedures.queries.points import KINDS, WEEKDAYS, all_points, desk_points, point, points_for
from gandan.procedures.queries.shipped import copy_fees, life_events
from gandan.procedures.rules import read_spans as spans

__all__ = [
    "KINDS",
    "WEEKDAYS",
    "all_points",
    "answers_about",
    "checklist",
    "codes",
    "copy_fees",
    "desk_points",
    "desk_rows",
    "due_if_filed",
    "fields",
    "forms_to_fill",
    "hours_if_filed",
    "lacking",
    "life_events",
    "of_event",
    "of_field",
    "point",
    "points_for",
    "public_answer",
    "public_answers",
    "search_procedures",
    "service",
    "spans",
    "versions",
]
