"""Letters as they were drafted and issued, the book of their numbers, and whether all of it still holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gandan.audit import queries as audit
from gandan.core import clock
from gandan.core.home import key_bytes
from gandan.core.text import clean, one_line
from gandan.core.types import Finding, NotFound, Refused
from gandan.documents import rules
from gandan.documents.models import Counter, Letter
from gandan.documents.queries.files import path_of
from gandan.documents.queries.papers import pdf
from gandan.documents.types import Fact, FactKind, LetterBookRow, LetterState, LetterTemplate, LetterView, Signer

KEY = "letters"
OBJECT = "letter:"
PAPER = "cong-van"
CASE = "case:"


# --- what a letter will say ---


def facts_asked(template: LetterTemplate) -> tuple[tuple[Fact, bool], ...]:
    """The facts that somebody may write into this letter, each with whether it is always needed."""
    needed = set(rules.required(template, {}))
    return tuple(
        (rules.FACTS[code], code in needed) for code in rules.facts_of(template) if not rules.FACTS[code].fixed
    )


def facts_shown(template: LetterTemplate, facts: Mapping[str, str]) -> tuple[tuple[Fact, str], ...]:
    """The facts that the letter takes from the records, as it will say them; empty where there is none."""
    fixed = [rules.FACTS[code] for code in rules.facts_of(template) if rules.FACTS[code].fixed]
    return tuple((fact, rules.said(fact.code, facts[fact.code]) if facts.get(fact.code) else "") for fact in fixed)


def neutral_facts(facts: Mapping[str, str]) -> dict[str, str]:
    """Those that tell nothing of who sent a sealed case and what about."""
    return {code: value for code, value in facts.items() if rules.FACTS[code].neutral}


def unit_facts(unit: str, address: str, phone: str) -> dict[str, str]:
    """The facts of a unit that issues: «phường Sài Gòn», «Ủy ban nhân dân phường Sài Gòn» …"""
    agency = rules.agency_of(unit)
    found = {"unit": f"{unit[:1].lower()}{unit[1:]}", "agency": agency, "chairman": f"Chủ tịch {agency}"}
    return found | {"unit_address": address, "unit_phone": phone}


def composed(template: LetterTemplate, facts: Mapping[str, str], signer: Signer, on: date) -> dict[str, Any]:
    """The letter's text. Raises Refused with every missing or wrong thing at its name."""
    used = cleaned_facts(template, facts)
    wrong = _wrong(template, used)
    if not wrong:
        first = rules.too_soon(template, used, on)
        if first and template.notice:
            wrong[template.notice.fact] = _("Phải báo trước ít nhất %(n)d ngày: sớm nhất là ngày %(day)s.") % {
                "n": template.notice.days,
                "day": f"{first:%d/%m/%Y}",
            }
    if wrong:
        raise Refused(**wrong)
    return rules.paper(template, used, signer)


def cleaned_facts(template: LetterTemplate, facts: Mapping[str, str]) -> dict[str, str]:
    """Those that the template uses, as they are kept: NFC, no control characters, single lines where one is meant."""
    wanted = dict.fromkeys(["agency", *rules.facts_of(template)])
    found = {}
    for code in wanted:
        lines = rules.FACTS[code].kind is FactKind.LONGTEXT
        value = (clean if lines else one_line)(str(facts.get(code) or ""))
        if value:
            found[code] = value
    return found


def _wrong(template: LetterTemplate, facts: Mapping[str, str]) -> dict[str, str]:
    wrong = {code: _missing(code) for code in rules.missing(template, facts)}
    wrong |= {code: _("Ghi ngày giờ đúng dạng.") for code in rules.unreadable(facts)}
    for code, value in facts.items():
        most = rules.MOST[rules.FACTS[code].kind]
        if len(value) > most:
            wrong[code] = _("Dài quá: %(has)d chữ cái, nhiều nhất %(most)d.") % {"has": len(value), "most": most}
    return wrong


def _missing(code: str) -> str:
    fact = rules.FACTS[code]
    english = (get_language() or "").startswith("en")
    return _("Còn thiếu: %(what)s.") % {"what": fact.label_en if english else fact.label}


