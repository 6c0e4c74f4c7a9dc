"""Reading the portal's records into structure, fees by pages, what differs between versions, when a place is open."""

from gandan.procedures.rules.opening import (
    kept_openings,
    openings_of,
    read_spans,
    standing,
    week_rows,
    written_spans,
)
from gandan.procedures.rules.packing import differences, facts_of, guidance_of, packed
from gandan.procedures.rules.pricing import copy_fee
from gandan.procedures.rules.reading import read_record

__all__ = [
    "copy_fee",
    "differences",
    "facts_of",
    "guidance_of",
    "kept_openings",
    "openings_of",
    "packed",
    "read_record",
    "read_spans",
    "standing",
    "week_rows",
    "written_spans",
]
