"""Who is told what: the sender by e-mail in neutral words, officers by a line on their desk. In the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from gandan.cases import rules
from gandan.cases.actions import parties, routing
from gandan.cases.actions.drafting import Draft
from gandan.cases.models import Entry, Link, Party
from gandan.cases.queries.locked import keyed
from gandan.cases.queries.receipts import pin, track_url
from gandan.cases.types import LinkKind
from gandan.core import rows
from gandan.core.jobs.backend import drawn_up
from gandan.directory import queries as directory
from gandan.law import queries as law
from gandan.law.types import ActionSpec, Role
from gandan.notifications import actions as notifications
from gandan.notifications.types import Event, Letter


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter ready to be put down: composed before the transaction, because that takes longer than the writing."""

    key: str
    address: str
    subject: str
    body: str
    about: str
    unit: int | None
    lock: bool = False  # of what is sealed whole: the log keeps neither address nor words in the clear


def receipt_later(draft: Draft) -> list[rows.Ready]:
    """The job that writes and sends the letter, to be put down with the case. By its path: jobs stand above actions."""
    if not any(parties.address_of(party) for party in draft.parties):
        return []
    return drawn_up(import_string("gandan.cases.tasks.send_receipt"), draft.case.code)


def handlers_of(draft: Draft) -> set[int]:
    """The accounts of who may handle what is sealed whole; nobody of what stands in the queue."""
    if draft.place.bars is None:
        return set()
    unit = directory.unit(draft.case.unit_id)
    return {each.account for each in routing.handlers(unit, draft.place.bars) if each.account}


def tell_handlers(accounts: Iterable[int]) -> None:
    """A line for who may handle it: that there is one, no more."""
    if accounts:
        notifications.notify(accounts, "sealed", _("Có đơn niêm phong mới."), reverse("cases:sealed_list"))


def send_receipt(draft: Draft) -> str | None:
    """The job: put the letter down, then send it at once. Run again, it finds what it had done."""
    letter = received(draft)
    if letter is None:
        return None
    with transaction.atomic():
        post(letter, job=False)
    return notifications.deliver(letter.key)


def post(letter: Outgoing | None, *, job: bool = True) -> None:
    """In the transaction that the letter tells of."""
    if letter:
        notifications.send(
            job=job,
            key=letter.key,
            address=letter.address,
            subject=letter.subject,
            body=letter.body,
            about=letter.about,
            unit=letter.unit,
            lock=letter.lock,
        )


def received(draft: Draft) -> Outgoing | None:
    """The receipt, to whoever left an address."""
    letter = replace(
        _letter(draft),
        # A link that opens what is sealed whole is in no mailbox.
        link=track_url(draft.case.code, "" if draft.pack.sealed else pin(draft.case.code)),
        pin=pin(draft.case.code),
        due=draft.case.due_on,
        due_source=draft.case.due_source,
    )
    return _outgoing(draft, Event.RECEIVED, letter, number=1)


def done(draft: Draft, spec: ActionSpec, entry: Entry, by_sender: bool) -> list[Outgoing]:
    """What an action means for its sender, and for those who reported the same."""
    event = _event_of(draft, spec, entry)
    found: list[Outgoing | None] = []
    if event and (not by_sender or event is Event.REOPENED):
        letter = replace(
            _letter(draft),
            text=entry.text if entry.public else "",
            other=str(entry.form.get("body") or entry.form.get("main_code") or ""),
            due=draft.case.due_on if event in (Event.EXTENDED, Event.REOPENED) else None,
            due_source=draft.case.due_source if event in (Event.EXTENDED, Event.REOPENED) else "",
        )
        found.append(_outgoing(draft, event, letter, number=entry.number))
    return [each for each in found if each]


def updated(draft: Draft, entry: Entry) -> Outgoing | None:
    """Of what the engine itself has entered: split, classified anew, arrived elsewhere."""
    if not entry.public:
        return None
    letter = replace(_letter(draft), other=", ".join(entry.form.get("parts", ())))
    return _outgoing(draft, Event.UPDATED, letter, number=entry.number)


def tell_later(steps: Sequence[tuple[str, int]]) -> None:
    """(code, number of the entry): senders learn of what was done to many cases by a job."""
    if steps:
        import_string("gandan.cases.tasks.tell_steps").enqueue([list(step) for step in steps])


def of_steps(told: Sequence[tuple[Draft, Entry]]) -> list[Outgoing]:
    """A letter to each sender of what was done then."""
    letters: list[Outgoing] = []
    for draft, entry in told:
        spec = draft.pack.actions.get(entry.action)
        letters += done(draft, spec, entry, by_sender=False) if spec else filter(None, [updated(draft, entry)])
    return letters


def answers_many(draft: Draft, spec: ActionSpec) -> bool:
    """Whether others who reported the same wait for this answer. One query, none where nothing is answered."""
    waits = spec.result and bool(draft.past)
    return waits and Link.objects.filter(other=draft.case.pk, kind=LinkKind.DUPLICATE_OF).exists()


def tell_duplicates_later(draft: Draft, entry: Entry) -> None:
    """There may be three hundred of them: by a job."""
    import_string("gandan.cases.tasks.tell_duplicates").enqueue(draft.case.code, entry.number)


