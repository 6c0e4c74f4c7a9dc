"""Pure rules of the directory: names and codes of units, places inside boundaries."""

from gandan.directory.rules.devices import device_name
from gandan.directory.rules.geometry import Boundary, boundary_of, contains, distance_m, near
from gandan.directory.rules.names import (
    bare_code,
    code_below,
    display_name,
    ended_code,
    kind_of,
    path_below,
    prefix_of,
    short_name_of,
    tier_of,
)

__all__ = [
    "Boundary",
    "bare_code",
    "boundary_of",
    "code_below",
    "contains",
    "device_name",
    "display_name",
    "distance_m",
    "ended_code",
    "kind_of",
    "near",
    "path_below",
    "prefix_of",
    "short_name_of",
    "tier_of",
]
