"""A register of petitions as a table: its columns, how a cell is read, and the steps that a row's dates tell of."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from gandan.cases.rules.packs import rests
from gandan.core.text import fold, one_line
from gandan.law.types import ActionSpec, CaseType, Choice, Role

# column → the headings that mean it; the first is the documented one
COLUMNS: dict[str, tuple[str, ...]] = {
    "external_number": ("external_number", "số đơn", "số vào sổ", "stt"),
    "received_on": ("received_on", "ngày nhận", "ngày tiếp nhận"),
    "type": ("type", "loại", "loại đơn", "kind"),
    "unit": ("unit", "mã đơn vị", "đơn vị", "unit_code"),
    "field": ("field", "lĩnh vực"),
    "subject": ("subject", "trích yếu", "tiêu đề"),
    "content": ("content", "nội dung"),
    "sender_name": ("sender_name", "họ tên", "người gửi"),
    "sender_address": ("sender_address", "địa chỉ người gửi"),
    "address": ("address", "nơi xảy ra", "địa điểm"),
    "accepted_on": ("accepted_on", "ngày thụ lý", "ngày phân công"),
    "resolved_on": ("resolved_on", "ngày giải quyết", "ngày trả lời"),
    "result": ("result", "kết quả"),
    "answer": ("answer", "nội dung trả lời"),
    "document_number": ("document_number", "số văn bản", "số quyết định"),
    "forwarded_to": ("forwarded_to", "chuyển đến", "cơ quan nhận"),
    "forwarded_on": ("forwarded_on", "ngày chuyển"),
}
REQUIRED = ("external_number", "received_on", "type", "unit", "subject")

_HEADINGS = {fold(heading).replace("_", " "): column for column, names in COLUMNS.items() for heading in names}
OFFICERS = frozenset(Role) - {Role.CITIZEN, Role.SYSTEM}


def column_of(heading: str) -> str:
    """Which column a heading means; "" for one that is not read."""
    return _HEADINGS.get(fold(one_line(heading)).replace("_", " "), "")


def letters(index: int) -> str:
    """The name of the n-th column of a sheet, 0 first: A … Z, AA …"""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def read_day(value: object) -> date | None:
    """A day from a cell: a date of the sheet, 2019-03-05 or 05/03/2019. None where it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text[:10], form).date()
        except ValueError:
            continue
    return None


def matching(choices: Iterable[Choice], text: str) -> Choice | None:
    """The choice whose code or label (or a part of it between commas) is written there, marks and case aside."""
    wanted = fold(one_line(text))
    offered = list(choices)
    for named in (_by_code, _by_label, _by_part):
        for choice in offered:
            if wanted in {fold(one_line(name)) for name in named(choice) if name}:
                return choice
    return None


def _by_code(choice: Choice) -> tuple[str, ...]:
    return (choice.code,)


def _by_label(choice: Choice) -> tuple[str, ...]:
    return choice.label, choice.label_en


def _by_part(choice: Choice) -> tuple[str, ...]:
    return *choice.label.split(","), _bare(choice.label)


def _bare(label: str) -> str:
    return label.partition("(")[0]


def route(pack: CaseType, state: str, goal: Callable[[ActionSpec], bool]) -> list[ActionSpec] | None:
    """The shortest way of officers' steps from a state up to one that is the goal; the pack's order decides ties."""
    queue: deque[tuple[str, list[ActionSpec]]] = deque([(state, [])])
    seen = {state}
    while queue:
        here, way = queue.popleft()
        for spec in pack.actions.values():
            if here not in spec.frm or not set(spec.roles) & OFFICERS:
                continue
            if goal(spec):
                return [*way, spec]
            if spec.to and spec.to not in seen and not rests(pack, spec.to):
                seen.add(spec.to)
                queue.append((spec.to, [*way, spec]))
    return None


def _closes(pack: CaseType, spec: ActionSpec) -> bool:
    return spec.primary and spec.to is not None and rests(pack, spec.to)


def way_of(pack: CaseType, row: Mapping[str, object]) -> list[tuple[ActionSpec, date]] | None:
    """The steps that a row tells of, each with its day; None where the pack knows no such way.

    Accepted: the first step on the way to a result. Resolved: all of it, and what brings the case to rest.
    """
    accepted, resolved, forwarded = (row.get(name) for name in ("accepted_on", "resolved_on", "forwarded_on"))
    if isinstance(forwarded, date):
        way = route(pack, pack.initial, lambda spec: any(each.code == "body" for each in spec.form))
        return [(spec, forwarded) for spec in way] if way else None
    if not isinstance(accepted, date) and not isinstance(resolved, date):
        return []
    answers = any(spec.result for spec in pack.actions.values())
    way = route(pack, pack.initial, lambda spec: spec.result if answers else _closes(pack, spec))
    if not way:
        return None
    early = accepted if isinstance(accepted, date) else resolved
    if not isinstance(early, date):
        return None
    if not isinstance(resolved, date):
        return [(way[0], early)]
    steps = [(spec, early) for spec in way[:-1]] + [(way[-1], resolved)]
    stands = way[-1].to or pack.initial
    while not rests(pack, stands):
        more = route(pack, stands, lambda spec: bool(spec.to and rests(pack, spec.to)))
        if not more:
            return None
        steps += [(spec, resolved) for spec in more]
        stands = more[-1].to or stands
    return steps
