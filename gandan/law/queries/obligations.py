"""Obligations to disclose, read from packs/vn/obligations and checked: forms, proofs, times, the clock they name."""

from __future__ import annotations

from collections.abc import Collection

from gandan.law.queries.reading import content_hash
from gandan.law.queries.tables import Table
from gandan.law.types import FormSpec, ObligationItem, ObligationSet, Posted, Problem

AUDIENCES = ("public", "inside")
PROOFS = ("automatic", "place", "times", "receivers", "meeting", "link")


def read_obligations(top: Table) -> ObligationSet:
    listed, planned = top.table_or_none("list"), top.table_or_none("plan")
    found = ObligationSet(
        code=top.text("code"),
        valid_from=top.day("valid_from"),
        valid_to=top.day_or_none("valid_to"),
        hash=content_hash(top.content, {}),
        label=top.text("label"),
        label_en=top.text("label_en"),
        audience=top.word("audience", AUDIENCES, ""),
        clock=top.text("clock"),
        forms={code: _form(code, each) for code, each in top.named("forms", required=True).items()},
        items={code: _item(code, each) for code, each in top.named("items", required=True).items()},
        list_months=listed.number("months", least=1) if listed else 0,
        list_source=listed.source() if listed else None,
        plan_source=planned.source() if planned else None,
    )
    for each in (listed, planned, top):
        if each:
            each.close()
    return found


def check_obligations(pack: ObligationSet, file: str, clocks: Collection[str]) -> list[Problem]:
    """Forms nobody states, a clock nobody states, numbers that are missing or given twice."""
    problems = []
    if pack.clock not in clocks:
        problems.append(Problem(file, "clock", f"không có thời hạn «{pack.clock}» trong clocks/"))
    if [item.number for item in pack.items.values()] != list(range(1, len(pack.items) + 1)):
        problems.append(Problem(file, "items", "số thứ tự phải liền nhau từ 1"))
    for code, item in pack.items.items():
        for form in item.forms:
            if form not in pack.forms:
                problems.append(Problem(file, f"items.{code}.forms", f"không có hình thức «{form}»"))
        if item.radio and "radio" not in item.forms:
            problems.append(Problem(file, f"items.{code}.radio", "có số ngày phát loa mà không có hình thức «radio»"))
    return problems


def _form(code: str, table: Table) -> FormSpec:
    found = FormSpec(
        code=code,
        label=table.text("label"),
        label_en=table.text("label_en"),
        proof=table.word("proof", PROOFS, ""),
        icon=table.text("icon", ""),
        source=table.source(),
    )
    table.close()
    return found


def _item(code: str, table: Table) -> ObligationItem:
    found = ObligationItem(
        code=code,
        number=table.number("number", least=1),
        label=table.text("label"),
        label_en=table.text("label_en"),
        plain=table.text("plain", ""),
        plain_en=table.text("plain_en", ""),
        forms=table.words("forms", required=True),
        source=table.source(),
        posting=_posted(table, "posting"),
        radio=_posted(table, "radio"),
    )
    table.close()
    return found


def _posted(table: Table, key: str) -> Posted | None:
    inner = table.table_or_none(key)
    if inner is None:
        return None
    permanent = inner.flag("permanent")
    days = 0 if permanent else inner.number("days", least=1)
    found = Posted(days, permanent, inner.source())
    inner.close()
    return found
