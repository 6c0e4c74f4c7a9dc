"""Many publications at once, as they happened: for a register that is taken over and for the sample authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from gandan.audit import actions as audit
from gandan.audit.types import Act
from gandan.core import clock
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.disclosures.actions.finding import findable
from gandan.disclosures.actions.posting import check, posting_row
from gandan.disclosures.actions.publishing import drawn_up, due_of, next_code, start_clock
from gandan.disclosures.models import DisclosureClock, Posting, Publication, PublicationFile, PublicationVersion
from gandan.disclosures.types import Draft, Proof, State
from gandan.search import actions as search

OFFICE_HOUR = time(9, 0)


@dataclass(frozen=True, slots=True)
class Past:
    """One publication as it happened; without `published_on` it still waits."""

    draft: Draft
    published_on: date | None = None
    proofs: tuple[Proof, ...] = ()
    late_reason: str = ""


def publish_many(unit: str, plans: Sequence[Past], actor: Actor, who: str = "") -> list[str]:
    """Take over what a unit disclosed, with its days of then. Returns the codes, in order. Nobody is written to."""
    found = directory.the_unit(unit)
    rows = [drawn_up(each.draft, found, actor) for each in plans]
    with transaction.atomic():
        for row, past in zip(rows, plans, strict=True):
            row.code, row.late_reason = next_code(found, row.year), past.late_reason
            if past.published_on:
                row.state, row.version = State.PUBLISHED, 1
                row.published_at = row.updated_at = datetime.combine(past.published_on, OFFICE_HOUR, clock.VIETNAM)
        Publication.objects.bulk_create(rows)
        _keep(rows, plans, actor, who)
        search.put_many(findable(rows, found.code))
        audit.record_many(_taken_over(row, found.code, actor) for row in rows)
    return [row.code for row in rows]


def _taken_over(row: Publication, unit: str, actor: Actor) -> Act:
    payload = {"title": row.title, "item": row.item}
    return Act(actor.code, "take_over", f"disclosure:{row.code}", unit, payload, first=True)


def _keep(rows: list[Publication], plans: Sequence[Past], actor: Actor, who: str) -> None:
    clocks, versions, files, postings = [], [], [], []
    for row, past in zip(rows, plans, strict=True):
        due = due_of(past.draft)
        if due:
            timed = start_clock(row, due)
            timed.met_on = past.published_on
            clocks.append(timed)
        files += [PublicationFile(publication=row, file_id=file, name=name) for file, name in past.draft.files]
        if not past.published_on or row.published_at is None:
            continue
        versions.append(
            PublicationVersion(
                publication=row, number=1, title=row.title, summary=row.summary, tables=row.tables,
                at=row.published_at, author=actor.code,
            )
        )  # fmt: skip
        website = Posting(
            publication=row, form="website", since=past.published_on, who=who, author=actor.code, at=row.published_at
        )
        postings.append(website)
        for proof in past.proofs:
            check(row, proof)
            postings.append(posting_row(row, proof, actor))
    DisclosureClock.objects.bulk_create(clocks)
    PublicationVersion.objects.bulk_create(versions)
    PublicationFile.objects.bulk_create(files)
    Posting.objects.bulk_create(postings)
