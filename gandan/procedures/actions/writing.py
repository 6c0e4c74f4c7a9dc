"""One new version of one procedure: the row that lists use, the version, what search finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gandan.core import clock
from gandan.core.text import fold
from gandan.procedures.models import CommonQuestion, PublicService, Version
from gandan.procedures.queries.catalogue import findable
from gandan.procedures.queries.shipped import shipped_questions
from gandan.procedures.rules import packed
from gandan.procedures.types import PROCEDURE, Facts, Guidance
from gandan.search import actions as search

BATCH = 200
_COLUMNS = [
    "intake",
    "name",
    "short",
    "folded",
    "field",
    "portal_link",
    "source",
    "source_on",
    "lacking",
    "number",
    "changed_on",
]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a procedure is to be from `since` on; `service` unsaved where it is new."""

    service: PublicService
    facts: Facts
    guidance: Guidance
    raw: dict[str, str]
    reason: str
    since: date


def blank(code: str, source: str, source_on: date | None) -> PublicService:
    return PublicService(code=code, source=source, source_on=source_on)


def write(drafts: list[Draft], by: str) -> None:
    """Inside the caller's transaction."""
    for draft in drafts:
        _renew(draft)
    new = [draft.service for draft in drafts if draft.service.pk is None]
    PublicService.objects.bulk_create(new, batch_size=BATCH)
    old = [draft.service for draft in drafts if draft.service not in new]
    if old:
        PublicService.objects.bulk_update(old, _COLUMNS, batch_size=BATCH)
    Version.objects.bulk_create([_version(draft, by) for draft in drafts], batch_size=BATCH)
    _ask_as_shipped(draft.service for draft in drafts)
    find_again((draft.service, draft.facts, draft.guidance) for draft in drafts)


def _ask_as_shipped(services: Iterable[PublicService]) -> None:
    """Common questions that come with the house, where nobody has written or taken down any."""
    shipped = shipped_questions()
    wanted = {service.pk: shipped[service.code] for service in services if service.code in shipped}
    asked = CommonQuestion.objects.filter(service_id__in=wanted).values_list("service_id", flat=True)
    for pk in set(asked):
        del wanted[pk]
    rows = [
        CommonQuestion(service_id=pk, question=question, answer=answer, place=place, published=True)
        for pk, told in wanted.items()
        for place, (question, answer) in enumerate(told, 1)
    ]
    CommonQuestion.objects.bulk_create(rows, batch_size=BATCH)


def find_again(things: Iterable[tuple[PublicService, Facts, Guidance]]) -> None:
    """Search finds what may be seen, and nothing hidden."""
    shown, gone = [], []
    for service, facts, guidance in things:
        if service.hidden:
            gone.append(service.code)
        else:
            shown.append(findable(facts, guidance))
    search.put_many(shown)
    if gone:
        search.remove(PROCEDURE, gone)


def _renew(draft: Draft) -> None:
    service, facts, guidance = draft.service, draft.facts, draft.guidance
    service.name, service.short, service.field = facts.name[:1000], guidance.short[:160], facts.field[:160]
    service.folded = fold(f"{guidance.short} {facts.name} {' '.join(guidance.said)}")[:1800]
    service.portal_link = facts.link[:400]
    service.lacking = guidance.lacking
    service.number += 1
    service.changed_on = clock.today()


def _version(draft: Draft, by: str) -> Version:
    kept: dict[str, Any] = {"facts": packed(draft.facts), "guidance": packed(draft.guidance), "raw": draft.raw}
    return Version(
        service=draft.service,
        number=draft.service.number,
        valid_from=draft.since,
        reason=draft.reason[:300],
        by=by[:80],
        made_at=clock.now(),
        **kept,
    )
