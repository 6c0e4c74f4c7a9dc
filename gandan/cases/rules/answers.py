"""Values of a form whose fields a pack lists: checked, cleaned, and read back."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gandan.cases.rules.problems import Problem, Wrong, Wrongs
from gandan.core.text import clean, one_line
from gandan.law.types import Choice, FieldSpec

LINE = 200
PAGE = 10_000  # letters: some four printed pages
_NUMBER = re.compile(r"-?[0-9]{1,15}")
_YES = {True: True, "true": True, "on": True, "1": True, "yes": True}
_NO = {False: False, "false": False, "off": False, "0": False, "no": False, "": False}


def checked_answers(
    specs: Iterable[FieldSpec], given: Mapping[str, Any], *, more: Iterable[str] = ()
) -> tuple[dict[str, Any], Wrongs]:
    """The values in their stored form, and what is wrong by field. `more`: keys that are checked elsewhere.

    Files are not values: their fields are left out. Dates are kept as ISO text.
    """
    values: dict[str, Any] = {}
    wrongs: Wrongs = {}
    known = {spec.code: spec for spec in specs}
    for name in given.keys() - known.keys() - set(more):
        wrongs[name[:60]] = Wrong(Problem.UNKNOWN_FIELD, {"field": name[:60]})
    for code, spec in known.items():
        if spec.kind == "files":
            continue
        value, wrong = _checked(spec, given.get(code))
        if wrong:
            wrongs[code] = wrong
        elif value not in (None, ""):
            values[code] = value
    return values, wrongs


def _checked(spec: FieldSpec, value: Any) -> tuple[Any, Wrong | None]:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, Wrong(Problem.MISSING, {"label": spec.label}) if spec.required else None
    reader = {"choice": _choice, "date": _date, "integer": _integer, "yes_no": _yes_no}.get(spec.kind, _text)
    found, wrong = reader(spec, value)
    if not wrong and spec.required and found in (None, "", False):
        return None, Wrong(Problem.MISSING, {"label": spec.label})
    return found, wrong


def _text(spec: FieldSpec, value: Any) -> tuple[str, Wrong | None]:
    if not isinstance(value, str):
        return "", Wrong(Problem.NOT_TEXT)
    found = clean(value) if spec.kind == "longtext" else one_line(value)
    most = spec.max_length or (PAGE if spec.kind == "longtext" else LINE)
    return found, Wrong(Problem.TOO_LONG, {"most": most, "has": len(found)}) if len(found) > most else None


def _choice(spec: FieldSpec, value: Any) -> tuple[str, Wrong | None]:
    offered = {choice.code for choice in spec.choices}
    if isinstance(value, str) and value in offered:
        return value, None
    return "", Wrong(Problem.NOT_OFFERED, {"offered": ", ".join(choice.code for choice in spec.choices)})


def _date(spec: FieldSpec, value: Any) -> tuple[str, Wrong | None]:
    if isinstance(value, date):
        return value.isoformat()[:10], None
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else "", _not_text(value)
    except ValueError:
        return "", Wrong(Problem.NOT_A_DATE)


def _not_text(value: Any) -> Wrong | None:
    return None if isinstance(value, str) else Wrong(Problem.NOT_A_DATE)


def _integer(spec: FieldSpec, value: Any) -> tuple[int, Wrong | None]:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15:
        return value, None
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return int(value), None
    return 0, Wrong(Problem.NOT_A_NUMBER)


def _yes_no(spec: FieldSpec, value: Any) -> tuple[bool, Wrong | None]:
    for words in (_YES, _NO):
        try:
            if value in words:
                return words[value], None
        except TypeError:  # a list or an object from JSON
            break
    return False, Wrong(Problem.NOT_YES_OR_NO)


def readable(spec: FieldSpec, value: Any) -> str:
    """A stored value as people read it in Vietnamese: the choice's label, the day as 24/11/2026."""
    if spec.kind == "choice":
        return label_of(spec.choices, str(value))
    if spec.kind == "date":
        day = date.fromisoformat(str(value))
        return f"{day:%d/%m}/{day.year:04}"
    if spec.kind == "yes_no":
        return "Có" if value else "Không"
    return str(value)


def label_of(choices: Iterable[Choice], code: str) -> str:
    return next((choice.label for choice in choices if choice.code == code), code)
