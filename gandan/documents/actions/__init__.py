"""Every write of the room: a file is stored, a small picture is made, a number is taken, a letter is issued."""

from .blurring import blurred_copy
from .intake import store, thumbnail
from .letters import (
    cancel_letter,
    drop_draft,
    erase_letters,
    finish_letter,
    finish_stranded,
    number_letter,
    remove_files,
    save_draft,
)
from .numbers import next_number
from .sweeping import sweep_uploads

__all__ = [
    "blurred_copy",
    "cancel_letter",
    "drop_draft",
    "erase_letters",
    "finish_letter",
    "finish_stranded",
    "next_number",
    "number_letter",
    "remove_files",
    "save_draft",
    "store",
    "sweep_uploads",
    "thumbnail",
]
