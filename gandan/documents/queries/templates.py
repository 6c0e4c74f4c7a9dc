"""Templates of letters: TOML in the house, overlaid by those in `$GANDAN_HOME/letters`, checked when they are read."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.home import home
from gandan.core.types import NotFound, Refused
from gandan.documents import rules
from gandan.documents.types import Basis, LetterTemplate, Notice, Offer, Paragraph, SignerKind
from gandan.law.queries.tables import Table, read_source
from gandan.law.types import Problem, Role

SHIPPED = Path(__file__).resolve().parent.parent / "letters"
STYLES = ("body", "heading", "title")


def letter_templates(on: date | None = None) -> tuple[LetterTemplate, ...]:
    """Every template in force on a day (today), in the order of their files. Raises Refused where one is faulty."""
    day = on or clock.today()
    found, problems = _known()
    if problems:
        raise Refused(_("Mẫu văn bản có lỗi: %(what)s") % {"what": problems[0]})
    latest: dict[str, LetterTemplate] = {}
    for template in found:  # shipped before overlaid, so on the same day the overlay stands
        known = latest.get(template.code)
        if template.valid_from <= day and (known is None or known.valid_from <= template.valid_from):
            latest[template.code] = template
    return tuple(latest[code] for code in dict.fromkeys(each.code for each in found) if code in latest)


def letter_template(code: str, on: date | None = None) -> LetterTemplate:
    """Raises NotFound."""
    for template in letter_templates(on):
        if template.code == code:
            return template
    raise NotFound(_("Không có mẫu văn bản này."))


def template_problems() -> tuple[Problem, ...]:
    """What is wrong in the templates, shipped and overlaid."""
    return _known()[1]


def read_templates(paths: Iterable[Path]) -> tuple[tuple[LetterTemplate, ...], tuple[Problem, ...]]:
    """The sound ones of these files, and what is wrong with the others."""
    found: list[LetterTemplate] = []
    problems: list[Problem] = []
    for path in paths:
        template = _read(path, problems)
        if template is not None:
            found.append(template)
    return tuple(found), tuple(problems)


def _known() -> tuple[tuple[LetterTemplate, ...], tuple[Problem, ...]]:
    paths = [*sorted(SHIPPED.glob("*.toml")), *sorted((home() / "letters").glob("*.toml"))]
    return _reading(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=4)
def _reading(files: tuple[tuple[Path, int], ...]) -> tuple[tuple[LetterTemplate, ...], tuple[Problem, ...]]:
    return read_templates(path for path, _changed in files)


def _read(path: Path, problems: list[Problem]) -> LetterTemplate | None:
    """One template, or None with its problems noted."""
    name = f"letters/{path.name}"
    try:
        raw = path.read_bytes()
        top = Table(tomllib.loads(raw.decode("utf-8")), name, problems)
    except UnicodeDecodeError:
        problems.append(Problem(name, "", "không phải chữ UTF-8; lưu lại tệp bằng UTF-8"))
        return None
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(name, "", f"không đọc được TOML: {error}"))
        return None
    before = len(problems)
    template = replace(_template(top), hash=hashlib.sha256(raw).hexdigest()[:12])
    top.close()
    if path.stem.partition("@")[0] != template.code:
        top.refuse("code", f"tệp phải mang tên {template.code}.toml hoặc {template.code}@<ngày>.toml")
    for field, words in rules.faults(template):
        top.refuse(field, words)
    return template if len(problems) == before else None


def _template(top: Table) -> LetterTemplate:
    return LetterTemplate(
        code=top.text("code"),
        valid_from=top.day("valid_from"),
        hash="",
        label=top.text("label"),
        label_en=top.text("label_en"),
        title=top.text("title", ""),
        about=top.text("about"),
        abbreviation=top.text("abbreviation", ""),
        series=top.text("series"),
        signer=top.one_of("signer", SignerKind),
        paragraphs=tuple(_paragraph(each) for each in top.tables("paragraphs")),
        offers=tuple(_offer(each) for each in top.tables("offers")),
        roles=tuple(_roles(top)),
        sources=tuple(read_source(each) for each in top.tables("sources")),
        to=top.text("to", ""),
        issuer=top.text("issuer", ""),
        office=top.text("office", ""),
        position=top.text("position", ""),
        bases=tuple(_basis(each) for each in top.tables("bases")),
        recipients=tuple(_recipient(each) for each in top.tables("recipients")),
        signatories=top.words("signatories"),
        notice=_notice(top),
        public=top.flag("public", True),
        sealed=top.flag("sealed"),
        records=top.words("records"),
    )


def _paragraph(row: Table) -> Paragraph:
    found = Paragraph(
        text=row.text("text"),
        when=row.text("when", ""),
        style=row.word("style", STYLES, "body"),
        lead=row.text("lead", ""),
        source=row.source() if row.has("source") else None,
    )
    row.close()
    return found


def _recipient(row: Table) -> Paragraph:
    found = Paragraph(row.text("text"), row.text("when", ""))
    row.close()
    return found


def _basis(row: Table) -> Basis:
    found = Basis(row.text("text"), row.source())
    if rules.placeholders(found.text):
        row.refuse("text", "căn cứ pháp lý không có chỗ điền")
    row.close()
    return found


def _offer(row: Table) -> Offer:
    found = Offer(row.text("type"), row.words("states"))
    row.close()
    return found


def _notice(top: Table) -> Notice | None:
    row = top.table_or_none("notice")
    if row is None:
        return None
    found = Notice(row.text("fact"), row.number("days", least=1), row.source())
    row.close()
    return found


def _roles(top: Table) -> Iterable[Role]:
    for word in top.words("roles", required=True):
        if word in list(Role):
            yield Role(word)
        else:
            top.refuse("roles", f"«{word}» không có trong danh sách: {', '.join(Role)}")
