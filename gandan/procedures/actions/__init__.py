"""Every write of the catalogue."""

from gandan.procedures.actions.answers import publish_answer, withdraw_answer
from gandan.procedures.actions.editing import (
    add_question,
    edit,
    edit_question,
    place_question,
    set_hidden,
    show_question,
)
from gandan.procedures.actions.importing import import_procedures, load_catalogue
from gandan.procedures.actions.points import find_points_anew, keep_point, set_point_hidden

__all__ = [
    "add_question",
    "edit",
    "edit_question",
    "find_points_anew",
    "import_procedures",
    "keep_point",
    "load_catalogue",
    "place_question",
    "publish_answer",
    "set_hidden",
    "set_point_hidden",
    "show_question",
    "withdraw_answer",
]
