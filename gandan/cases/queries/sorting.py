"""What is shown when letters are sorted: rows that were chosen, and who waits for the answer of a main case."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from gandan.cases.models import Case, Link, Party
from gandan.cases.queries.case import found_case
from gandan.cases.queries.inbox import matching, rows_by_ids
from gandan.cases.queries.intake import intake_types
from gandan.cases.queries.scopes import visible
from gandan.cases.types import InboxFilter, IntakeType, Joined, LinkKind, QueueRow
from gandan.core.codes import read_code
from gandan.directory.types import Actor

MOST = 400  # rows of one form; the settings bound its fields


def rows_of(codes: Iterable[str], actor: Actor) -> list[QueueRow]:
    """The cases of these codes that the actor sees, in the order of the codes. Two queries."""
    proper = (read_code(code) for code in codes)
    wanted = {code: number for number, code in enumerate(dict.fromkeys(filter(None, proper)))}
    if not wanted:
        return []
    rows = Case.objects.filter(visible(actor), code__in=list(wanted)[:MOST], secret=None)
    found = dict(rows.values_list("code", "pk"))
    return rows_by_ids([found[code] for code in wanted if code in found], actor)


def rows_like(wanted: InboxFilter, actor: Actor) -> list[QueueRow]:
    """All of a filter of the queue, the earliest clocks first; four hundred at most."""
    return rows_by_ids(matching(wanted, actor, MOST), actor)


def kinds() -> list[IntakeType]:
    return [each for each in intake_types() if not each.sealed]


def joined(code: str, actor: Actor) -> list[Joined]:
    """Everybody who sent the same as this case, oldest first. Three queries. Raises NotFound."""
    main, _place = found_case(code, actor)
    tied = Link.objects.filter(other=main, kind=LinkKind.DUPLICATE_OF).values("case")
    parties = Party.objects.filter(case__in=tied).select_related("case").order_by("case__received_on", "case_id", "id")
    found: dict[int, Joined] = {}
    for party in parties:
        if party.case_id not in found:
            found[party.case_id] = _joined(party)
    return list(found.values())


def a_key() -> str:
    """Drawn with a page: pressed twice, done once."""
    return uuid.uuid4().hex


def _joined(party: Party) -> Joined:
    return Joined(
        code=party.case.code,
        subject=party.case.subject,
        received_on=party.case.received_on,
        name="" if party.sealed or party.anonymous else party.name,
        phone="" if party.sealed else party.phone,
        by_email=bool(party.email) or party.sealed,
        sealed=party.sealed,
    )
