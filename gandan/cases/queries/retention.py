"""Which cases have been kept long enough, by unit, type and year; who is held back; what was approved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.models import Case, Disposal, Hold
from gandan.cases.queries import wording
from gandan.cases.queries.locked import place_of
from gandan.cases.rules import retention as rules
from gandan.cases.types.retention import BatchKey, DisposalView, RetentionBatch, RetentionRow
from gandan.core import clock
from gandan.core.clock import VIETNAM, day_of
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.law import queries as law
from gandan.law.types import CaseType, UnknownPack

SHOWN = 50  # rows of a page
LATEST = 20  # approved batches that the page tells of


def batches(actor: Actor) -> tuple[RetentionBatch, ...]:
    """What has become due in this actor's units, and what will with the next new year. Four queries."""
    units = {unit.id: unit for unit in directory.bodies_below(policies.retention_paths(actor))}
    running = set(Disposal.objects.filter(done_at=None).values_list("unit", "version", "year"))
    least = _least_years()
    if not units or least is None:
        return ()
    before = datetime(rules.last_year(least, clock.today()) + 2, 1, 1, tzinfo=VIETNAM)
    rows = _kept().filter(unit__in=units, closed_at__lt=before)
    rows = rows.annotate(year=ExtractYear("closed_at", tzinfo=VIETNAM)).order_by().values("unit", "version", "year")
    counted = rows.annotate(number=Count("id"), held=Count("hold"))
    found = [_batch(row, units[row["unit"]], running) for row in counted]
    soon = clock.today().replace(month=12, day=31)
    shown = [each for each in found if each and each.goes_on <= date(soon.year + 1, 1, 1)]
    return tuple(sorted(shown, key=lambda each: (each.goes_on, each.unit_name, each.type_label, each.key.version)))


def batch(key: BatchKey, actor: Actor) -> RetentionBatch:
    """One of them. Raises NotFound, also where it is not this actor's."""
    found = next((each for each in batches(actor) if each.key == key), None)
    if found is None:
        raise NotFound(_("Không có đợt nào như vậy đến hạn."))
    return found


def batch_rows(key: BatchKey, actor: Actor, after: int | None = None) -> tuple[tuple[RetentionRow, ...], int | None]:
    """Its cases, those held back too, and the key of the next page. Three queries."""
    pack = pack_of(key.version)
    cases = members(key).select_related("unit", "assigned_unit").order_by("id")
    page = list(cases.filter(id__gt=after or 0)[: SHOWN + 1])
    holds = {hold.case_id: hold for hold in Hold.objects.filter(case__in=[case.pk for case in page])}
    rows = tuple(_row(case, pack, holds.get(case.pk), actor) for case in page[:SHOWN])
    return rows, page[SHOWN - 1].pk if len(page) > SHOWN else None


def disposals(actor: Actor) -> tuple[DisposalView, ...]:
    """The latest batches that were approved in this actor's units. Two queries."""
    units = {unit.id: unit for unit in directory.bodies_below(policies.retention_paths(actor))}
    return tuple(_disposal(row, units[row.unit_id]) for row in Disposal.objects.filter(unit__in=units)[:LATEST])


def members(key: BatchKey) -> QuerySet[Case]:
    """The cases of a batch that are still whole."""
    first, after = (datetime.combine(date(year, 1, 1), time(), VIETNAM) for year in (key.year, key.year + 1))
    return _kept().filter(unit=key.unit, version=key.version, closed_at__gte=first, closed_at__lt=after)


def due_members(key: BatchKey) -> QuerySet[Case]:
    """Those that may go."""
    return members(key).filter(hold=None)


def pack_of(version: str) -> CaseType:
    """Raises NotFound where its text is gone: then nobody can say how long."""
    try:
        pack = law.case_type_version(version)
    except UnknownPack:
        raise NotFound(_("Không còn gói pháp luật của loại này, nên không biết thời hạn lưu.")) from None
    if pack.retention_years is None:
        raise NotFound(_("Gói pháp luật của loại này chưa ghi thời hạn lưu."))
    return pack


def rule_of(pack: CaseType) -> str:
    """How the log names it."""
    return _("%(source)s: lưu %(years)d năm") % {"source": pack.retention_source, "years": pack.retention_years or 0}


def _kept() -> QuerySet[Case]:
    return Case.objects.filter(closed_at__isnull=False, erased_on=None)


def _least_years() -> int | None:
    versions = law.law().versions.values()
    return min((pack.retention_years for pack in versions if pack.retention_years), default=None)


def _batch(row: dict[str, int | str], unit: UnitView, running: Iterable[tuple[int, str, int]]) -> RetentionBatch | None:
    key = BatchKey(int(row["unit"]), str(row["version"]), int(row["year"]))
    try:
        pack = pack_of(key.version)
    except NotFound:
        return None
    years = pack.retention_years or 0
    return RetentionBatch(
        key=key,
        unit_name=unit.name,
        type_label=pack.label,
        type_label_en=pack.label_en,
        years=years,
        source=str(pack.retention_source or ""),
        local=bool(pack.retention_source and pack.retention_source.kind == "local"),
        then=pack.retention_then,
        goes_on=rules.goes_on(key.year, years),
        due=key.year <= rules.last_year(years, clock.today()),
        cases=int(row["number"]),
        held=int(row["held"]),
        approved=(key.unit, key.version, key.year) in running,
    )


def _row(case: Case, pack: CaseType, hold: Hold | None, actor: Actor) -> RetentionRow:
    sees, area = policies.may_see(actor, place_of(case)), wording.area_of(pack, case.field)
    return RetentionRow(
        # Of what is sealed whole nobody else learns even the code.
        code=case.code if sees or not pack.sealed else "",
        subject=case.subject if sees else "",
        field_label=area.label,
        field_label_en=wording.english(area),
        closed_on=day_of(case.closed_at) if case.closed_at else case.received_on,
        held=hold.reason if hold else "",
        held_by=hold.title if hold else "",
        held_on=day_of(hold.at) if hold else None,
    )


def _disposal(row: Disposal, unit: UnitView) -> DisposalView:
    pack = law.case_type_version(row.version)
    return DisposalView(
        unit_name=unit.name,
        type_label=pack.label,
        type_label_en=pack.label_en,
        year=row.year,
        then=pack.retention_then,
        rule=row.rule,
        approved_title=row.title,
        approved_at=row.at,
        cases=row.cases,
        done=row.done,
        done_at=row.done_at,
    )
