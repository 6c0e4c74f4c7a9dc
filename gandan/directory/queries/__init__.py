"""Every read of the directory."""

from gandan.directory.queries.endings import ending
from gandan.directory.queries.people import (
    accounts_with,
    actor_of,
    deputies_of,
    names_of,
    people_of,
    visible_paths,
    visible_to,
)
from gandan.directory.queries.places import beside, boundary_geojson, heir_of, inside, successor_at, unit_at
from gandan.directory.queries.units import (
    ended_lately,
    installation,
    neighbourhoods,
    provinces,
    search_units,
    the_unit,
    unit,
    unit_by_code,
    unit_detail,
    units,
    units_below,
)

__all__ = [
    "accounts_with",
    "actor_of",
    "beside",
    "boundary_geojson",
    "deputies_of",
    "ended_lately",
    "ending",
    "heir_of",
    "inside",
    "installation",
    "names_of",
    "neighbourhoods",
    "people_of",
    "provinces",
    "search_units",
    "successor_at",
    "the_unit",
    "unit",
    "unit_at",
    "unit_by_code",
    "unit_detail",
    "units",
    "units_below",
    "visible_paths",
    "visible_to",
]
