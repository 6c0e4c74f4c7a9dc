"""Every read of the room."""

from .calendars import ics
from .meetings import (
    changed_at,
    desk_meetings,
    desk_units,
    history,
    kinds,
    meeting,
    meeting_at,
    of_schedule,
    past,
    this_week,
    upcoming,
    visible_to,
)
from .naming import ADDRESSES, KINDS, STATES, VERBS
from .notices import closed_days, closed_on, notice_of, online_notice_of, preview, test_by

__all__ = [
    "ADDRESSES",
    "KINDS",
    "STATES",
    "VERBS",
    "changed_at",
    "closed_days",
    "closed_on",
    "desk_meetings",
    "desk_units",
    "history",
    "ics",
    "kinds",
    "meeting",
    "meeting_at",
    "notice_of",
    "of_schedule",
    "online_notice_of",
    "past",
    "preview",
    "test_by",
    "this_week",
    "upcoming",
    "visible_to",
]
