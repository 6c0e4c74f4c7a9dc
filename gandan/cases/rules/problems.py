"""What can be wrong in what people send; `actions.wording` says it in plain Vietnamese."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Problem(StrEnum):
    MISSING = "missing"
    NOT_TEXT = "not_text"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_OFFERED = "not_offered"
    NOT_A_DATE = "not_a_date"
    NOT_A_NUMBER = "not_a_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    UNKNOWN_FIELD = "unknown_field"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_EMAIL = "not_an_email"
    NAME_MISSING = "name_missing"
    NOT_ANONYMOUS = "not_anonymous"
    PLACE_MISSING = "place_missing"
    NOT_ON_EARTH = "not_on_earth"
    NOT_NEAR = "not_near"
    TOO_MANY_FILES = "too_many_files"
    KEY_WRONG = "key_wrong"
    IN_FUTURE = "in_future"
    NO_EVIDENCE = "no_evidence"
    NO_GROUP = "no_group"
    TOO_FEW_REPRESENTATIVES = "too_few_representatives"
    TOO_MANY_REPRESENTATIVES = "too_many_representatives"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One problem and the numbers or words its message needs."""

    problem: Problem
    values: dict[str, Any] = field(default_factory=dict)


Wrongs = dict[str, Wrong]
