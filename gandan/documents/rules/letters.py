"""How a letter comes about from its template and the facts: what is missing, what it says, its number and signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from gandan.documents.rules.vocabulary import FACTS, day_in, long_day, readable, said
from gandan.documents.types import FactKind, LetterTemplate, Paragraph, Signer, SignerKind

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
DEPUTY, HEAD = "phó chủ tịch", "chủ tịch"


def placeholders(text: str) -> list[str]:
    return _PLACEHOLDER.findall(text)


def parts(template: LetterTemplate) -> Iterator[Paragraph]:
    """Every text of a template that is filled in, in the order of the page."""
    yield Paragraph(template.about)
    if template.to:
        yield Paragraph(template.to)
    if template.issuer:
        yield Paragraph(template.issuer)
    yield from template.paragraphs
    yield from template.recipients


def facts_of(template: LetterTemplate) -> list[str]:
    """Codes of the facts that a template uses, as they come."""
    found: dict[str, None] = {}
    for part in parts(template):
        found |= dict.fromkeys([*([part.when] if part.when else []), *placeholders(part.text)])
    if template.notice:
        found.setdefault(template.notice.fact)
    return list(found)


def required(template: LetterTemplate, facts: Mapping[str, str]) -> list[str]:
    """The facts without which something would stay empty, given which of the optional paragraphs stand."""
    standing = [part for part in parts(template) if not part.when or facts.get(part.when)]
    found = dict.fromkeys(code for part in standing for code in placeholders(part.text))
    if template.notice:
        found.setdefault(template.notice.fact)
    return list(found)


def missing(template: LetterTemplate, facts: Mapping[str, str]) -> list[str]:
    return [code for code in required(template, facts) if not facts.get(code)]


def unreadable(facts: Mapping[str, str]) -> list[str]:
    """Dates and hours that are none."""
    return [code for code, value in facts.items() if value and not readable(code, value)]


def too_soon(template: LetterTemplate, facts: Mapping[str, str], on: date) -> date | None:
    """The first day that the template's notice allows, where the letter names an earlier one."""
    if template.notice is None:
        return None
    first = on + timedelta(days=template.notice.days)
    return first if day_in(template.notice.fact, facts[template.notice.fact]) < first else None


