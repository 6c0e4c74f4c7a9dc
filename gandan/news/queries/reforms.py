"""The register of reforms: what changed, which officers know it, which residents were told."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext as _

from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.news.models import Article, Briefing, Reform, Telling
from gandan.news.policies import may_write, writing_paths
from gandan.news.types import OfficerView, ReformView, State, TellingView, Told

MOST = 100


def public_reforms(path: str = "/", most: int = MOST) -> list[ReformView]:
    """Published ones below a unit, the newest first."""
    rows = Reform.objects.filter(state=State.PUBLISHED, unit__path__startswith=path)
    return _views(rows.select_related("unit").order_by("-since", "-pk")[:most])


def reform(slug: str) -> ReformView:
    row = Reform.objects.filter(slug=slug, state=State.PUBLISHED).select_related("unit").first()
    if row is None:
        raise NotFound(_("Không có mục này trong sổ cải cách."))
    return _views([row])[0]


def desk_reforms(actor: Actor) -> list[ReformView]:
    paths = writing_paths(actor)
    rows = Reform.objects.select_related("unit").order_by("-since", "-pk")
    return _views([row for row in rows[:300] if any(row.unit.path.startswith(path) for path in paths)][:MOST])


def reform_at(id: int, actor: Actor) -> ReformView:
    row = Reform.objects.select_related("unit").filter(pk=id).first()
    if row is None or not may_write(actor, row.unit.path):
        raise NotFound(_("Không có mục này trong sổ cải cách."))
    return _views([row])[0]


def officers(view: ReformView) -> list[OfficerView]:
    """Everybody who works in the unit today, once each; those not yet briefed first."""
    known = dict(Briefing.objects.filter(reform=view.id).values_list("person", "on"))
    people = {}
    for holder in directory.people_below([view.path]):
        people.setdefault(
            holder.person, OfficerView(holder.person, holder.name, holder.title, known.get(holder.person))
        )
    return sorted(people.values(), key=lambda each: (each.on is not None, each.name))


def _views(rows: Iterable[Reform]) -> list[ReformView]:
    listed = list(rows)
    ids = [row.pk for row in listed]
    briefed = dict(Briefing.objects.filter(reform__in=ids).values_list("reform").annotate(n=Count("pk")))
    told: dict[int, list[TellingView]] = {id: [] for id in ids}
    for row in Telling.objects.filter(reform__in=ids).order_by("on", "pk"):
        told[row.reform_id].append(TellingView(Told(row.how), row.audience, row.on, row.reached))
    articles = dict(Article.objects.public().filter(reform__in=ids).values_list("reform", "slug"))
    staff = {path: len({holder.person for holder in directory.people_below([path])})
             for path in {row.unit.path for row in listed}}  # fmt: skip
    return [
        ReformView(
            id=row.pk,
            slug=row.slug,
            unit=row.unit.code,
            unit_name=row.unit.name,
            path=row.unit.path,
            title=row.title,
            since=row.since,
            for_whom=row.for_whom,
            before=row.before,
            after=row.after,
            basis=row.basis,
            state=State(row.state),
            briefed=briefed.get(row.pk, 0),
            officers=staff[row.unit.path],
            told=tuple(told[row.pk]),
            article=articles.get(row.pk, ""),
        )
        for row in listed
    ]
