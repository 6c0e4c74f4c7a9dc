"""Every read of the directory."""

from gandan.directory.queries.addresses import units_of_address
from gandan.directory.queries.endings import ending
from gandan.directory.queries.finding import SCOPE as UNIT_SCOPE
from gandan.directory.queries.naming import BODIES, KINDS, ROLES, SUCCESSIONS, kind_name, role_name
from gandan.directory.queries.people import (
    accounts_of,
    accounts_with,
    actor_of,
    deputies_of,
    names_of,
    people_below,
    people_of,
    visible_paths,
    visible_to,
)
from gandan.directory.queries.places import beside, boundary_geojson, heir_of, inside, successor_at, unit_at
from gandan.directory.queries.samples import sample_account, sample_people
from gandan.directory.queries.staff import lent_to, managed_units, person, possible_deputies, posts_of, staff, units_for
from gandan.directory.queries.units import (
    bodies_below,
    ended_lately,
    installation,
    names_by_code,
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
    "BODIES",
    "KINDS",
    "ROLES",
    "SUCCESSIONS",
    "UNIT_SCOPE",
    "accounts_of",
    "accounts_with",
    "actor_of",
    "beside",
    "bodies_below",
    "boundary_geojson",
    "deputies_of",
    "ended_lately",
    "ending",
    "heir_of",
    "inside",
    "installation",
    "kind_name",
    "lent_to",
    "managed_units",
    "names_by_code",
    "names_of",
    "neighbourhoods",
    "people_below",
    "people_of",
    "person",
    "possible_deputies",
    "posts_of",
    "provinces",
    "role_name",
    "sample_account",
    "sample_people",
    "search_units",
    "staff",
    "successor_at",
    "the_unit",
    "unit",
    "unit_at",
    "unit_by_code",
    "unit_detail",
    "units",
    "units_below",
    "units_for",
    "units_of_address",
    "visible_paths",
    "visible_to",
]
