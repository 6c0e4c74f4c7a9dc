"""Every read of the room: what is found, by words or by key."""

from .finding import MOST, grouped, named, page, search, suggestions

__all__ = ["MOST", "grouped", "named", "page", "search", "suggestions"]
