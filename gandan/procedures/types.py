"""A question and its answer as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

QUESTION = "question"  # the scope under which search finds them


@dataclass(frozen=True, slots=True)
class AnswerView:
    key: str
    unit: str
    procedure: str  # its name, where one was named
    question: str
    answer: str
    answered_on: date
