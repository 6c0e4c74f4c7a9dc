"""What can be found, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing that can be found. `body` is searched, `summary` is shown. Nothing sealed or internal."""

    scope: str
    key: str
    title: str
    link: str
    summary: str = ""
    body: str = ""
    unit: str = ""  # code of the unit it belongs to; empty: to none, and so to every unit's search
    weight: int = 0  # -1000 … 1000: what is needed often stands higher
    also: tuple[str, ...] = ()  # other names of it: found as its title is, not shown


@dataclass(frozen=True, slots=True)
class Hit:
    scope: str
    key: str
    title: str
    summary: str
    link: str
    unit: str
    parts: tuple[tuple[str, bool], ...] = ()  # the title in pieces, True where a searched word stands


@dataclass(frozen=True, slots=True)
class Group:
    """The best of one scope, and how many there are; `more`: at least so many."""

    scope: str
    hits: tuple[Hit, ...]
    number: int
    more: bool


@dataclass(frozen=True, slots=True)
class Found:
    """`loose`: nothing holds all words; these hold some."""

    groups: tuple[Group, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some of one scope; `next`: the key behind which the following stand."""

    hits: tuple[Hit, ...] = ()
    next: str = ""
    number: int = 0
    more: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class MissingTerm:
    """Words that at least `times` different sessions looked for in vain."""

    id: int
    term: str
    times: int
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that holds the words; `rules.ranked` puts candidates in order, the same on every database."""

    scope: str
    key: str
    unit: str
    title: str
    summary: str
    link: str
    heading: str
    folded: str
    exact: str
    weight: int
    place: int


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart: folded words, the same with their marks, and whether the last may go on."""

    words: tuple[str, ...]
    exact: tuple[str, ...]
    open_end: bool
    slips: int = 0  # words that were taken for others

    @property
    def sought(self) -> tuple[str, ...]:
        """What is looked for. A last letter alone begins too many words: it only ranks what the others found."""
        loose = len(self.words) > 1 and self.open_end and len(self.words[-1]) == 1 and self.words[-1].isalpha()
        return self.words[:-1] if loose else self.words

    @property
    def sought_open(self) -> bool:
        return self.open_end and self.sought == self.words

    @property
    def with_marks(self) -> bool:
        return self.words != self.exact