def preview(template: LetterTemplate, paper: Mapping[str, Any], place: str, on: date) -> bytes:
    """The letter as PDF, marked as a preview, without a number."""
    values = rules.numbered(paper, rules.unnumbered(template), place, on)
    return pdf(PAPER, values | {"mark": _("Xem trước")})


# --- what was written ---


def letters_about(about: str, *, public: bool = False) -> list[LetterView]:
    """The letters of a case, drafts first, then the newest; for its sender only what was issued to be read."""
    rows = Letter.objects.filter(about=about).defer("data", "secret").order_by("number", "-id")
    if public:
        rows = rows.filter(public=True, sealed=False, state__in=[LetterState.ISSUED, LetterState.CANCELLED])
    found = [view_of(row, full=False) for row in rows]
    return sorted(found, key=lambda each: (each.state is not LetterState.DRAFT, -each.changed_at.timestamp()))


def letter(letter_id: int, about: str) -> LetterView:
    """One letter with what it says. Raises NotFound, also where it belongs elsewhere."""
    return view_of(row_of(letter_id, about), full=True)


def letter_facts(letter_id: int, about: str) -> dict[str, str]:
    """What a letter that is not sealed was filled with. Raises NotFound."""
    row = row_of(letter_id, about)
    return {} if row.sealed else dict(row.data.get("facts", {}))


def facts_before(about: str, codes: Iterable[str]) -> dict[str, str]:
    """What the newest letters of a case have said already, of these facts."""
    rows = Letter.objects.filter(about=about, number__isnull=False, sealed=False).order_by("id")
    told: dict[str, str] = {}
    for data in rows.values_list("data", flat=True):
        told |= data.get("facts", {})
    return {code: told[code] for code in codes if told.get(code)}


def row_of(letter_id: int, about: str) -> Letter:
    row = Letter.objects.filter(pk=letter_id, about=about).first()
    if row is None:
        raise NotFound(_("Không có văn bản này."))
    return row


def view_of(row: Letter, *, full: bool) -> LetterView:
    shown = full and not row.sealed
    return LetterView(
        id=row.pk,
        about=row.about,
        unit=row.unit,
        template=row.template,
        version=row.version,
        label=row.label,
        label_en=row.label_en,
        title=row.title,
        state=LetterState(row.state),
        number=row.number,
        symbol=row.symbol,
        on=row.on,
        signer=row.signer,
        public=row.public,
        sealed=row.sealed,
        reason=row.reason,
        created_by=row.created_by,
        changed_at=row.changed_at,
        pdf=row.pdf_id,
        docx=row.docx_id,
        about_text=row.data.get("paper", {}).get("about", "") if shown else "",
        facts=row.data.get("facts", {}) if shown else {},
    )


def values_of(row: Letter) -> dict[str, Any]:
    """Facts and paper, unsealed where they are sealed: whose seal this opens has asked and entered it."""
    if row.sealed:
        return rules.unsealed_values(bytes(row.secret), key_bytes(KEY)) if row.secret else {}
    return dict(row.data)


def printed(row: Letter) -> tuple[bytes, bytes]:
    """PDF and DOCX of a numbered letter: the same bytes whenever they are made."""
    assert row.on is not None  # noqa: S101 - only numbered letters are printed
    paper = rules.numbered(values_of(row)["paper"], row.symbol, row.place, row.on)
    at = row.changed_at.astimezone(clock.VIETNAM).replace(microsecond=0)
    from gandan.documents.queries.docx import docx  # with what writes it: only who prints a letter waits for it

    return pdf(PAPER, paper, at), docx(paper, at)


def file_of(letter_id: int, about: str, kind: str) -> bytes:
    """The bytes of its PDF or DOCX; of a sealed letter, whoever asks has entered why. Raises NotFound."""
    row = row_of(letter_id, about)
    stored = row.pdf if kind == "pdf" else row.docx
    if stored is None:
        raise NotFound(_("Tệp của văn bản này chưa tạo xong. Thử lại sau một phút."))
    with default_storage.open(path_of(stored.sha256)) as file:
        content: bytes = file.read()
    return rules.unseal(content, key_bytes(KEY)) if row.sealed else content


