"""Every write of the room: announcing, schedules, changing, moving, cancelling, saying that it was held."""

from .announcing import announce
from .changing import cancel, edit, mark_held, move
from .scheduling import schedule
from .units import move_open_work, open_work
from .upkeep import rank_anew

__all__ = [
    "announce",
    "cancel",
    "edit",
    "mark_held",
    "move",
    "move_open_work",
    "open_work",
    "rank_anew",
    "schedule",
]