def paper(template: LetterTemplate, facts: Mapping[str, str], signer: Signer) -> dict[str, Any]:
    """What will be printed, but for number and date. Every fact it needs must be there (`missing`)."""
    return {
        "agency": facts["agency"],
        "kind": template.title,
        "about": filled(template.about, facts),
        "issuer": filled(template.issuer, facts),
        "to": _capital(filled(template.to, facts)),
        "bases": [basis.text for basis in template.bases],
        "paragraphs": _ended([*_paragraphs(template.paragraphs, facts)]),
        "recipients": [filled(each.text, facts) for each in template.recipients if _stands(each, facts)],
        "signatories": list(template.signatories),
    } | signature(template, signer)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Each placeholder replaced once; braces inside a value stay what they are."""
    return _PLACEHOLDER.sub(lambda found: said(found[1], facts[found[1]]), text)


def _stands(part: Paragraph, facts: Mapping[str, str]) -> bool:
    return not part.when or bool(facts.get(part.when))


def _paragraphs(wanted: Iterable[Paragraph], facts: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for each in wanted:
        if not _stands(each, facts):
            continue
        first, *more = [line.strip() for line in filled(each.text, facts).split("\n") if line.strip()]
        yield {"text": first, "lead": each.lead, "style": each.style}
        yield from ({"text": line, "lead": "", "style": "body"} for line in more)


def _ended(paragraphs: list[dict[str, str]]) -> list[dict[str, str]]:
    """«./.» after the last word, as offices end what they write."""
    last = paragraphs[-1]
    return [*paragraphs[:-1], {**last, "text": f"{last['text'].rstrip(' .')}./."}]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- number, place, date ---


def symbol(template: LetterTemplate, number: int) -> str:
    """«05/TB-UBND»; an official letter, which has no kind, names its office: «05/UBND-VP»."""
    shown = f"{number:02d}"
    if template.abbreviation:
        return f"{shown}/{template.abbreviation}-UBND"
    return f"{shown}/UBND-{template.office}" if template.office else f"{shown}/UBND"


def unnumbered(template: LetterTemplate) -> str:
    """The symbol before there is a number, for the preview."""
    return "…" + symbol(template, 0).removeprefix("00")


def place_and_date(place: str, on: date) -> str:
    return f"{place}, ngày {long_day(on)}"


def numbered(printed: Mapping[str, Any], symbol: str, place: str, on: date) -> dict[str, Any]:
    return {**printed, "number": f"Số: {symbol}", "place_and_date": place_and_date(place, on)}


def agency_of(unit: str) -> str:
    """«Phường Sài Gòn» → «Ủy ban nhân dân phường Sài Gòn»."""
    return f"Ủy ban nhân dân {unit[:1].lower()}{unit[1:]}"


# --- who signs ---


def signature(template: LetterTemplate, signer: Signer) -> dict[str, Any]:
    """Authority lines, position and name (Decree 30/2020, Annex I: TM., KT., TL.)."""
    kind = template.signer
    if kind is SignerKind.PARTIES:
        return {"authority": [], "position": "", "name": signer.name}
    if kind is SignerKind.OFFICER:
        return {"authority": [], "position": template.position, "name": signer.name}
    title, lines = signer.title.strip().lower(), []
    if title.startswith(DEPUTY):
        lines, position = ["KT. Chủ tịch"], "Phó Chủ tịch"
    elif title.startswith(HEAD):
        position = "Chủ tịch"
    else:
        return {"authority": ["TL. Chủ tịch"], "position": signer.title, "name": signer.name}
    if kind is SignerKind.COMMITTEE:
        lines = ["TM. Ủy ban nhân dân", *lines]
    return {"authority": lines, "position": position, "name": signer.name}


# --- what a template may be ---


def faults(template: LetterTemplate) -> Iterator[tuple[str, str]]:
    """(field, what is wrong): placeholders outside the vocabulary, gaps that could not be seen, unsourced periods."""
    for part in parts(template):
        yield from (("paragraphs", words) for words in _faults_of(part))
    if not template.bases and not template.sources:
        yield "sources", "phải có ít nhất một căn cứ (bases) hoặc nguồn (sources)"
    if template.notice and _kind(template.notice.fact) not in (FactKind.DATE, FactKind.MOMENT):
        yield "notice.fact", "phải là một ngày của từ vựng"
    if template.signer is SignerKind.PARTIES and not template.signatories:
        yield "signatories", "biên bản phải nêu những người ký"
    if template.signer is SignerKind.OFFICER and not template.position:
        yield "position", "phải ghi người ký với tư cách gì, ví dụ «Người nhận đơn»"
    if not template.paragraphs:
        yield "paragraphs", "phải có ít nhất một đoạn"
    if not template.abbreviation and template.title:
        yield "abbreviation", "văn bản có tên loại phải có chữ viết tắt"


def _faults_of(part: Paragraph) -> Iterator[str]:
    for code in [*placeholders(part.text), *([part.when] if part.when else [])]:
        if code not in FACTS:
            yield f"«{{{code}}}» không có trong từ vựng; có: {', '.join(FACTS)}"
    rest = _PLACEHOLDER.sub("", part.text)
    if "{" in rest or "}" in rest:
        yield f"dấu ngoặc nhọn lẻ trong «{part.text[:60]}»"
    if _PERIOD.search(part.text) and part.source is None:
        yield f"«{part.text[:60]}» nêu thời hạn mà không có source"


_PERIOD = re.compile(r"\d+\s+(?:ngày|giờ|tháng|năm|tuần)\b")


def _kind(code: str) -> FactKind | None:
    return FACTS[code].kind if code in FACTS else None
