"""Kinds of units, and who acts: the values that cross rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

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


class Ability(StrEnum):
    """What a role may do at the desk, whatever the case type; packs say who may act on a case."""

    EDIT_PAGES = "edit_pages"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    DELEGATE_OWN = "delegate_own"
    DELEGATE_FOR_OTHERS = "delegate_for_others"
    MANAGE_UNITS = "manage_units"


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

    @property
    def is_system(self) -> bool:
        """A job, or the operator at the machine's own command line."""
        return self.code.startswith("system:")

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
    kind: str = ""


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found by words; `formerly` names the ended unit that was meant."""

    view: UnitView
    formerly: str = ""


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A unit named beside another: predecessor, successor, parent."""

    code: str
    name: str
    on: date | None = None
    kind: str = ""
    takes_open_work: bool = False


@dataclass(frozen=True, slots=True)
class UnitDetail:
    """All that is public about a unit."""

    view: UnitView
    kind: Kind
    tier: Tier
    valid_from: date | None
    valid_to: date | None
    parent: UnitLink | None
    predecessors: tuple[UnitLink, ...]
    successors: tuple[UnitLink, ...]
    address: str
    phone: str
    email: str
    hours: str
    point: tuple[float, float] | None
    source: str
    has_boundary: bool


@dataclass(frozen=True, slots=True)
class InstallationView:
    """What this database is: a demo or not, and whose."""

    demo: bool
    demo_built_on: date | None
    unit: UnitView | None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What `create_account` made."""

    account: int
    person: int
    public_id: UUID
    username: str


@dataclass(frozen=True, slots=True)
class HolderView:
    """Someone who can be given work: a person in a post of a unit, today."""

    person: int
    name: str
    title: str
    role: Role
    organisation: int
    organisation_name: str
    account: int | None
    delegated: bool = False


@dataclass(frozen=True, slots=True)
class DelegationView:
    """Somebody acts for somebody; `holder` and `title` where it is seen from the deputy's side."""

    id: int
    to: str
    holder: str
    title: str
    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as somebody holds it."""

    membership: int
    title: str
    role: Role
    role_name: str
    unit: str
    unit_name: str
    path: str
    valid_from: date
    valid_to: date | None
    over: bool
    deputies: tuple[DelegationView, ...]


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A line of the list of people: who, with which posts now or soon."""

    person: int
    name: str
    account: int | None
    username: str
    active: bool
    posts: tuple[PostView, ...]
    sample: bool


@dataclass(frozen=True, slots=True)
class StaffPage:
    rows: tuple[StaffRow, ...]
    more: str  # key of the next page


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person as their administrator sees them."""

    row: StaffRow
    email: str
    phone: str
    joined: datetime | None
    last_login: datetime | None
    posts: tuple[PostView, ...]
    identities: tuple[tuple[str, str], ...]  # provider, subject


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody invented, to act as in the sample authority."""

    account: str
    name: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class RoleGroup:
    role: Role
    name: str
    hint: str
    people: tuple[SamplePerson, ...]


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What one room would hand over when a unit ends. Rooms answer the hook `open_work` with it."""

    label: str  # «Vụ việc đang mở»
    count: int
    examples: tuple[str, ...] = ()  # codes or titles, at most a few
    elsewhere: tuple[tuple[str, int], ...] = ()  # (unit code, how many go there rather than to the heir)


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit that ends, and the one that takes over: the unit itself, or a body inside it."""

    old: UnitView
    new: UnitView
    founds: bool = False  # the new body does not exist yet and will be founded


@dataclass(frozen=True, slots=True)
class EndingPreview:
    """What ending a unit would do, before anybody confirms it."""

    unit: UnitView
    on: date
    heir: UnitView
    successors: tuple[UnitView, ...]
    passages: tuple[Passage, ...]
    work: tuple[tuple[str, OpenWork], ...]  # by room

    @property
    def total(self) -> int:
        return sum(work.count for _room, work in self.work)


@dataclass(frozen=True, slots=True)
class EndingDone:
    """What ending a unit did; the second time nothing is left to move."""

    unit: str
    heir: str
    moved: dict[str, int]  # by room
    already: bool
