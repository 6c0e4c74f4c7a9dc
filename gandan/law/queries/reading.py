"""Packs from TOML into frozen dataclasses. What does not fit the schema becomes a Problem, never a guess."""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gandan.law.queries.tables import Table, read_source
from gandan.law.types import (
    ActionSpec,
    Band,
    CalendarYear,
    CarrySpec,
    CaseType,
    Choice,
    ClockSet,
    ClockSpec,
    Confidence,
    Day,
    DayKind,
    Extension,
    FieldSpec,
    FollowSpec,
    Hours,
    NoticeSpec,
    Problem,
    Remote,
    Since,
    StateSpec,
    Unit,
)

SHIPPED = Path(__file__).resolve().parent.parent / "packs" / "vn"
RECEIVED = "received"  # a clock that starts with the case itself
FIELD_KINDS = ("text", "longtext", "choice", "date", "integer", "yes_no", "files")
CLOCK_IN_STATE = ("runs", "pauses", "stops")
GROUPS = ("petition", "question", "information", "opinion", "task", "rights")
INTAKES = ("public", "desk", "closed")
THEN = ("anonymise", "erase")  # what a retention rule does when its years are over
PLACES = ("none", "optional", "required")


def toml_files(root: Path, folder: str) -> Iterator[Path]:
    """The packs of one kind under `root`, in a fixed order."""
    yield from sorted((root / folder).rglob("*.toml"))


