"""Places where papers are taken in: for a procedure, for the desk, with what stands open now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.types import NotFound
from gandan.directory.policies import roots
from gandan.directory.types import Ability, Actor
from gandan.law import queries as law
from gandan.law.types import Calendar, LawError
from gandan.procedures.models import PublicService, ServicePoint
from gandan.procedures.rules import openings_of, standing, week_rows, written_spans
from gandan.procedures.types import POINT, Facts, HoursRow, PointKind, PointShown, PointView
from gandan.search.types import Findable
from gandan.ui.rules import weekday

MOST, LOOKED_AT = 60, 400
A_MONDAY = date(2024, 1, 1)
KINDS = {
    PointKind.OFFICE: gettext_lazy("Bộ phận Một cửa"),
    PointKind.BRANCH: gettext_lazy("Điểm tiếp nhận khác"),
    PointKind.POLICE: gettext_lazy("Công an"),
    PointKind.POST: gettext_lazy("Bưu điện"),
    PointKind.VOLUNTEER: gettext_lazy("Điểm giúp làm giấy tờ"),
}
WEEKDAYS = (
    gettext_lazy("Thứ Hai"), gettext_lazy("Thứ Ba"), gettext_lazy("Thứ Tư"), gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"), gettext_lazy("Thứ Bảy"), gettext_lazy("Chủ nhật"),
)  # fmt: skip
ORDER = {kind: place for place, kind in enumerate(KINDS)}


def points_for(facts: Facts, home: str, at: datetime) -> tuple[PointShown, ...]:
    """Where this procedure can be taken: the home unit's first, places meant for it before those for everything."""
    views = [view for view in map(as_kept, _in_force(at, home)) if serves(view, facts)]
    views.sort(key=lambda v: (v.unit != home, v.unit_name, helps(v), facts.field not in v.fields, ORDER[v.kind], v.id))
    return _shown(views[:MOST], at, facts.code)


def all_points(home: str, at: datetime) -> tuple[PointShown, ...]:
    """Places in force: all of the home unit, then others until the page is full."""
    views = sorted(
        (as_kept(row) for row in _in_force(at, home)), key=lambda v: (v.unit != home, v.unit_name, ORDER[v.kind], v.id)
    )
    return _shown(views[: max(MOST, sum(view.unit == home for view in views))], at)


def serves(view: PointView, facts: Facts) -> bool:
    return view.serves_all or facts.code in view.procedures or facts.field in view.fields


def helps(view: PointView) -> bool:
    """Only helps with papers and takes none in: it never stands before a place that does."""
    return view.kind is PointKind.VOLUNTEER


def desk_points(actor: Actor) -> tuple[PointView, ...]:
    """Those of the units that this person keeps, hidden and ended ones too."""
    found = ServicePoint.objects.select_related("unit")
    wanted = Q(pk__in=[])
    for root in roots(actor, Ability.EDIT_PAGES):
        wanted |= Q(unit__path__startswith=root)
    return tuple(as_kept(row) for row in found.filter(wanted).order_by("unit__path", "id")[:300])


def findable_point(view: PointView) -> Findable:
    """What search keeps of a place, in Vietnamese whoever wrote it: what it is, where, when."""
    with override("vi"):
        hours = "; ".join(f"{days} {spans}" for days, spans in _rows(view, late=False) + _rows(view, late=True))
        kind = str(KINDS[view.kind])
    return Findable(
        scope=POINT, key=str(view.id), title=view.name, link=f"/thu-tuc/noi-nop/?don-vi={view.unit}#noi-{view.id}",
        summary=f"{view.address}. {hours}".strip(". "), body=f"{view.note} {view.phone} {view.unit_name}",
        unit=view.unit, also=(kind, "Nơi nộp giấy tờ", "Giờ mở cửa", "Giờ làm việc"),
    )  # fmt: skip


def point(id: int, actor: Actor) -> PointView:
    """One of those that this person keeps. Raises NotFound."""
    view = next((each for each in desk_points(actor) if each.id == id), None)
    if view is None:
        raise NotFound(_("Không có nơi này."))
    return view


def open_on(day: date) -> QuerySet[ServicePoint]:
    """Begun, not over, not hidden, of a unit that exists."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    alive = Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gte=day)
    return ServicePoint.objects.filter(begun, lasting, alive, hidden=False).select_related("unit")


def stands_on(day: date, view: PointView) -> bool:
    """`open_on` of one place whose unit exists, without asking."""
    begun, over = not view.valid_from or view.valid_from <= day, view.valid_to and view.valid_to < day
    return begun and not over and not view.hidden


def _in_force(at: datetime, home: str) -> Iterable[ServicePoint]:
    """The home unit's first, then by name: of a whole province's hundreds only so many are looked at."""
    away = Case(When(unit__code=home, then=0), default=1)
    return open_on(clock.day_of(at)).order_by(away, "unit__name", "id")[:LOOKED_AT]


def _shown(views: Iterable[PointView], at: datetime, code: str = "") -> tuple[PointShown, ...]:
    views, calendar = list(views), _calendar()
    local = at.astimezone(clock.VIETNAM).replace(tzinfo=None)
    codes = {each for view in views for each in view.late_for}
    named = PublicService.objects.filter(code__in=codes) if codes else ()
    names = {row.code: str(row) for row in named}
    return tuple(_point(view, calendar, local, code, names) for view in views)


def _point(view: PointView, calendar: Calendar | None, at: datetime, code: str, names: dict[str, str]) -> PointShown:
    """Out-of-hours openings count for a procedure only where it is served then."""
    after = not view.late_for or code in view.late_for
    counted = [each for each in view.openings if after or not each.late]
    return PointShown(
        view,
        str(KINDS[view.kind]),
        standing(counted, calendar, at),
        _rows(view, late=False),
        _rows(view, late=True),
        tuple((code, names[code]) for code in view.late_for if code in names),
    )


def _rows(view: PointView, *, late: bool) -> tuple[tuple[str, str], ...]:
    return tuple((_days(row), written_spans(row.spans)) for row in week_rows(view.openings, late=late))


def _days(row: HoursRow) -> str:
    if row.first == row.last:
        return str(WEEKDAYS[row.first])
    last = weekday(A_MONDAY + timedelta(days=row.last), get_language() or "vi")
    return _("%(first)s đến %(last)s") % {"first": WEEKDAYS[row.first], "last": last}


def _calendar() -> Calendar | None:
    try:
        return law.calendar()
    except LawError:
        return None


def as_kept(row: ServicePoint) -> PointView:
    return PointView(
        id=row.pk, kind=PointKind(row.kind), unit=row.unit.code, unit_name=row.unit.name, name=row.name,
        address=row.address, lat=row.lat, lon=row.lon, phone=row.phone, note=row.note,
        openings=openings_of(row.openings), late_for=tuple(row.late_for), accessible=row.accessible,
        fields=tuple(row.fields), procedures=tuple(row.procedures), valid_from=row.valid_from, valid_to=row.valid_to,
        hidden=row.hidden, sample=row.sample, number=row.number,
    )  # fmt: skip
