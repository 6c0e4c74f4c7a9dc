"""Reports that neighbours may see: in the words an officer has checked, with a photograph that a person has checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gandan.core.types import Point


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph that would be public if a person found it fit."""

    id: int  # of the attachment
    file: int
    name: str
    code: str  # of the case
    words: str  # what the public reads beside it
    unit: str
    public: bool
    checked: bool
    left: int = 0  # how many wait besides


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
