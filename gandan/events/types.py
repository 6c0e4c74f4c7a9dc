"""What crosses the room's border: kinds and states of meetings, what an officer writes, a meeting as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

SCOPE = "event"  # under which search finds them
MOST_WEEKS = 53  # of one schedule


class Kind(StrEnum):
    CITIZEN_RECEPTION = "citizen_reception"
    DIALOGUE_CONFERENCE = "dialogue_conference"
    COMMUNITY_MEETING = "community_meeting"
    WORKPLACE_DIALOGUE = "workplace_dialogue"
    TRAINING = "training"
    SEMINAR = "seminar"
    OPEN_MEETING = "open_meeting"  # any other that everybody may come to


class State(StrEnum):
    ANNOUNCED = "announced"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HELD = "held"


class Audience(StrEnum):
    PUBLIC = "public"
    INSIDE = "inside"  # announced to those who work there only


@dataclass(frozen=True, slots=True)
class Announcement:
    """A meeting as an officer writes it down. Who presides is a post, never a name."""

    kind: Kind
    title: str
    starts_at: datetime
    place: str
    presides: str
    ends_at: datetime | None = None
    topics: str = ""
    how_to_join: str = ""
    online_link: str = ""
    lat: float | None = None
    lon: float | None = None
    audience: Audience = Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class Weekly:
    """When the meetings of a schedule are: day of the week (0: Monday), hours, first and last day, both included."""

    weekday: int
    starts: time
    since: date
    until: date
    ends: time | None = None
    make_up: bool = True  # on a day off: on the next working day instead


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day of a schedule on which the office is closed, and the day that stands for it, if any."""

    on: date
    reason: str
    reason_en: str = ""
    instead: date | None = None


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The days of a schedule. `provisional`: some lie in a year whose days off are not decided yet."""

    days: tuple[date, ...]
    skipped: tuple[Skipped, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What a schedule became: the slugs of its meetings and the days on which there is none."""

    slugs: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before a meeting the law wants it posted, and how long before it was."""

    days: int
    unit: str  # working | calendar
    given: int
    on_time: bool
    source: str
    pack: str = ""
    post_by: date | None = None  # the last day that is early enough


@dataclass(frozen=True, slots=True)
class DayOff:
    """A weekday without office hours, or a Saturday with them."""

    on: date
    reason: str
    reason_en: str = ""
    worked: bool = False


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as pages show it."""

    id: int
    slug: str
    kind: Kind
    unit: str
    unit_name: str
    path: str
    title: str
    topics: str
    starts_at: datetime  # in Việt Nam
    ends_at: datetime | None
    place: str
    lat: float | None
    lon: float | None
    online_link: str
    online_host: str
    presides: str
    how_to_join: str
    audience: Audience
    state: State
    reason: str
    moved_from: datetime | None  # as first announced
    moved_at: datetime | None  # when its other day was told
    moved_given: int | None
    posted_at: datetime
    changed_at: datetime
    on_time: bool | None  # None: the law asks for nothing here, or it was written down afterwards
    notice_days: int | None
    notice_unit: str
    notice_given: int | None
    notice_source: str
    notice_at: datetime | None
    notice_for: date | None
    version: int
    schedule: int | None
    past: bool
    day_off: DayOff | None = None

    @property
    def day(self) -> date:
        return self.starts_at.date()

    @property
    def cancelled(self) -> bool:
        return self.state is State.CANCELLED

    @property
    def moved(self) -> bool:
        """To another day, hour or place; also where it has been held since."""
        return bool(self.reason) and not self.cancelled

    @property
    def moved_hours(self) -> bool:
        return self.moved_from is not None and self.moved_from != self.starts_at

    @property
    def online_later(self) -> bool:
        """Whether the notice counts from when the meeting went online too, not from when it was posted."""
        return self.notice_at is not None and self.notice_at > self.posted_at

    @property
    def other_day(self) -> bool:
        """Whether it ends on another day than it begins."""
        return self.ends_at is not None and self.ends_at.date() != self.day


@dataclass(frozen=True, slots=True)
class MeetingPage:
    rows: tuple[MeetingView, ...]
    more: str  # key of the next page


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that was done to a meeting: when, in words, by whom."""

    at: datetime
    verb: str
    by: str
    reason: str = ""
    was: datetime | None = None
    became: datetime | None = None
