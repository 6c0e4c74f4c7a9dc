"""Taking in: everything is checked and drawn up first, then one short transaction puts it down."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gandan.cases import policies, rules
from gandan.cases.actions import locking, notices, parties, routing, writing
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.units import unit_on
from gandan.cases.actions.wording import refuse
from gandan.cases.models import Case, Entry, Party
from gandan.cases.queries.locked import bars_of, keyed
from gandan.cases.queries.receipts import entry_of_key, receipt_of_entry
from gandan.cases.queries.records import case_told, party_told
from gandan.cases.queries.words import searched
from gandan.cases.types import Channel, Receipt, Submission
from gandan.core import clock, locks
from gandan.core.clock import day_of
from gandan.core.codes import new_code
from gandan.core.types import Conflict, NotAllowed, Point, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.documents import queries as documents
from gandan.documents.types import Stored
from gandan.law import queries as law
from gandan.law.types import CaseType, LawError, UnknownPack

DRAWS = 8  # how often a code is drawn anew when it exists already
PEOPLE = "people"  # among the answers of a case: how many send it together
ASKED_AT_ONCE = {"ask_protection": "protection"}  # step → the field of the form that asks for it
BY_RESIDENTS = (Channel.WEB, Channel.API)


def submit(submission: Submission, actor: Actor) -> Receipt:
    """Take in a case. Raises Refused (at the field), NotAllowed, Conflict (the key came with another request).

    The same key with the same request returns the same receipt, however often and however many at once.
    """
    with locks.in_turn():
        return _submitted(submission, actor)


def _submitted(submission: Submission, actor: Actor) -> Receipt:
    request = request_of(submission)
    known = replayed(submission.key, request)
    if known:
        return known
    prepared = prepare(submission, actor)
    for _draw in range(DRAWS):
        draft = open_case(prepared, actor, request=request)
        handlers = notices.handlers_of(draft)
        ready = writing.ready([draft], notices.receipt_later(draft))
        try:
            with transaction.atomic():
                writing.put(ready)
                notices.tell_handlers(handlers)
        except IntegrityError:
            # Another process was faster with this key; if not, the code exists and is drawn anew.
            known = replayed(submission.key, request)
            if known:
                return known
            continue
        return receipt_of_entry(draft.case, draft.entries[0])
    raise Conflict(_("Chưa cấp được mã. Bấm Gửi lần nữa."))


@dataclasses.dataclass(frozen=True, slots=True)
class Prepared:
    """A submission that was found right, with all it refers to."""

    submission: Submission
    pack: CaseType
    unit: UnitView
    at: datetime
    neighbourhood: int | None = None
    files: tuple[tuple[Stored, str], ...] = ()
    barred: frozenset[str] = frozenset()  # of what is sealed whole: who must not see it
    chosen: UnitView | None = None  # to which it was sent, where another takes it: its code does not tell of that

    @property
    def prefix(self) -> str:
        return (self.chosen or self.unit).prefix


def prepare(submission: Submission, actor: Actor) -> Prepared:
    """Every check that needs no lock. Raises Refused with all that is wrong, NotAllowed."""
    at = submission.received_at or clock.now()
    unit = unit_on(submission.unit, day_of(at))
    pack = pack_on(submission.type, at)
    _check_way(pack, submission.channel, unit, actor)
    return checked(submission, pack, unit, at)


def checked(submission: Submission, pack: CaseType, unit: UnitView, at: datetime) -> Prepared:
    """What was handed in, in its stored form. Raises Refused with all that is wrong."""
    band = law.representation(submission.people) if type(submission.people) is int else None
    cleaned, wrongs = rules.checked_submission(submission, pack, now=clock.now(), near=_near(unit), band=band)
    refuse(wrongs)
    if cleaned.people > 1:
        cleaned = dataclasses.replace(cleaned, answers={**cleaned.answers, PEOPLE: cleaned.people})
    files, near = known_files(cleaned), _neighbourhood(cleaned, unit)
    locking.check(pack, files)
    if not pack.sealed:
        return Prepared(cleaned, pack, unit, at, near, files)
    way = routing.route(unit, cleaned.answers, history=submission.channel is Channel.IMPORT)
    return Prepared(cleaned, pack, way.unit, at, near, files, way.words, unit)


def open_case(prepared: Prepared, actor: Actor, *, request: str = "", code: str = "") -> Draft:
    """The draft of a new case with its first entry."""
    given, unit, at = prepared.submission, prepared.unit, prepared.at
    pack = law.for_place(prepared.pack, unit.code, given.answers)
    case = Case(
        code=code or new_code(prepared.prefix, day_of(at).year),
        type=prepared.pack.code,
        version=prepared.pack.version,
        unit_id=unit.id,
        subject=given.subject,
        content=given.content,
        field=given.field,
        channel=given.channel.value,
        language=given.language if given.language in ("vi", "en") else "vi",
        received_at=at,
        received_on=day_of(at),
        lat=given.place.lat if given.place else None,
        lon=given.place.lon if given.place else None,
        address=given.address,
        neighbourhood_id=prepared.neighbourhood,
        answers=given.answers,
        publish=given.publish,
        external_number=given.external_number,
    )
    place = policies.Place(unit.path)
    if prepared.pack.sealed:
        place = _lock(case, unit, prepared.barred)
    else:
        case.folded = searched(unit.id, case.code, given.external_number, given.address, given.subject, given.content)
    draft = Draft(case, pack, unit.code, unit.name, place)
    party = parties.party_of(given.party, whole=prepared.pack.sealed)
    others = [parties.representative(each, whole=prepared.pack.sealed) for each in given.representatives]
    draft.parties = [party, *others] if party else []
    doing = Doing(
        action=rules.BUILT_IN[0],
        actor=actor.code,
        at=at,
        title=policies.title_of(actor, place),
        form={"marks": case.bars.split()} if case.bars else {},
        public=True,
        files=prepared.files,
        key=given.key or None,
        request=request,
        told={"case": case_told(case), "party": party_told(party) if party else "", **_others_told(others)},
    )
    enter(draft, doing)
    for action in _asked_at_once(prepared):
        text = str(given.answers[ASKED_AT_ONCE[action]])
        enter(draft, Doing(action=action, actor=actor.code, at=at, title=doing.title, text=text))
    return draft


def _others_told(others: list[Party]) -> dict[str, Any]:
    return {"representatives": [party_told(each) for each in others]} if others else {}


def _asked_at_once(prepared: Prepared) -> list[str]:
    """What may be asked for later by a step of its own and was asked for in the form already."""
    given, known = prepared.submission.answers, prepared.pack.actions
    return [action for action, field in ASKED_AT_ONCE.items() if action in known and given.get(field)]


def _lock(case: Case, unit: UnitView, barred: frozenset[str]) -> policies.Place:
    """Nothing of it is left in the clear, and nobody it is about sees it."""
    bars = bars_of(case.code)
    case.bars = " ".join(sorted(bars.marked(barred)))
    locking.lock_case(case)
    return policies.Place(unit.path, bars=bars_of(case.code, case.bars))


def request_of(submission: Submission) -> str:
    """What «the same request» means: all but its key and the moment the server gave it.

    Under a key: who reads the database cannot find out by trying whether this was sent. Files under seal are other
    bytes at every sending, so they count by their keyed digests.
    """
    files = () if submission.enclosed else submission.files
    return keyed(rules.request_hash(dataclasses.replace(submission, key="", files=files)))


def replayed(key: str, request: str) -> Receipt | None:
    """The receipt that this key was given before. Raises Conflict where it came with another request."""
    if not isinstance(key, str) or not key or len(key) > rules.KEY_MOST or "\x00" in key:
        return None
    known = entry_of_key(key)
    if known is None:
        return None
    if known.request != request:
        raise Conflict(key=_("Khóa gửi này đã dùng cho một nội dung khác. Tạo khóa mới rồi gửi lại."))
    entry = Entry.objects.select_related("case").get(pk=known.entry)
    return dataclasses.replace(receipt_of_entry(entry.case, entry), new=False)


def pack_on(code: str, at: datetime) -> CaseType:
    """The type in force when it was received. Raises Refused at `type`."""
    try:
        pack = law.case_type(code, day_of(at))
    except UnknownPack:
        offered = ", ".join(pack.code for pack in law.case_types(day_of(at)) if pack.intake == "public")
        raise Refused(type=_("Không có loại «%(type)s». Chọn một trong: %(offered)s.") % {
            "type": code[:40], "offered": offered,
        }) from None  # fmt: skip
    except LawError as error:
        raise Refused(type=str(error)) from None
    return pack


def known_files(submission: Submission) -> tuple[tuple[Stored, str], ...]:
    """The files that were taken in before, with their names. Raises Refused where one is not there."""
    return stored_files(submission.files, submission.file_names)


def stored_files(ids: tuple[int, ...], names: tuple[str, ...]) -> tuple[tuple[Stored, str], ...]:
    known = documents.several(ids)
    if len(known) != len(set(ids)):
        raise Refused(files=_("Một tệp không còn trong kho. Chọn lại các tệp rồi gửi."))
    padded = (*names, *[""] * len(ids))
    return tuple((known[each], padded[number] or _nameless(known[each], number)) for number, each in enumerate(ids))


def _nameless(file: Stored, number: int) -> str:
    """Every attachment has a name by which it can be fetched."""
    return f"tep-{number + 1}.{file.extension}"


def _check_way(pack: CaseType, channel: Channel, unit: UnitView, actor: Actor) -> None:
    """Who may send this type by this way."""
    if pack.intake == "closed":
        raise Refused(type=_("«%(type)s» hiện không nhận mới.") % {"type": pack.label})
    if pack.intake == "public" and channel in BY_RESIDENTS:
        return
    if actor.code.startswith("system:"):
        return
    roles = policies.roles_for(actor, policies.Place(unit.path, bars=bars_of("") if pack.sealed else None))
    if not roles & (policies.WORKERS - policies.READERS_ONLY):
        raise NotAllowed(type=_("«%(type)s» do cán bộ lập tại bàn làm việc.") % {"type": pack.label})


def _near(unit: UnitView) -> Callable[[Point], bool]:
    """In the unit or right beside it; where no boundary is known, anywhere."""
    return lambda point: directory.beside(unit.code, point) is not False


def _neighbourhood(submission: Submission, unit: UnitView) -> int | None:
    if not submission.neighbourhood:
        return None
    known = {each.code: each.id for each in directory.neighbourhoods(unit.path)}
    if submission.neighbourhood not in known:
        raise Refused(neighbourhood=_("Khu phố, thôn này không thuộc %(unit)s.") % {"unit": unit.name})
    return known[submission.neighbourhood]
