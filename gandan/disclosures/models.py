"""What must be disclosed and was: the year's plan, publications with versions, their clock, and proofs of posting."""

from __future__ import annotations

from django.db import models

from gandan.disclosures.types import State
from gandan.law.models import Timed


class Obligation(models.Model):
    """A line of the yearly plan: which content, in which forms, when, by whom (Law 10/2022, Art. 14)."""

    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    set = models.CharField(max_length=40, default="commune")
    item = models.CharField(max_length=60)
    forms = models.JSONField(default=list)
    planned_on = models.DateField(null=True, blank=True)
    person = models.ForeignKey("directory.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    nothing_arose = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year", "set", "item"], name="one_disclosure_plan_line")]


class DisclosureRule(models.Model):
    """A unit's own way: whether somebody approves before it is public; which quarter's list it was told of."""

    unit = models.OneToOneField("directory.Organisation", models.PROTECT, related_name="+")
    approval = models.BooleanField(default=False)
    list_told = models.CharField(max_length=7, blank=True)  # «2026-3»: the last quarter whose list was announced


class Publication(models.Model):
    """One content made public, as its latest version says it; what it said before stands in its versions."""

    code = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()  # of the decision
    set = models.CharField(max_length=40, default="commune")
    item = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    summary = models.TextField()
    period = models.CharField(max_length=80, blank=True)
    decision_number = models.CharField(max_length=80, blank=True)
    decision_on = models.DateField()
    audience = models.CharField(max_length=8, default="public")
    tables = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=State.DRAFT.value, choices=[(s.value, s.value) for s in State])
    version = models.PositiveSmallIntegerField(default=0)  # of what is public; 0: nothing yet
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    late_reason = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["unit", "year", "item"], name="publication_of_unit")]

    def __str__(self) -> str:
        return self.title


class DisclosureClock(Timed):
    """From the decision to the publication; where no law of that day is known there is none."""

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="clock")
    reminded_on = models.DateField(null=True, blank=True)


class PublicationVersion(models.Model):
    """What was public from a moment on, and what changed; never altered."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    summary = models.TextField()
    tables = models.JSONField(default=list)
    changed = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    author = models.CharField(max_length=80)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="one_publication_version")]


class PublicationFile(models.Model):
    """A file of a publication, in its versions `since_version` … before `until_version` (0 while it stands)."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    since_version = models.PositiveSmallIntegerField(default=1)
    until_version = models.PositiveSmallIntegerField(default=0)
    shut = models.BooleanField(default=False)  # it named persons: old versions say that it was there, no more

    class Meta:
        ordering = ["pk"]


class Posting(models.Model):
    """One form by which it became known, with its proof."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="postings")
    form = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=160, blank=True)  # by post, not by name
    times = models.CharField(max_length=300, blank=True)
    receivers = models.CharField(max_length=500, blank=True)
    link = models.URLField(max_length=400, blank=True)
    photo = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    photo_name = models.CharField(max_length=160, blank=True)
    taken_down_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    author = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]


class Subscription(models.Model):
    """Who wants a letter when a unit discloses something; nobody gets one before they confirmed it."""

    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    item = models.CharField(max_length=60, blank=True)
    email = models.EmailField()
    token = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "item", "email"], name="one_disclosure_subscription")]
