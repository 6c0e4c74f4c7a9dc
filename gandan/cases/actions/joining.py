"""«Tôi cũng gặp»: a resident joins a report that is open to all; tied to it from the first moment, answered with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from gandan.cases import effects
from gandan.cases.actions import acting, intake, notices, writing
from gandan.cases.models import Case, Link, Party
from gandan.cases.queries.receipts import receipt_of_entry
from gandan.cases.types import LinkKind, PartyInput, Receipt, Submission
from gandan.core import clock
from gandan.core.text import clean
from gandan.core.types import Conflict, NotFound, Point, Refused
from gandan.directory.types import Actor

SAID = 2000


@dataclass(frozen=True, slots=True)
class Joining:
    """Who joins what, and what they add. The same `key` joins once."""

    main: str  # code
    key: str
    party: PartyInput
    said: str = ""
    language: str = "vi"


def join(joining: Joining, actor: Actor) -> Receipt:
    """A case of the joiner's own, tied to the main one: own code, own receipt, told with the answer.

    Raises NotFound (not open to all any more), Refused (joined before), Conflict (the key came with something else).
    """
    main = Case.objects.select_related("unit").filter(code=joining.main, open=True).exclude(shown_as="").first()
    if main is None:
        raise _closed()
    submission = _submission(main, joining)
    request = intake.request_of(submission)
    known = intake.replayed(joining.key, request)
    if known:
        return known
    _once(main, joining.party)
    prepared = intake.prepare(submission, actor)
    for _draw in range(intake.DRAWS):
        draft = intake.open_case(prepared, actor, request=request)
        spec = next((each for each in draft.pack.actions.values() if effects.LINKS in each.effects), None)
        if spec is None or draft.case.state not in spec.frm:
            raise Refused(_("Loại việc này không cùng báo được. Gửi phản ánh riêng của bạn."))
        acting.prepare(draft, spec, actor, clock.now(), {"main_code": main.code})
        draft.effects.clear()
        ready = writing.ready([draft], notices.receipt_later(draft))
        try:
            with transaction.atomic():
                _hold(main)
                writing.put(ready)
                effects.tie([draft.case], main)
        except IntegrityError:
            known = intake.replayed(joining.key, request)
            if known:
                return known
            continue
        return receipt_of_entry(draft.case, draft.entries[0])
    raise Conflict(_("Chưa cấp được mã. Bấm Gửi lần nữa."))


def _hold(main: Case) -> None:
    """Nobody merges, answers or hides it until the caller's transaction ends. Raises NotFound where it was done."""
    try:
        now = effects.still_main(main, [])
    except Refused:
        raise _closed() from None
    if not now.open or not now.shown_as:
        raise _closed()


def _closed() -> NotFound:
    return NotFound(_("Phản ánh này không còn mở cho mọi người. Gửi phản ánh riêng của bạn."))


def _submission(main: Case, joining: Joining) -> Submission:
    """In the words that are open to all, never in those of who reported first."""
    said = clean(joining.said)
    if len(said) > SAID:
        raise Refused(said=_("Dài quá %(n)d chữ.") % {"n": SAID})
    return Submission(
        type=main.type,
        unit=main.unit.code,
        subject=main.shown_as,
        content=said or _("Tôi cũng gặp: %(words)s") % {"words": main.shown_as},
        key=joining.key,
        field=main.field,
        place=Point(main.lat, main.lon) if main.lat is not None and main.lon is not None else None,
        address=main.shown_as,
        party=joining.party,
        language=joining.language,
    )


def _once(main: Case, party: PartyInput) -> None:
    """One contact is counted once, also where it had reported first. Raises Refused."""
    wanted = Q(pk__in=[])
    if party.phone:
        wanted |= Q(phone=party.phone)
    if party.email:
        wanted |= Q(email__iexact=party.email)
    tied = Link.objects.filter(other=main, kind=LinkKind.DUPLICATE_OF).values("case")
    if Party.objects.filter(wanted, Q(case__in=tied) | Q(case=main)).exists():
        raise Refused(contact=_("Liên lạc này đã báo việc này rồi; bạn sẽ được báo cùng câu trả lời."))
