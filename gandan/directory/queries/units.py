"""Units: by code and day, by words, with what came before and after them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.kept import kept
from gandan.core.text import alphabetical, fold
from gandan.core.types import NotFound
from gandan.directory.models import Installation, Organisation, OrganisationQuerySet, Succession, province_of
from gandan.directory.queries.boundaries import boundaries
from gandan.directory.rules import bare_code
from gandan.directory.types import InstallationView, Kind, Tier, UnitDetail, UnitLink, UnitMatch, UnitView

CHOSEN = (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCIAL)  # what a person may look for by name


def view_of(unit: Organisation, province: str = "") -> UnitView:
    """A row from `rows()` as pages show it; `province` where it comes from elsewhere."""
    ended = unit.valid_to is not None and unit.valid_to < clock.today()
    return UnitView(
        id=unit.pk,
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        province_name=province or getattr(unit, "province_short", None) or "",
        path=unit.path,
        prefix=unit.prefix,
        ended_on=unit.valid_to.isoformat() if ended and unit.valid_to else "",
        kind=unit.kind,
    )


def rows() -> OrganisationQuerySet:
    return Organisation.objects.with_province()


def row_by_code(code: str, on: date | None = None) -> Organisation | None:
    """The unit that bore this number on a day; without a day the one called so, else the last that bore it."""
    code, known = code.strip(), rows().select_related("parent")
    if on is None:
        exact = known.filter(code=code).first()
        if exact is not None or "@" in code:
            return exact
    bearers = list(known.filter(Q(code=code) | Q(code__startswith=f"{bare_code(code)}@")))
    if on is not None:
        return next((unit for unit in bearers if unit.exists_on(on)), None)
    return max(bearers, key=lambda unit: unit.valid_to or date.max, default=None)


def no_unit(code: str) -> NotFound:
    return NotFound(unit=_("Không có đơn vị mang mã %(code)s.") % {"code": code[:40]})


def unit_by_code(code: str, on: date | None = None) -> UnitView | None:
    """`unit_by_code("26740")` is Sài Gòn, `unit_by_code("26740", on=date(2019, 5, 1))` was Bến Nghé."""
    unit = row_by_code(code, on)
    return view_of(unit) if unit else None


def the_unit(code: str, on: date | None = None) -> UnitView:
    """As `unit_by_code`; raises NotFound."""
    unit = unit_by_code(code, on)
    if unit is None:
        raise no_unit(code)
    return unit


def unit(id: int) -> UnitView:
    return view_of(rows().get(pk=id))


def units(ids: Iterable[int]) -> dict[int, UnitView]:
    """Several units at once, by id."""
    return {row.pk: view_of(row) for row in rows().filter(pk__in=set(ids))}


def bodies_below(paths: Iterable[str], also: Iterable[str] = ()) -> list[UnitView]:
    """The units of these paths and everything under them, ended ones too, by their place in the tree. One query.

    `also`: paths of single units that are wanted with them, without what lies under those.
    """
    roots = tuple(paths)
    if not roots:
        return []
    found = Organisation.objects.below(*roots) | Organisation.objects.filter(path__in=set(also))
    return [view_of(row) for row in found.order_by("path")]


def names_by_code(codes: Iterable[str]) -> dict[str, str]:
    """Names of several units and bodies at once; unknown codes are left out."""
    return dict(Organisation.objects.filter(code__in=set(codes)).values_list("code", "name"))


def units_below(path: str, kinds: Iterable[Kind] = (), on: date | None = None) -> list[UnitView]:
    """The bodies under a unit that exist on a day (today), itself left out, by code."""
    found = rows().below(path).exclude(path=path).at(on or clock.today())
    if kinds:
        found = found.filter(kind__in=[kind.value for kind in kinds])
    return [view_of(row) for row in found.order_by("path")]


def neighbourhoods(path: str) -> list[UnitView]:
    """Khu phố, thôn of a unit, for choosing where something is."""
    return units_below(path, [Kind.NEIGHBOURHOOD])


def unit_detail(code: str, on: date | None = None) -> UnitDetail:
    """All that is public about a unit. Raises NotFound."""
    row = row_by_code(code, on)
    if row is None:
        raise no_unit(code)
    links = Succession.objects.select_related("predecessor", "successor")
    return UnitDetail(
        view=view_of(row),
        kind=Kind(row.kind),
        tier=Tier(row.tier),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        parent=UnitLink(row.parent.code, row.parent.name) if row.parent else None,
        predecessors=tuple(
            UnitLink(link.predecessor.code, link.predecessor.name, link.on, link.kind, link.takes_open_work)
            for link in links.filter(successor=row)
        ),
        successors=tuple(
            UnitLink(link.successor.code, link.successor.name, link.on, link.kind, link.takes_open_work)
            for link in links.filter(predecessor=row).order_by("-takes_open_work", "successor__code")
        ),
        address=row.address,
        phone=row.phone,
        email=row.email,
        hours=row.hours,
        point=(row.lat, row.lon) if row.lat is not None and row.lon is not None else None,
        source=row.source,
        has_boundary=row.code in boundaries(),
    )


def search_units(q: str, limit: int = 20) -> list[UnitMatch]:
    """Living units by words, with or without diacritics; an ended unit is answered with its successors.

    «Quận 1» is exactly the name of an ended unit: its successors come before what only contains the words.
    """
    words = fold(q).split()[:6]
    if not words:
        return []
    wanted = rows().filter(tier__in=[tier.value for tier in CHOSEN])
    living = _matching(wanted.at(clock.today()), words, limit)
    found = [UnitMatch(view_of(row)) for row in living]
    former = _matching(wanted.filter(valid_to__lt=clock.today()), words, 5)
    meant = bool(former) and _is(former[0], words) and not (living and _is(living[0], words))
    if meant or len(found) < limit:
        heirs = heirs_of(former[:1] if meant else former)
        known = {match.view.id for match in heirs if meant}
        found = [match for match in found if match.view.id not in known]
        held = {match.view.id for match in found}
        heirs = [match for match in heirs if match.view.id not in held]
        found = heirs + found if meant else found + heirs
    return found[:limit]


def _is(row: Organisation, words: list[str]) -> bool:
    return fold(row.short_name) == " ".join(words)


def _matching(wanted: OrganisationQuerySet, words: list[str], limit: int) -> list[Organisation]:
    """Names that begin so come first (by the index), then those that hold every word anywhere."""
    typed = " ".join(words)
    found = list(wanted.filter(folded__startswith=typed).order_by("folded", "code")[: 3 * limit])
    if len(found) < limit:
        rest = wanted.exclude(pk__in=[row.pk for row in found])
        for word in words:
            rest = rest.filter(folded__contains=word)
        found += list(rest.order_by("folded", "code")[: 3 * limit])
    found.sort(key=lambda row: (fold(row.short_name) != typed, not row.folded.startswith(typed), row.folded, row.code))
    return found[:limit]


def heirs_of(former: list[Organisation]) -> list[UnitMatch]:
    """The living successors of ended units, the heir of the best match first."""
    names = {row.pk: row.name for row in former}
    links = Succession.objects.filter(predecessor__in=names, successor__valid_to=None)
    ordered = sorted(links, key=lambda link: (list(names).index(link.predecessor_id), not link.takes_open_work))
    first: dict[int, str] = {}
    for link in ordered:
        first.setdefault(link.successor_id, names[link.predecessor_id])
    there = {row.pk: row for row in rows().filter(pk__in=first)}
    return [UnitMatch(view_of(there[pk]), name) for pk, name in first.items()]


def provinces() -> list[UnitView]:
    """The provinces and cities of today, in the order of the Vietnamese alphabet."""
    found = rows().filter(tier=Tier.PROVINCIAL.value).at(clock.today())
    return sorted(map(view_of, found), key=lambda view: alphabetical(view.short_name))


def ended_lately(day: date, back: timedelta) -> list[str]:
    """Codes of the units with successors whose last day lies shortly before a day; bodies inside them left out."""
    links = Succession.objects.filter(takes_open_work=True, on__lte=day, on__gt=day - back)
    links = links.exclude(predecessor__tier=Tier.BELOW.value)
    return list(links.order_by("predecessor__path").values_list("predecessor__code", flat=True))


@kept
def installation() -> InstallationView:
    """What this database is: one query."""
    row = Installation.objects.select_related("home_unit").annotate(province=province_of("home_unit__path")).first()
    if row is None:
        return InstallationView(demo=False, demo_built_on=None, unit=None)
    home = view_of(row.home_unit, row.province) if row.home_unit else None
    return InstallationView(row.demo, row.demo_built_on, home)
