"""What the morning's page shows of rooms other than the cases'."""

from __future__ import annotations

from dataclasses import dataclass

from gandan.law.types import ClockView


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that waits for this person in one place: how much, which clock ends first, and where it is done."""

    label: str
    href: str
    icon: str
    number: int
    clock: ClockView | None = None
    where: str = ""  # the unit
