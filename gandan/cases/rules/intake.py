"""What may be handed in: every field of a submission checked and brought into its stored form."""

import dataclasses
import hashlib
import json
import math
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from gandan.cases.rules.answers import checked_answers
from gandan.cases.rules.packs import area_choices, own_fields
from gandan.cases.rules.problems import Problem, Wrong, Wrongs
from gandan.cases.types import Channel, PartyInput, Submission
from gandan.core.text import clean, one_line
from gandan.core.types import Point
from gandan.documents.types import MAX_FILES
from gandan.law.types import Band, CaseType

SUBJECT_LEAST, SUBJECT_MOST = 5, 200
CONTENT_MOST = 20_000
ADDRESS_MOST = 300
KEY_LEAST, KEY_MOST = 1, 200
EVIDENCE = "evidence"  # the field of a form in which proof is named; without a name there must be some
PEOPLE_MOST = 5_000
NOT_IN_REGISTERS = frozenset({Problem.MISSING, Problem.NAME_MISSING, Problem.NOT_ANONYMOUS, Problem.PLACE_MISSING})
_PHONE = re.compile(r"(\+?84|0)[0-9]{8,10}")
_EMAIL = re.compile(r"[^@\s<>\"'(),;:\\\[\]]{1,64}@([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
_KEY = re.compile(r"[\x21-\x7e]+")


def checked_submission(
    submission: Submission,
    pack: CaseType,
    *,
    now: datetime,
    near: Callable[[Point], bool] = lambda _: True,
    band: Band | None = None,
) -> tuple[Submission, Wrongs]:
    """The submission as it is stored, and what is wrong with it by field. Unit and type are checked before."""
    wrongs: Wrongs = {}
    answers, wrong_answers = checked_answers(own_fields(pack), _mapping(submission.answers, wrongs))
    wrongs.update({f"answers.{code}": wrong for code, wrong in wrong_answers.items()})
    cleaned = dataclasses.replace(
        submission,
        subject=_text("subject", submission.subject, wrongs, one_line, SUBJECT_MOST, SUBJECT_LEAST),
        content=_text("content", submission.content, wrongs, clean, CONTENT_MOST, 1),
        address=_text("address", submission.address, wrongs, one_line, ADDRESS_MOST),
        external_number=_text("external_number", submission.external_number, wrongs, one_line, 60),
        party=_party(submission.party, pack, wrongs),
        representatives=tuple(
            _party(each, pack, wrongs, f"representatives.{number}.")
            for number, each in enumerate(submission.representatives)
        ),
        answers=answers,
        file_names=tuple(one_line(name)[:200] for name in submission.file_names),
    )
    if submission.channel is not Channel.IMPORT:
        _check_key(submission.key, wrongs)
    _check_group(submission, band, wrongs)
    _check_area(submission.field, pack, wrongs)
    _check_place(cleaned, pack, near, wrongs)
    if submission.channel is Channel.IMPORT:
        # A register of old years says what it says; what a form would ask for today is not made up.
        wrongs = {name: wrong for name, wrong in wrongs.items() if wrong.problem not in NOT_IN_REGISTERS}
    if pack.sealed and cleaned.party.anonymous and not (submission.files or answers.get(EVIDENCE)):
        wrongs.setdefault(f"answers.{EVIDENCE}", Wrong(Problem.NO_EVIDENCE))
    if len(submission.files) > MAX_FILES:
        wrongs["files"] = Wrong(Problem.TOO_MANY_FILES, {"most": MAX_FILES, "has": len(submission.files)})
    if submission.received_at and submission.received_at > now:
        wrongs["received_at"] = Wrong(Problem.IN_FUTURE)
    return cleaned, wrongs


def request_hash(content: Any) -> str:
    """SHA-256 of a request in one canonical form: the same request gives the same, whatever the order of keys."""
    return hashlib.sha256(_JSON.encode(content).encode(errors="surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    """What JSON has no form for."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
    return str(value)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _mapping(value: Any, wrongs: Wrongs) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    wrongs["answers"] = Wrong(Problem.NOT_TEXT)
    return {}


def _text(name: str, value: Any, wrongs: Wrongs, into: Callable[[str], str], most: int, least: int = 0) -> str:
    if not isinstance(value, str):
        wrongs[name] = Wrong(Problem.NOT_TEXT)
        return ""
    found = into(value)
    if not found and least:
        wrongs[name] = Wrong(Problem.MISSING, {"label": name})
    elif len(found) < least:
        wrongs[name] = Wrong(Problem.TOO_SHORT, {"least": least, "has": len(found)})
    elif len(found) > most:
        wrongs[name] = Wrong(Problem.TOO_LONG, {"most": most, "has": len(found)})
    return found


def _party(party: PartyInput, pack: CaseType, wrongs: Wrongs, at: str = "party.") -> PartyInput:
    found = dataclasses.replace(
        party,
        name=_text(f"{at}name", party.name, wrongs, one_line, 160),
        phone=re.sub(r"[\s.()\-]", "", _text(f"{at}phone", party.phone, wrongs, one_line, 40)),
        email=_text(f"{at}email", party.email, wrongs, one_line, 200),
        address=_text(f"{at}address", party.address, wrongs, one_line, ADDRESS_MOST),
    )
    if found.phone and not _PHONE.fullmatch(found.phone):
        wrongs.setdefault(f"{at}phone", Wrong(Problem.NOT_A_PHONE))
    if found.email and not _EMAIL.fullmatch(found.email):
        wrongs.setdefault(f"{at}email", Wrong(Problem.NOT_AN_EMAIL))
    if found.anonymous and not pack.anonymous and pack.intake != "desk":
        wrongs.setdefault(f"{at}anonymous", Wrong(Problem.NOT_ANONYMOUS, {"type": pack.label}))
    elif not found.anonymous and not found.name and pack.intake != "desk":
        wrongs.setdefault(f"{at}name", Wrong(Problem.NAME_MISSING))
    # Whoever wants no name kept gives none away by mistake.
    return dataclasses.replace(found, name="", address="") if found.anonymous else found


def _check_group(submission: Submission, band: Band | None, wrongs: Wrongs) -> None:
    """A group names as many representatives as the law says; its first one is the party itself."""
    people, named = submission.people, 1 + len(submission.representatives)
    if type(people) is not int or not 1 <= people <= PEOPLE_MOST or named > max(people, 1):
        wrongs["people"] = Wrong(Problem.NO_GROUP, {"most": PEOPLE_MOST})
    elif band and submission.party.anonymous:
        told = {"people": people, "least": band.least, "source": str(band.source)}
        wrongs["people"] = Wrong(Problem.TOO_FEW_REPRESENTATIVES, told)
    elif band and named > band.most:
        told = {"people": people, "most": band.most, "has": named, "source": str(band.source)}
        wrongs["people"] = Wrong(Problem.TOO_MANY_REPRESENTATIVES, told)


def _check_key(key: Any, wrongs: Wrongs) -> None:
    if not isinstance(key, str) or not _KEY.fullmatch(key) or not KEY_LEAST <= len(key) <= KEY_MOST:
        wrongs["key"] = Wrong(Problem.KEY_WRONG, {"least": KEY_LEAST, "most": KEY_MOST})


def _check_area(code: str, pack: CaseType, wrongs: Wrongs) -> None:
    """The field («lĩnh vực»): one of those the pack offers; required where the pack says so."""
    spec, offered = area_choices(pack)
    if code and code not in {choice.code for choice in offered}:
        wrongs["field"] = Wrong(Problem.NOT_OFFERED, {"offered": ", ".join(choice.code for choice in offered)})
    elif not code and spec and spec.required:
        wrongs["field"] = Wrong(Problem.MISSING, {"label": spec.label})


def _check_place(found: Submission, pack: CaseType, near: Callable[[Point], bool], wrongs: Wrongs) -> None:
    if found.place is None:
        if pack.place == "required" and not found.address and "address" not in wrongs:
            wrongs["address"] = Wrong(Problem.PLACE_MISSING)
        return
    lat, lon = found.place.lat, found.place.lon
    numbers = all(isinstance(each, int | float) and math.isfinite(each) for each in (lat, lon))
    if not numbers or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        wrongs["place"] = Wrong(Problem.NOT_ON_EARTH)
    elif not near(found.place):
        wrongs["place"] = Wrong(Problem.NOT_NEAR)
