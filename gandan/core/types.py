"""Plain values that every room speaks: refusals, import reports, findings, points."""

from __future__ import annotations

from dataclasses import dataclass, field


class Refused(Exception):
    """What a person asked for cannot be done; says in plain Vietnamese why, and at which field.

    `errors` maps field names to messages; the key "" holds what belongs to no field.
    """

    def __init__(self, message: str = "", **errors: str) -> None:
        self.errors: dict[str, str] = dict(errors)
        if message:
            self.errors[""] = message
        super().__init__("; ".join(self.errors.values()))


class Conflict(Refused):
    """Somebody else was faster, or the same key came with another body (HTTP 409)."""


class NotAllowed(Refused):
    """This person may not (HTTP 403)."""


class NotFound(Refused):
    """There is no such thing, or it is not for this person to know (HTTP 404)."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row an import did not take: where, what stood there, what to do."""

    row: int
    cell: str
    value: str
    message: str


@dataclass(slots=True)
class ImportReport:
    """What an import did. A bad row never stops or half-writes it."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    dry_run: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something `gandan verify` found wrong: which record, and what about it."""

    record: str
    what: str


@dataclass(frozen=True, slots=True)
class Point:
    lat: float
    lon: float
