"""The room's doors: the calendar of meetings for everybody, and where officers announce them."""

from django.urls import path

from gandan.events.desk import announcing, meetings
from gandan.events.public import calendars, pages

app_name = "events"

public_patterns = [
    path("lich/", pages.index, name="index"),
    path("lich/lich.ics", calendars.feed, name="feed"),
    path("lich/<slug:slug>.ics", calendars.one, name="ics"),
    path("lich/<slug:slug>/", pages.meeting, name="meeting"),
]
desk_patterns = [
    path("lich/", meetings.listed, name="desk"),
    path("lich/moi/", announcing.announce, name="announce"),
    path("lich/hang-tuan/", announcing.schedule, name="schedule"),
    path("lich/<slug:slug>/", meetings.desk_meeting, name="desk_meeting"),
    path("lich/<slug:slug>/sua/", announcing.edit, name="edit"),
    path("lich/<slug:slug>/doi/", meetings.move, name="move"),
    path("lich/<slug:slug>/huy/", meetings.cancel, name="cancel"),
    path("lich/<slug:slug>/da-dien-ra/", meetings.hold, name="hold"),
]