def open_table(path: Path, problems: list[Problem]) -> Table | None:
    """The file's top table; a Problem where it is not TOML in UTF-8."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), name, problems)
    except UnicodeDecodeError:
        problems.append(Problem(name, "", "không phải chữ UTF-8; lưu lại tệp bằng UTF-8"))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(name, "", f"không đọc được TOML: {error}"))
    return None


def read_calendar(top: Table, *, overlay: bool = False) -> CalendarYear:
    year = top.number("year", least=1900)
    signed = top.word("status", ("signed", "provisional"), "provisional") == "signed"
    note = top.text("note", "")
    days: dict[date, Day] = {}
    for row in top.tables("days"):
        day = _day(row)
        if day.on in days:
            row.refuse("on", f"ngày {day.on:%d/%m/%Y} ghi hai lần")
        if day.on.year != year and day.on != date(year - 1, 12, 31):
            row.refuse("on", f"ngày {day.on:%d/%m/%Y} không thuộc năm {year}")
        days[day.on] = day
    top.close()
    return CalendarYear(year, signed, tuple(days.values()), note, overlay)


def _day(row: Table) -> Day:
    day = Day(
        on=row.day("on"),
        kind=row.one_of("kind", DayKind),
        reason=row.text("reason"),
        decision=row.text("decision"),
        reason_en=row.text("reason_en", ""),
        confidence=row.one_of("confidence", Confidence, Confidence.LOW),
    )
    row.text("seen_in", "")
    row.flag("swap")
    if day.kind is DayKind.WORKED and day.on.weekday() < 5:
        row.refuse("kind", f"ngày {day.on:%d/%m/%Y} vốn là ngày làm việc, không cần «worked»")
    row.close()
    return day


def read_choices(top: Table) -> tuple[Choice, ...]:
    """A shared list: packs/vn/fields.toml, packs/vn/lists/*.toml"""
    found = _choices(top, "choices")
    top.close()
    return found


def read_bands(top: Table) -> tuple[Band, ...]:
    """packs/vn/representatives.toml: bands of group sizes, one after the other."""
    found: list[Band] = []
    for row in top.tables("bands"):
        band = Band(
            since=row.number("since", least=2),
            until=row.number("until", least=2) if row.has("until") else None,
            least=row.number("least", least=1),
            most=row.number("most", least=1),
            source=row.source(),
        )
        if band.least > band.most or (band.until is not None and band.until < band.since):
            row.refuse("most", "ít nhất không thể hơn nhiều nhất")
        if found and (found[-1].until is None or found[-1].until >= band.since):
            row.refuse("since", "chồng lên khoảng đứng trước")
        found.append(band)
        row.close()
    top.close()
    return tuple(found)


def read_remote(top: Table) -> frozenset[str]:
    """packs/vn/remote.toml: codes of the units of remote areas, each with the decision that says so."""
    found = set()
    for row in top.tables("units"):
        found.add(row.text("code"))
        row.source()
        row.close()
    top.close()
    return frozenset(found)


def read_case_type(top: Table, shared: dict[str, tuple[Choice, ...]]) -> CaseType:
    retention = top.table_or_none("retention")
    reopening = top.table_or_none("reopening")
    found = CaseType(
        code=top.text("code"),
        valid_from=top.day("valid_from"),
        valid_to=top.day_or_none("valid_to"),
        hash=content_hash(top.content, shared),
        label=top.text("label"),
        label_en=top.text("label_en"),
        group=top.word("group", GROUPS, ""),
        initial=top.text("initial"),
        states={code: _state(code, each) for code, each in top.named("states", required=True).items()},
        actions={code: _action(code, each, shared) for code, each in top.named("actions", required=True).items()},
        clocks={code: _clock(code, each) for code, each in top.named("clocks", required=True).items()},
        fields=tuple(_field(each, shared) for each in top.tables("fields")),
        milestones=_choices(top, "milestones"),
        results=_choices(top, "results"),
        sources=tuple(read_source(each) for each in top.tables("sources")),
        intake=top.word("intake", INTAKES, "public"),
        anonymous=top.flag("anonymous"),
        sealed=top.flag("sealed"),
        place=top.word("place", PLACES, "none"),
        evidence=top.flag("evidence"),
        reopen_days=reopening.number("days", least=1) if reopening else 0,
        reopen_source=reopening.source() if reopening else None,
        retention_years=retention.number("years", least=1) if retention else None,
        retention_source=retention.source() if retention else None,
        retention_then=retention.word("then", THEN, THEN[0]) if retention else THEN[0],
    )
    for each in (retention, reopening):
        if each:
            each.close()
    top.text("note", "")
    top.close()
    return found


def read_clock_set(top: Table) -> ClockSet:
    found = ClockSet(
        code=top.text("code"),
        valid_from=top.day("valid_from"),
        valid_to=top.day_or_none("valid_to"),
        hash=content_hash(top.content, {}),
        label=top.text("label"),
        label_en=top.text("label_en"),
        clocks={code: _clock(code, each, of_case=False) for code, each in top.named("clocks", required=True).items()},
    )
    top.text("note", "")
    top.close()
    return found


def content_hash(content: dict[str, Any], shared: dict[str, tuple[Choice, ...]]) -> str:
    """Of what the file says, not of its comments or layout; shared lists it draws on are part of it."""
    said = json.dumps(content, default=_plain)
    used = {
        name: [(each.code, each.label, each.label_en) for each in choices]
        for name, choices in shared.items()
        if f'"choices_from": "{name}"' in said
    }
    text = json.dumps([content, used], default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _choices(top: Table, key: str) -> tuple[Choice, ...]:
    found = []
    for row in top.tables(key):
        source = row.source() if row.has("source") else None
        found.append(Choice(row.text("code"), row.text("label"), row.text("label_en", ""), source))
        row.close()
    codes = [each.code for each in found]
    for code in {code for code in codes if codes.count(code) > 1}:
        top.refuse(key, f"mã «{code}» ghi hai lần")
    return tuple(found)


def _state(code: str, row: Table) -> StateSpec:
    found = StateSpec(
        code=code,
        label=row.text("label"),
        label_en=row.text("label_en"),
        clock=row.word("clock", CLOCK_IN_STATE, "runs"),
        public=row.flag("public", True),
        end=row.flag("end"),
        milestone=row.text("milestone", ""),
    )
    row.close()
    return found


def _action(code: str, row: Table, shared: dict[str, tuple[Choice, ...]]) -> ActionSpec:
    found = ActionSpec(
        code=code,
        label=row.text("label"),
        label_en=row.text("label_en"),
        frm=row.words("from", required=True),
        to=row.text("to", "") or None,
        roles=row.words("roles", required=True),
        past=row.text("past"),
        past_en=row.text("past_en"),
        form=tuple(_field(each, shared) for each in row.tables("form")),
        guard=row.text("guard", ""),
        effects=row.words("effects"),
        public=row.flag("public", True),
        primary=row.flag("primary"),
        icon=row.text("icon", ""),
        extends=row.text("extends", ""),
        result=row.flag("result"),
        limit=row.number("limit", 0),
        after=row.text("after", ""),
        notice=_notice(row.table("notice")) if row.has("notice") else None,
        follow=_follow(row.table("follow")) if row.has("follow") else None,
        since=_since(row.table_or_none("since")),
    )
    row.close()
    return found


def _notice(row: Table) -> NoticeSpec:
    found = NoticeSpec(row.text("field"), row.number("days", least=1), row.one_of("unit", Unit), row.source())
    row.close()
    return found


def _since(row: Table | None) -> Since | None:
    if row is None:
        return None
    found = Since(row.day("on"), row.source(), row.text("after", ""))
    row.close()
    return found


def _follow(row: Table) -> FollowSpec:
    carries = row.table_or_none("carries")
    found = FollowSpec(
        row.text("type"),
        row.number("days", least=1),
        row.text("since"),
        row.source(),
        _carries(carries),
        row.number("remote_days", 0),
    )
    row.close()
    return found


def _carries(row: Table | None) -> CarrySpec | None:
    if row is None:
        return None
    found = CarrySpec(row.text("field"), row.text("action"), row.text("value"))
    row.close()
    return found


def _field(row: Table, shared: dict[str, tuple[Choice, ...]]) -> FieldSpec:
    source = row.text("choices_from", "")
    if source and source not in shared:
        row.refuse("choices_from", f"không có danh sách «{source}»; có: {', '.join(shared) or 'không danh sách nào'}")
    own = _choices(row, "choices")
    found = FieldSpec(
        code=row.text("code"),
        label=row.text("label"),
        label_en=row.text("label_en"),
        kind=row.word("kind", FIELD_KINDS, ""),
        required=row.flag("required"),
        sealed=row.flag("sealed"),
        hint=row.text("hint", ""),
        max_length=row.number("max_length", 0),
        choices=shared.get(source, ()) if source else own,
        hint_en=row.text("hint_en", ""),
    )
    if found.kind == "choice" and not found.choices:
        row.refuse("choices", "trường chọn phải có ít nhất một lựa chọn")
    row.close()
    return found


def _clock(code: str, row: Table, *, of_case: bool = True) -> ClockSpec:
    outer, extension, hours, remote = (row.table_or_none(key) for key in ("outer", "extension", "hours", "remote"))
    found = ClockSpec(
        code=code,
        label=row.text("label"),
        label_en=row.text("label_en"),
        starts=row.text("starts", None if of_case else "start"),
        ends=row.words("ends", required=of_case),
        days=row.number("days"),
        unit=row.one_of("unit", Unit),
        source=row.source(),
        pauses=row.flag("pauses"),
        extension=_extension(extension) if extension else None,
        soon=row.number("soon", 3, least=1),
        outer_days=outer.number("days", least=1) if outer else None,
        outer_source=outer.source() if outer else None,
        hours=_hours(hours) if hours else None,
        chosen=row.text("chosen", ""),
        restarts=row.words("restarts"),
        channels=row.words("channels"),
        remote=_remote(remote) if remote else None,
        since=_since(row.table_or_none("since")),
    )
    if found.since and found.since.after:
        row.refuse("since.after", "chỉ dùng cho hành động")
    if remote and found.starts == RECEIVED:
        row.refuse("remote", "chỉ dùng cho thời hạn bắt đầu bằng một việc, không phải lúc nhận đơn")
    if found.days == 0 and not found.hours:
        row.refuse("days", "phải từ 1 trở lên (0 chỉ dùng cho thời hạn trong ngày, có bảng hours)")
    if outer and extension:
        row.refuse("outer", "không dùng cùng với extension")
    if outer:
        outer.close()
    row.close()
    return found


def _extension(row: Table) -> Extension:
    found = Extension(row.number("days", least=1), row.number("times", least=1), row.source(), row.text("requires", ""))
    row.close()
    return found


def _remote(row: Table) -> Remote:
    found = Remote(row.number("days", least=1), row.source(), row.number("extension", 0))
    row.close()
    return found


def _hours(row: Table) -> Hours:
    found = Hours(row.hour("cutoff"), row.hour("closes"), row.source(), row.source("closes_source"))
    row.close()
    return found
