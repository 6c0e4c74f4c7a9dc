"""What a resident may send today, by what the law packs open."""

from __future__ import annotations

from gandan.cases import rules
from gandan.cases.types import IntakeType
from gandan.core import clock
from gandan.law import queries as law
from gandan.law.rules.wording import number_of_days
from gandan.law.types import CaseType

GROUP = "petition"  # the kinds that Law 42/2013, Art. 29 lets representatives bring


def intake_types(unit: str = "") -> tuple[IntakeType, ...]:
    """The case types whose intake is open to residents; no query. Sealed types say where to go instead."""
    packs = [pack for pack in law.case_types(clock.today()) if pack.intake == "public"]
    return tuple(_intake(pack) for pack in packs)


def entry_types() -> tuple[IntakeType, ...]:
    """What an officer may enter for others: all that residents send, and petitions that only an office takes in (a
    second complaint). What is sealed whole has a door of its own.
    """
    packs = [pack for pack in law.case_types(clock.today()) if not pack.sealed]
    taken = [pack for pack in packs if pack.intake == "public" or (pack.intake == "desk" and pack.group == GROUP)]
    return tuple(_intake(pack) for pack in taken)


def _intake(pack: CaseType) -> IntakeType:
    promised = [spec for spec in pack.clocks.values() if spec.starts == rules.RECEIVED]
    return IntakeType(
        code=pack.code,
        label=pack.label,
        label_en=pack.label_en,
        fields=rules.own_fields(pack),
        areas=rules.area_choices(pack)[1],
        place=pack.place,
        anonymous=pack.anonymous,
        sealed=pack.sealed,
        together=pack.group == GROUP and not pack.anonymous,
        promise=tuple(f"{c.label}: {number_of_days(c.days, c.unit)} ({c.source})" for c in promised),
        promise_en=tuple(f"{c.label_en}: {number_of_days(c.days, c.unit, 'en')} ({c.source})" for c in promised),
    )
