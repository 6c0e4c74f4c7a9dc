"""Every read of the room: what is found, by words or by key."""

from .finding import MOST, grouped, named, page, search, suggestions
from .missing import missing_terms

__all__ = ["MOST", "grouped", "missing_terms", "named", "page", "search", "suggestions"]
