"""Meetings: those to come and those over, one whole, what the desk sees and what was done to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from gandan.audit import queries as audit
from gandan.core import clock
from gandan.core.clock import VIETNAM
from gandan.core.text import whole_number
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.disclosures.queries.matrix import inside_paths
from gandan.events import rules
from gandan.events.models import Meeting, MeetingQuerySet
from gandan.events.policies import kinds_for, reading_paths
from gandan.events.queries.notices import closed_on
from gandan.events.types import Audience, HistoryLine, Kind, MeetingPage, MeetingView, State

AHEAD, PAGE, DESK = 60, 12, 40
TABS = ("", "da-qua", "da-huy")  # of the desk


def upcoming(path: str, kind: Kind | None = None, most: int = AHEAD) -> tuple[MeetingView, ...]:
    """What everybody may come to, soonest first, called off or not; what is going on counts too. One query."""
    rows = _public(path, kind).filter(_ahead(clock.now()))
    return _views(rows.order_by("starts_at", "pk")[:most])


def past(path: str, kind: Kind | None = None, before: str = "", size: int = PAGE) -> MeetingPage:
    """What is over, newest first, paged by key."""
    rows = _public(path, kind).filter(~_ahead(clock.now()))
    return _page(rows.order_by("-starts_at", "-pk"), before, size)


def kinds(path: str) -> tuple[Kind, ...]:
    """The kinds that were ever announced below a unit, for a choice between them."""
    known = set(Meeting.objects.public().below(path).order_by().values_list("kind", flat=True).distinct())
    return tuple(kind for kind in Kind if kind in known)


def meeting(slug: str) -> MeetingView:
    """One that is for everybody. NotFound for all others."""
    row = _rows().public().filter(slug=slug).first()
    if row is None:
        raise NotFound(_("Không có buổi gặp này."))
    return view_of(row)


def meeting_at(slug: str, actor: Actor) -> MeetingView:
    """For those who work in its unit, whoever it is announced to."""
    row = _rows().filter(visible_to(actor), slug=slug).first()
    if row is None:
        raise NotFound(_("Không có buổi gặp này."))
    return view_of(row)


def desk_meetings(actor: Actor, tab: str = "", kind: Kind | None = None, before: str = "") -> MeetingPage:
    """What is announced in the units of this person, in units below and in those that these are part of."""
    rows = _rows().filter(visible_to(actor))
    if kind:
        rows = rows.filter(kind=kind)
    if tab == "da-huy":
        return _page(rows.filter(state=State.CANCELLED).order_by("-starts_at", "-pk"), before, DESK)
    rows = rows.exclude(state=State.CANCELLED)
    if tab == "da-qua":
        return _page(rows.filter(~_ahead(clock.now())).order_by("-starts_at", "-pk"), before, DESK)
    return _page(rows.filter(_ahead(clock.now())).order_by("starts_at", "pk"), before, DESK, later=True)


def this_week(actor: Actor, most: int = 4) -> tuple[MeetingView, ...]:
    """The next meetings of a person's units within seven days, called off or not: who prepares them must know."""
    until = clock.now() + timedelta(days=7)
    rows = _rows().filter(visible_to(actor), _ahead(clock.now()), starts_at__lt=until)
    return _views(rows.order_by("starts_at", "pk")[:most])


def desk_units(actor: Actor) -> list[UnitView]:
    """The units that this person may announce for: those of their posts, and communes below."""
    own = {grant.organisation for grant in actor.grants if kinds_for(actor, grant.path)}
    return sorted(directory.units(own).values(), key=lambda unit: unit.path)


def of_schedule(schedule: int, actor: Actor) -> tuple[MeetingView, ...]:
    """All meetings that were entered together."""
    rows = _rows().filter(visible_to(actor), schedule=schedule)
    return _views(rows.order_by("starts_at", "pk"))


def history(slug: str) -> tuple[HistoryLine, ...]:
    """What was done to a meeting, newest first, from the log."""
    return tuple(
        HistoryLine(
            at=entry.at,
            verb=entry.verb,
            by=(entry.payload or {}).get("by", ""),
            reason=(entry.payload or {}).get("reason", ""),
            was=_moment((entry.payload or {}).get("was", "")),
            became=_moment((entry.payload or {}).get("starts_at", "")),
        )
        for entry in reversed(audit.entries(f"meeting:{slug}"))
    )


