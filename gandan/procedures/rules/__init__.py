"""Reading the portal's records into structure, fees by pages, what differs between two versions."""

from gandan.procedures.rules.packing import differences, facts_of, guidance_of, packed
from gandan.procedures.rules.pricing import copy_fee
from gandan.procedures.rules.reading import read_record

__all__ = ["copy_fee", "differences", "facts_of", "guidance_of", "packed", "read_record"]
