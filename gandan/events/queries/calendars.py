"""Meetings as calendars of telephones read them (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from gandan.events.types import MeetingView, State

HOUR = timedelta(hours=1)
REFRESH = timedelta(hours=6)


def ics(meetings: Iterable[MeetingView], name: str) -> bytes:
    """A calendar of these meetings; what was called off says so, so that telephones that hold it strike it out.

    Times are written in UTC: every telephone shows them in its own zone, without a table of zones.
    """
    from icalendar import Calendar  # here: only who fetches a calendar pays for it

    calendar = Calendar()
    calendar.add("prodid", "-//Gan Dan//Lich//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for each in meetings:
        calendar.add_component(_event(each))
    return calendar.to_ical()


def _event(meeting: MeetingView):  # type: ignore[no-untyped-def]  # a component of the library
    from icalendar import Event

    link = f"{settings.BASE_URL}/lich/{meeting.slug}/"
    event = Event()
    event.add("uid", f"{meeting.slug}@{urlsplit(settings.BASE_URL).hostname or 'gandan'}")
    event.add("dtstamp", meeting.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", meeting.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", meeting.version - 1)
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", (meeting.ends_at or meeting.starts_at + HOUR).astimezone(UTC))
    cancelled = meeting.state is State.CANCELLED
    event.add("summary", _("Đã hủy: %(title)s") % {"title": meeting.title} if cancelled else meeting.title)
    event.add("location", meeting.place)
    event.add("description", _said(meeting, link))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("url", link)
    if meeting.lat is not None and meeting.lon is not None:
        event.add("geo", (meeting.lat, meeting.lon))
    return event


def _said(meeting: MeetingView, link: str) -> str:
    parts = [
        _("Chủ trì: %(who)s") % {"who": meeting.presides},
        _("Lý do: %(reason)s") % {"reason": meeting.reason} if meeting.reason else "",
        meeting.topics,
        _("Trực tuyến: %(link)s") % {"link": meeting.online_link} if meeting.online_link else "",
        link,
    ]
    return "\n".join(part for part in parts if part)