def changed_at(most: int = 5000) -> list[tuple[str, datetime]]:
    """Every public slug with its last change, newest first: for maps of the site."""
    rows = Meeting.objects.public().order_by("-changed_at", "-pk")
    return list(rows.values_list("slug", "changed_at")[:most])


def view_of(row: Meeting) -> MeetingView:
    starts = row.starts_at.astimezone(VIETNAM)
    ends = row.ends_at.astimezone(VIETNAM) if row.ends_at else None
    state = State(row.state)
    over = state is State.HELD or rules.is_past(starts, ends, clock.now())
    return MeetingView(
        id=row.pk,
        slug=row.slug,
        kind=Kind(row.kind),
        unit=row.unit.code,
        unit_name=row.unit.name,
        path=row.unit.path,
        title=row.title,
        topics=row.topics,
        starts_at=starts,
        ends_at=ends,
        place=row.place,
        lat=row.lat,
        lon=row.lon,
        online_link=row.online_link,
        online_host=rules.host_of(row.online_link) if row.online_link else "",
        presides=row.presides,
        how_to_join=row.how_to_join,
        audience=Audience(row.audience),
        state=state,
        reason=row.reason,
        moved_from=row.moved_from.astimezone(VIETNAM) if row.moved_from else None,
        moved_at=row.moved_at.astimezone(VIETNAM) if row.moved_at else None,
        moved_given=row.moved_given,
        posted_at=row.posted_at.astimezone(VIETNAM),
        changed_at=row.changed_at,
        on_time=row.on_time,
        notice_days=row.notice_days,
        notice_unit=row.notice_unit,
        notice_given=row.notice_given,
        notice_source=row.notice_source,
        notice_at=row.notice_at.astimezone(VIETNAM) if row.notice_at else None,
        notice_for=row.notice_for,
        version=row.version,
        schedule=row.schedule_id,
        past=over,
        day_off=None if over or state is State.CANCELLED else closed_on(starts.date()),
    )


def _ahead(now: datetime) -> Q:
    """Not over: as `rules.is_past`, and nobody said yet that it was held."""
    today = datetime.combine(now.astimezone(VIETNAM).date(), datetime.min.time(), VIETNAM)
    return ~Q(state=State.HELD) & (Q(ends_at__gt=now) | Q(ends_at=None, starts_at__gte=today))


def _rows() -> MeetingQuerySet:
    return Meeting.objects.select_related("unit")


def _public(path: str, kind: Kind | None) -> MeetingQuerySet:
    rows = _rows().public().below(path)
    return rows.filter(kind=kind) if kind else rows


def visible_to(actor: Actor) -> Q:
    """What is for everybody: below one's roots, and of the units that these are part of. What is for the inside: only
    for those who work there, as with all that an agency discloses to its own people.
    """
    if actor.is_system:
        return Q()
    wanted = Q(pk__in=[])
    for root in reading_paths(actor):
        parts = root.strip("/").split("/")
        above = ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        wanted |= Q(unit__path__startswith=root) | Q(unit__path__in=above)
    wanted &= Q(audience=Audience.PUBLIC)
    roots, agencies = inside_paths(actor)
    for root in roots:
        wanted |= Q(audience=Audience.INSIDE, unit__path__startswith=root)
    return wanted | Q(audience=Audience.INSIDE, unit__path__in=agencies)


def _page(rows: MeetingQuerySet, key: str, size: int, *, later: bool = False) -> MeetingPage:
    at = _key(key)
    if at:
        moment, pk = at
        step = "gt" if later else "lt"
        rows = rows.filter(Q(**{f"starts_at__{step}": moment}) | Q(**{"starts_at": moment, f"pk__{step}": pk}))
    found = list(rows[: size + 1])
    shown = found[:size]
    more = f"{shown[-1].starts_at.isoformat()}_{shown[-1].pk}" if len(found) > size else ""
    return MeetingPage(_views(shown), more)


def _key(typed: str) -> tuple[datetime, int] | None:
    moment, _sep, pk = typed.rpartition("_")
    found, number = _moment(moment.replace(" ", "+")), whole_number(pk, 18)
    if found is None or found.tzinfo is None or number is None:
        return None
    try:
        return found.astimezone(UTC), number
    except OverflowError:  # the first or the last day that can be written, and beyond it in another zone
        return None


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written) if written else None
    except ValueError:
        return None


def _views(rows: Iterable[Meeting]) -> tuple[MeetingView, ...]:
    return tuple(view_of(row) for row in rows)
