"""Meetings with people, and the weekly schedules they come from. Slots and minutes will stand upon them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gandan.events.types import Audience, Kind, State


def _choices(kind: type) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kind]  # type: ignore[attr-defined]


class MeetingSchedule(models.Model):
    """«Every Thursday, 8:00-11:30, until …», as it was entered once; its meetings go their own ways afterwards."""

    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=_choices(Kind))
    title = models.CharField(max_length=200)
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField(null=True)
    since = models.DateField()
    until = models.DateField()
    make_up = models.BooleanField(default=True)
    key = models.CharField(max_length=80, null=True, unique=True)
    request = models.CharField(max_length=64, blank=True)  # digest of what came with the key
    created_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def public(self) -> MeetingQuerySet:
        return self.filter(audience=Audience.PUBLIC)

    def below(self, *paths: str) -> MeetingQuerySet:
        wanted = Q(pk__in=[])
        for path in paths:
            wanted |= Q(unit__path__startswith=path)
        return self.filter(wanted)


class Meeting(models.Model):
    """One meeting as it stands now; what it was before is in the log."""

    slug = models.SlugField(max_length=100, unique=True)
    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    schedule = models.ForeignKey(MeetingSchedule, models.PROTECT, null=True, related_name="meetings")
    kind = models.CharField(max_length=24, choices=_choices(Kind))
    title = models.CharField(max_length=200)
    topics = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=300)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    online_link = models.URLField(max_length=400, blank=True)
    presides = models.CharField(max_length=160)  # a post, not a name
    how_to_join = models.TextField(blank=True)
    audience = models.CharField(max_length=8, choices=_choices(Audience), default=Audience.PUBLIC)
    state = models.CharField(max_length=10, choices=_choices(State), default=State.ANNOUNCED)
    reason = models.CharField(max_length=300, blank=True)  # why it was moved or cancelled
    moved_from = models.DateTimeField(
        null=True
    )  # when it was to be, as first announced; null where only the place moved
    moved_at = models.DateTimeField(null=True)  # when its latest other day was told
    moved_given = models.PositiveSmallIntegerField(null=True)  # how early that was, counted as the notice is
    # The proof of how early it was posted for everybody: what the law asked then, and what was given.
    posted_at = models.DateTimeField()
    notice_at = models.DateTimeField(null=True)  # from when it counts: posted, or later, when it went online too
    notice_for = models.DateField(null=True)  # the day that it counts to
    on_time = models.BooleanField(null=True)
    notice_days = models.PositiveSmallIntegerField(null=True)
    notice_unit = models.CharField(max_length=8, blank=True)
    notice_given = models.PositiveSmallIntegerField(null=True)
    notice_source = models.CharField(max_length=300, blank=True)
    notice_pack = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=80, null=True, unique=True)
    request = models.CharField(max_length=64, blank=True)  # digest of what came with the key
    version = models.PositiveIntegerField(default=1)
    created_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["starts_at", "id"], name="meeting_by_time"),
            models.Index(fields=["unit", "starts_at"], name="meeting_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_later"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.MOVED, State.CANCELLED]) | ~Q(reason=""), name="meeting_change_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title