def to_duplicates(draft: Draft, entry: Entry) -> list[Outgoing]:
    """The answer of the main case, for whoever reported the same."""
    return _to_duplicates(draft, replace(_letter(draft), text=entry.text if entry.public else ""), entry)


def tell_officers(accounts: Iterable[int], kind: str, text: str, code: str = "") -> None:
    link = reverse("cases:desk_case", args=[code]) if code else reverse("cases:inbox")
    notifications.notify(accounts, kind, text, link)


def tell_assigned(given: Mapping[int, list[Draft]]) -> None:
    """One line a person, not one a case."""
    for account, drafts in given.items():
        if len(drafts) == 1:
            case = drafts[0].case
            subject = _("nội dung niêm phong") if drafts[0].pack.sealed else case.subject
            text = _("Bạn được giao: %(subject)s (%(code)s)") % {"subject": subject, "code": case.code}
            tell_officers([account], "assigned", text, case.code)
        else:
            tell_officers([account], "assigned", _("Bạn được giao %(n)d việc.") % {"n": len(drafts)})


def tell_moved_later(cases: Sequence[int]) -> None:
    """Senders learn of a new date by a job: their letters are many. By its path, because jobs stand above actions."""
    import_string("gandan.cases.tasks.tell_moved").enqueue(list(cases))


def tell_moved(cases: Sequence[int]) -> int:
    """A letter to each sender whose case got a new date. Inside the job's transaction."""
    rows = Party.objects.filter(case__in=cases, case__open=True).select_related("case__unit").order_by("id")
    told = 0
    for party in rows:
        address, case = parties.address_of(party), party.case
        if not address:
            continue
        pack = law.case_type_version(case.version)
        letter = Letter(
            code=case.code, link=track_url(case.code), unit_name=case.unit.name, due=case.due_on,
            due_source=case.due_source, kind=pack.label, sealed=pack.sealed or party.sealed,
        )  # fmt: skip
        notifications.tell(
            Event.DUE_CHANGED, letter, key=f"{case.code}:{case.last_number}:due:{party.pk}", address=address,
            language=case.language, about=f"case:{case.code}", unit=case.unit_id,
        )  # fmt: skip
        told += 1
    return told


def _to_duplicates(draft: Draft, letter: Letter, entry: Entry) -> list[Outgoing]:
    """Whoever reported the same is told the same, each under their own code."""
    linked = Link.objects.filter(other=draft.case, kind=LinkKind.DUPLICATE_OF).values("case")
    found = []
    for party in Party.objects.filter(case__in=linked).select_related("case"):
        address, code = parties.address_of(party), party.case.code
        if not address:
            continue
        own = replace(letter, code=code, link=track_url(code), sealed=letter.sealed or party.sealed)
        subject, body = notifications.compose(Event.ANSWERED, own, party.case.language)
        about, unit = ("", None) if own.sealed else (f"case:{code}", draft.case.unit_id)
        found.append(Outgoing(f"{draft.case.code}:{entry.number}:{code}", address, subject, body, about, unit))
    return found


def _event_of(draft: Draft, spec: ActionSpec, entry: Entry) -> Event | None:
    pack, before, after = draft.pack, entry.state_from, entry.state_to
    if draft.pack.sealed:  # neutral whatever it says: there is news
        return Event.UPDATED if any(each.code == "to_sender" for each in spec.form) else None
    if not spec.public:
        return None
    if spec.result:
        return Event.ANSWERED
    if spec.extends:
        return Event.EXTENDED
    if rules.reopens(pack, spec, before):
        return Event.REOPENED
    if before == after:
        return None
    if Role.CITIZEN in _next_roles(draft, after) and pack.states[after].clock == "pauses":
        return Event.INFORMATION_REQUESTED
    if entry.form.get("main_code"):
        return Event.JOINED
    if rules.rests(pack, after):
        return Event.FORWARDED if entry.form.get("body") else Event.UPDATED
    return Event.UPDATED if pack.states[before].milestone != pack.states[after].milestone else None


def _next_roles(draft: Draft, state: str) -> set[str]:
    return {role for spec in draft.pack.actions.values() if state in spec.frm for role in spec.roles}


def _letter(draft: Draft) -> Letter:
    case = draft.case
    english = case.language == "en"
    return Letter(
        code=case.code,
        link=track_url(case.code),
        unit_name=draft.unit_name,
        kind=draft.pack.label_en if english else draft.pack.label,
        sealed=draft.pack.sealed or any(party.sealed for party in draft.parties),
    )


def _outgoing(draft: Draft, event: Event, letter: Letter, *, number: int) -> Outgoing | None:
    address = next(filter(None, map(parties.address_of, draft.parties)), "")
    if not address:
        return None
    code = draft.case.code
    subject, body = notifications.compose(event, letter, draft.case.language)
    key = f"{code}:{number}:{event.value}:{sha256(address.encode()).hexdigest()[:12]}"
    return Outgoing(
        # Nobody finds out by trying whether a case sealed whole has this address.
        key=f"sealed:{keyed(key)[:48]}" if draft.pack.sealed else key,
        address=address,
        subject=subject,
        body=body,
        # The delivery log does not say what a sealed message is about.
        about="" if letter.sealed else f"case:{code}",
        unit=None if letter.sealed else draft.case.unit_id,
        lock=draft.pack.sealed,
    )
