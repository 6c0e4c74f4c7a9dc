"""Reports that neighbours may see: in the words an officer has checked, with a photograph that a person has checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gandan.core.types import Point


@dataclass(frozen=True, slots=True)
class Nearby:
    """An open report close by. `words`: what the public reads of it; the sender's own words are not among it."""

    code: str
    words: str
    metres: int | None
    received_on: date
    due_on: date | None
    state_label: str
    state_label_en: str
    joined: int  # how many others have said that they see it too
    place: Point | None
    photo: int | None = None  # documents.StoredFile, blurred where that was needed
    photo_name: str = ""
