"""The books of a unit by period: whose they are to print, and their rows, a lot at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.models import Case, Entry, Party
from gandan.cases.queries import wording
from gandan.cases.queries.locked import sealed_types
from gandan.cases.queries.records import PREFIX
from gandan.cases.rules import ARRIVE
from gandan.cases.rules import books as written_rules
from gandan.cases.types import Channel
from gandan.cases.types.books import Book, BookCase, BookWanted, Step
from gandan.core import clock
from gandan.core.types import NotAllowed, NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor, Kind, UnitView
from gandan.documents import queries as documents
from gandan.documents.types import Column, LetterState, Sheet
from gandan.law import queries as law
from gandan.law.types import CaseType, Choice

LOT = 500
UNITS = (Kind.WARD, Kind.COMMUNE, Kind.SPECIAL_ZONE, Kind.TOWNSHIP, Kind.DISTRICT, Kind.CITY, Kind.PROVINCE)
TITLES = {
    Book.RECEPTION: ("Sổ tiếp công dân", "Mẫu số 03/TCD, Nghị định 154/2026/NĐ-CP"),
    Book.PETITIONS: ("Sổ theo dõi đơn", ""),
    Book.LETTERS: ("Sổ đăng ký văn bản đi", ""),
}
CHANNELS = {
    Channel.WEB: "Trực tuyến", Channel.API: "Ứng dụng khác", Channel.COUNTER: "Tại quầy", Channel.POST: "Bưu điện",
    Channel.PHONE: "Điện thoại", Channel.RECEPTION: "Tiếp công dân", Channel.EMAIL: "E-mail", Channel.IMPORT: "Sổ cũ",
}  # fmt: skip
# What an officer notes of the person at the reception, where the type's form asks for it.
IDENTITY, PEOPLE, SETTLED_BY = "identity_number", "people", "settled_by"
PETITION = "petition"  # the packs' group of everything that people ask or report
TOLD = ("accept", "guide", "forward", "refuse")


def printable_units(actor: Actor) -> list[UnitView]:
    """The units whose books this actor may print. One query."""
    paths = [grant.path for grant in actor.grants if grant.role in policies.BOOK_READERS]
    return [unit for unit in directory.bodies_below(paths) if unit.kind in UNITS]


def petition_types() -> tuple[Choice, ...]:
    """The kinds that the register can be narrowed to."""
    offered = (pack for pack in law.case_types() if pack.group == PETITION and not pack.sealed)
    return tuple(Choice(pack.code, pack.label, pack.label_en) for pack in offered)


def checked(wanted: BookWanted, actor: Actor) -> BookWanted:
    """Raises NotFound, NotAllowed."""
    if not policies.may_see(actor, policies.Place(wanted.unit_path)):
        raise NotFound(_("Không có sổ này."))
    if not policies.may_print_books(actor.roles_over(wanted.unit_path)):
        raise NotAllowed(_("Sổ chỉ dành cho cán bộ tiếp dân, lãnh đạo và thanh tra của đơn vị."))
    return wanted


def sheet(wanted: BookWanted) -> Sheet:
    """The book as a sheet; its rows are read from the database as they are taken."""
    title, form = TITLES[wanted.book]
    return Sheet(
        title=title,
        form=form,
        agency=documents.unit_facts(wanted.unit_name, "", "")["agency"],
        period=_period(wanted),
        columns=tuple(Column(*each) for each in written_rules.COLUMNS[wanted.book]),
        rows=rows(wanted),
    )


def rows(wanted: BookWanted) -> Iterator[tuple[str, ...]]:
    """Lines from 1 on, in the order of receipt: three or four queries a lot of 500."""
    if wanted.book is Book.LETTERS:
        yield from _letters(wanted)
        return
    number = 0
    for cases in _lots(wanted):
        for case in _written(cases):
            number += 1
            yield written_rules.row(wanted.book, number, case)


def count(wanted: BookWanted) -> int:
    """How many lines the book has. One query."""
    if wanted.book is Book.LETTERS:
        return documents.letter_count([wanted.unit], wanted.since, wanted.until)
    return Case.objects.filter(_narrowed(wanted)).count()


def _narrowed(wanted: BookWanted) -> Q:
    # What is sealed whole is counted below the book, never listed in it.
    found = _in_period(wanted) & ~Q(type__in=sealed_types())
    if wanted.book is Book.RECEPTION:
        found &= Q(channel=Channel.RECEPTION.value)
    if wanted.type:
        return found & Q(type=wanted.type[:40])
    if wanted.book is Book.PETITIONS:
        # Reports from the street ask for a place; what is written down here are letters.
        letters = [pack.code for pack in law.case_types() if pack.group == PETITION and pack.place != "required"]
        found &= Q(type__in=letters)
    return found


def _period(wanted: BookWanted) -> str:
    words = f"Từ ngày {written_rules.day(wanted.since)} đến hết ngày {written_rules.day(wanted.until)}"
    sealed = sealed_count(wanted)
    return f"{words}. Ngoài ra có {sealed} đơn niêm phong, không ghi từng dòng" if sealed else words


def sealed_count(wanted: BookWanted) -> int:
    """How many cases sealed whole the period has beside what the book lists. One query, none for letters."""
    if wanted.book is Book.LETTERS:
        return 0
    found = _own(wanted) & Q(type__in=sealed_types())
    if wanted.book is Book.RECEPTION:
        found &= Q(channel=Channel.RECEPTION.value)
    return Case.objects.filter(found).count()


def _in_period(wanted: BookWanted) -> Q:
    """Letters that the unit has, and those it had received and passed on to another one. One query."""
    passed = Entry.objects.filter(action=ARRIVE, form__from=wanted.unit, case__received_on__gte=wanted.since)
    ids = list(passed.filter(case__received_on__lte=wanted.until).values_list("case_id", flat=True))
    return _own(wanted) | Q(pk__in=ids) if ids else _own(wanted)


def _own(wanted: BookWanted) -> Q:
    return Q(unit__code=wanted.unit, received_on__gte=wanted.since, received_on__lte=wanted.until)


def _lots(wanted: BookWanted) -> Iterator[list[Case]]:
    """By key, not by offset: the last lot costs what the first does."""
    rows = Case.objects.filter(_narrowed(wanted)).order_by("received_on", "id")
    after: tuple[date, int] | None = None
    while True:
        lot = rows
        if after:
            lot = lot.filter(received_on__gte=after[0]).filter(Q(received_on__gt=after[0]) | Q(id__gt=after[1]))
        cases = list(lot[:LOT])
        if not cases:
            return
        yield cases
        after = (cases[-1].received_on, cases[-1].pk)


def _written(cases: Sequence[Case]) -> Iterator[BookCase]:
    ids = [case.pk for case in cases]
    parties: dict[int, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(case__in=ids).order_by("case_id", "id"):
        parties[party.case_id].append(party)
    steps: dict[int, list[Step]] = defaultdict(list)
    entries = Entry.objects.filter(case__in=ids, action__in=TOLD).order_by("case_id", "number")
    for of, action, at, text, form in entries.values_list("case_id", "action", "at", "text", "form"):
        steps[of].append(_step(action, at, text, form))
    letters = documents.letter_names([f"{PREFIX}{case.code}" for case in cases])
    for case in cases:
        pack = law.case_type_version(case.version)
        if pack.sealed or any(party.sealed for party in parties[case.pk]):
            yield BookCase(case.code, case.received_on, pack.label, sealed=True)
        else:
            yield _open(case, pack, parties[case.pk], steps[case.pk], letters.get(f"{PREFIX}{case.code}", ()))


def _step(action: str, at: datetime, text: str, form: dict[str, object]) -> Step:
    return Step(action, clock.day_of(at), text, str(form.get("body") or ""))


def _open(
    case: Case, pack: CaseType, parties: Sequence[Party], steps: Sequence[Step], letters: Sequence[str]
) -> BookCase:
    result = wording.result_of(pack, case.result).label if case.result else ""
    people = str(case.answers.get(PEOPLE) or "")
    return BookCase(
        code=case.code,
        received_on=case.received_on,
        kind=pack.label,
        sealed=False,
        channel=CHANNELS[Channel(case.channel)],
        sender="; ".join(_who(party) for party in parties),
        identity=str(case.answers.get(IDENTITY) or ""),
        people=int(people) if people.isdigit() else max(1, len(parties)),
        subject=case.subject,
        field=wording.area_of(pack, case.field).label if case.field else "",
        settled_by=str(case.answers.get(SETTLED_BY) or ""),
        due_on=case.due_on,
        state=pack.states[case.state].label,
        answered_on=case.answered_on,
        result=result,
        letters=tuple(letters),
        steps=tuple(steps),
    )


def _who(party: Party) -> str:
    if party.anonymous or not party.name:
        return "Không ghi tên"
    return f"{party.name}, {party.address}" if party.address else party.name


def _letters(wanted: BookWanted) -> Iterator[tuple[str, ...]]:
    written = documents.letter_book([wanted.unit], wanted.since, wanted.until, LOT)
    for number, row in enumerate(written, start=1):
        note = f"Đã hủy: {row.reason}" if row.state is LetterState.CANCELLED else ""
        about = f"{row.label}. {row.about_text}" if row.about_text else row.label
        day = written_rules.day(row.on)
        yield (str(number), row.symbol, day, about, row.signer, row.recipients, row.case, note)