# --- the book of numbers ---


def letter_book(units: Iterable[str], since: date, until: date, lot: int = 1000) -> Iterator[LetterBookRow]:
    """Every number given in a period, in order; cancelled ones keep their line. Streams in lots."""
    rows = Letter.objects.filter(unit__in=list(units), number__isnull=False, on__gte=since, on__lte=until)
    for row in rows.order_by("on", "series", "number").iterator(chunk_size=lot):
        paper = {} if row.sealed else row.data.get("paper", {})
        yield LetterBookRow(
            number=row.number,
            symbol=row.symbol,
            on=row.on,
            label="Văn bản niêm phong" if row.sealed else row.title or "Công văn",
            about_text=paper.get("about", ""),
            recipients="; ".join(paper.get("recipients", [])),
            signer="" if row.sealed else row.signer,
            state=LetterState(row.state),
            reason="" if row.sealed else row.reason,
            case="" if row.sealed else row.about.removeprefix(CASE),
        )


def letter_count(units: Iterable[str], since: date, until: date) -> int:
    """How many numbers were given in a period. One query."""
    return Letter.objects.filter(unit__in=list(units), number__isnull=False, on__gte=since, on__lte=until).count()


def letter_names(abouts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """«Thông báo số 12/TB-UBND» of the letters that stand, by whose they are. One query."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    rows = Letter.objects.filter(about__in=list(abouts), state=LetterState.ISSUED, sealed=False).order_by("id")
    for about, title, symbol in rows.values_list("about", "title", "symbol"):
        found[about] += (f"{title or 'Công văn'} số {symbol}",)
    return dict(found)


# --- whether it still holds ---


def letter_told(row: Letter, digests: tuple[str, str]) -> dict[str, Any]:
    """A printed letter as the audit keeps it."""
    return {
        "about": row.about,
        "unit": row.unit,
        "version": row.version,
        "series": row.series,
        "symbol": row.symbol,
        "on": row.on.isoformat() if row.on else "",
        "pdf": digests[0],
        "docx": digests[1],
    }


def verify_letters() -> Iterator[Finding]:
    """Gaps in the numbers, and letters that are not what the audit says was printed."""
    yield from _gaps()
    told: dict[int, dict[str, Any]] = {}
    for object, _number, verb, payload in audit.payloads(OBJECT, ["print_letter"]):
        if payload and verb == "print_letter":
            told[int(object.removeprefix(OBJECT))] = payload
    rows = {row.pk: row for row in Letter.objects.filter(pk__in=told).select_related("pdf", "docx").defer("data")}
    for pk, payload in told.items():
        row = rows.get(pk)
        if row is None:
            yield Finding(
                f"documents_letter {payload['symbol']}", "có trong nhật ký nhưng không còn trong bảng: đã bị xóa"
            )
            continue
        digests = (row.pdf.sha256 if row.pdf else payload["pdf"], row.docx.sha256 if row.docx else payload["docx"])
        changed = [key for key, value in letter_told(row, digests).items() if value != payload[key]]
        if changed:
            yield Finding(f"documents_letter {payload['symbol']}", f"không khớp nhật ký ở: {', '.join(changed)}")


def _gaps() -> Iterator[Finding]:
    taken: dict[tuple[str, str], set[int]] = defaultdict(set)
    rows = Letter.objects.filter(number__isnull=False).values_list("unit", "series", "period", "number")
    for unit, series, period, number in rows.iterator(chunk_size=2000):
        taken[series_of(unit, series), period].add(number)
    counters = Counter.objects.filter(series__startswith=OBJECT).values_list("series", "period", "last")
    for series, period, last in counters:
        missing = sorted(set(range(1, last + 1)) - taken[series, period])
        if missing:
            few = ", ".join(map(str, missing[:10]))
            yield Finding(f"documents_letter {series} {period}", f"sổ số văn bản có chỗ trống: {few}")


def series_of(unit: str, series: str) -> str:
    """The counter of one series of a unit."""
    return f"{OBJECT}{unit}:{series}"
