"""Kinds of units, and who acts: the values that cross rooms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gandan.law.types import Role


class Kind(StrEnum):
    PROVINCE = "province"
    CITY = "city"  # centrally-run city
    DISTRICT = "district"  # until 30 June 2025
    WARD = "ward"
    COMMUNE = "commune"
    TOWNSHIP = "township"  # thị trấn, until 30 June 2025
    SPECIAL_ZONE = "special_zone"
    PEOPLE_COMMITTEE = "people_committee"
    DEPARTMENT = "department"
    SERVICE_CENTRE = "service_centre"
    FATHERLAND_FRONT = "fatherland_front"
    MASS_ORGANISATION = "mass_organisation"
    NEIGHBOURHOOD = "neighbourhood"
    SCHOOL = "school"
    WORKPLACE = "workplace"


class Tier(StrEnum):
    PROVINCIAL = "provincial"
    DISTRICT = "district"
    COMMUNE = "commune"
    BELOW = "below"


class SuccessionKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held now: in which unit (id, path), by which post, whether by delegation."""

    role: Role
    organisation: int
    path: str
    title: str
    delegated: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with all roles held today. Built once a request; crosses rooms instead of the account.

    A resident without account is `Actor.resident()`, the scheduler `Actor.system()`.
    """

    code: str  # audit's plain code: "account:…uuid", "resident", "system:<job>"
    account: int | None = None
    person: int | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()

    @classmethod
    def resident(cls) -> Actor:
        return cls(code="resident", grants=(Grant(Role.CITIZEN, 0, "/", ""),))

    @classmethod
    def system(cls, job: str) -> Actor:
        return cls(code=f"system:{job}")

    def roles_over(self, path: str) -> frozenset[Role]:
        """The roles that hold for the unit of this path: those of the unit and of every unit above it."""
        return frozenset(g.role for g in self.grants if path.startswith(g.path))

    @property
    def paths(self) -> tuple[str, ...]:
        """Roots of what the actor's desk sees; a root inside another root is left out."""
        roots = sorted({g.path for g in self.grants if g.role is not Role.CITIZEN})
        return tuple(p for p in roots if not any(p != q and p.startswith(q) for q in roots))


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as pages show it."""

    id: int
    code: str
    name: str
    short_name: str
    province_name: str
    path: str
    prefix: str
    ended_on: str = ""
