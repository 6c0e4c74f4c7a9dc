"""Every write of the room: a file is stored, a small picture is made, a number is taken."""

from .intake import store, thumbnail
from .numbers import next_number

__all__ = ["next_number", "store", "thumbnail"]
