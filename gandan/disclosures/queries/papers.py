"""What the printed sheets say: the notice for the board, and the list of the quarter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import UnitView
from gandan.disclosures.queries.views import of_code, whole_list
from gandan.disclosures.types import PublicationView, State
from gandan.documents import queries as documents
from gandan.documents.types.sheets import Column, Sheet
from gandan.law import queries as law


def notice(code: str, *, public: bool = True) -> bytes:
    """The sheet for the notice board, as PDF. NotFound in public once it is withdrawn: nobody hangs it up again."""
    found = of_code(code, public=public)
    if public and found.state is not State.PUBLISHED:
        raise NotFound(_("Nội dung này đã được rút."))
    return documents.pdf("to-niem-yet", notice_values(found, directory.the_unit(found.unit)))


def notice_values(found: PublicationView, unit: UnitView) -> dict[str, Any]:
    """One A4 sheet: title, plain words, first table, period, and the way to the page."""
    item, today, above = found.item, clock.today(), directory.unit_detail(unit.code).parent
    posted = f"Niêm yết ít nhất {item.posting.days} ngày liên tục." if item.posting and item.posting.days else ""
    if item.posting and item.posting.permanent:
        posted = "Niêm yết thường xuyên, cập nhật khi có thay đổi."
    place = f"cong-khai/{found.code}/" if found.audience == "public" else f"ban-lam-viec/trong-co-quan/{found.code}/"
    table = found.tables[0] if found.tables and len(found.tables[0].rows) <= 18 else None
    return {
        "agency": unit.name,
        "parent": above.name if above else "",
        "place_and_date": f"{unit.short_name}, ngày {today.day:02d} tháng {today.month:02d} năm {today.year}",
        "title": found.title,
        "item": f"Nội dung {item.number}: {item.label}",
        "summary": [line for line in found.summary.split("\n") if line.strip()],
        "rows": [
            ["Văn bản", found.decision_number or "không số"],
            ["Ngày ban hành", f"{found.decision_on:%d/%m/%Y}"],
            *([["Kỳ", found.period]] if found.period else []),
        ],
        "table": {"title": table.title, "head": list(table.head), "rows": [list(row) for row in table.rows]}
        if table
        else None,
        "posted": posted,
        "basis": f"Căn cứ: {item.source}." + (f" {item.posting.source}." if item.posting else ""),
        "link": f"{settings.BASE_URL}/{place}".replace("https://", "").replace("http://", ""),
        "qr": f"{settings.BASE_URL}/{place}",
    }


def list_values(unit: UnitView, year: int, quarter: int) -> Sheet:
    """The list of what was disclosed in a quarter, with forms and times (Art. 13.2)."""
    since = date(year, 3 * quarter - 2, 1)
    until = date(year + (quarter == 4), (3 * quarter) % 12 + 1, 1)
    found = [each for each in whole_list(unit, since, until) if each.published_on and each.published_on < until]
    source = law.obligations("commune").list_source
    columns = tuple(
        Column(code, label, width, centred)
        for code, label, width, centred in (
            ("number", "STT", 1, True), ("title", "Nội dung công khai", 7, False), ("item", "Khoản", 1.4, True),
            ("decision", "Văn bản, ngày", 4, False), ("on", "Ngày công khai", 3, True),
            ("forms", "Hình thức, thời gian", 7, False),
        )
    )  # fmt: skip
    rows = (
        (
            str(number), each.title, str(each.item.number),
            f"{each.decision_number}, {each.decision_on:%d/%m/%Y}".strip(", "),
            f"{each.published_on:%d/%m/%Y}", _forms_of(each),
        )
        for number, each in enumerate(found, start=1)
    )  # fmt: skip
    return Sheet(
        title="Danh mục nội dung đã công khai",
        form=str(source or ""),
        agency=f"UBND {unit.name}",
        period=f"Quý {quarter} năm {year}",
        columns=columns,
        rows=rows,
    )


def _forms_of(found: PublicationView) -> str:
    parts = []
    for each in found.postings:
        until = f" đến {each.until:%d/%m}" if each.until else ""
        parts.append(f"{each.form.label} từ {each.since:%d/%m}{until}")
    return "; ".join(parts)
