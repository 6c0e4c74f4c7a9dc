"""What may be stored and under which name; what a letter says: pure functions over bytes, names and facts."""

from .letters import (
    agency_of,
    facts_of,
    faults,
    filled,
    missing,
    numbered,
    paper,
    placeholders,
    required,
    symbol,
    too_soon,
    unnumbered,
    unreadable,
)
from .names import cleaned_name
from .pictures import blurred, cleaned_picture, thumbnail
from .seals import seal, sealed_values, unseal, unsealed_values
from .sniffing import media_type_of
from .vocabulary import FACTS, MOST, long_day, said

__all__ = [
    "FACTS",
    "MOST",
    "agency_of",
    "blurred",
    "cleaned_name",
    "cleaned_picture",
    "facts_of",
    "faults",
    "filled",
    "long_day",
    "media_type_of",
    "missing",
    "numbered",
    "paper",
    "placeholders",
    "required",
    "said",
    "seal",
    "sealed_values",
    "symbol",
    "thumbnail",
    "too_soon",
    "unnumbered",
    "unreadable",
    "unseal",
    "unsealed_values",
]
