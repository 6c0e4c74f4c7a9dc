"""Every write of the room: what can be found, and what was looked for in vain."""

from .keeping import mend, put, put_many, rebuild, remove
from .missing import forget_old, note_missing, settle_missing

__all__ = ["forget_old", "mend", "note_missing", "put", "put_many", "rebuild", "remove", "settle_missing"]
