"""The engine's tables. State is a fold of entries; what the desk filters by is stored beside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gandan.cases.types import Channel, LinkKind, PartyRole, Told
from gandan.law.models import Timed


class Case(models.Model):
    """One petition, report, question, task … It keeps the version of its type under which it started."""

    code = models.CharField(max_length=20, unique=True)
    type = models.CharField(max_length=40)
    version = models.CharField(max_length=80)  # "field-report@2026-07-01#ab12…"
    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="cases", db_index=False)
    state = models.CharField(max_length=40)
    open = models.BooleanField(default=True)  # stands in the queue; never so what is sealed whole
    subject = models.CharField(max_length=200)
    content = models.TextField(blank=True)
    folded = models.TextField(blank=True)  # words by which the desk finds it (queries.words)
    field = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Channel])
    language = models.CharField(max_length=5, default="vi")
    received_at = models.DateTimeField()
    received_on = models.DateField()
    due_on = models.DateField(null=True)  # of the earliest running clock, else of the last main one
    due_clock = models.CharField(max_length=40, blank=True)
    due_source = models.CharField(max_length=300, blank=True)
    due_local = models.BooleanField(default=False)  # the ward's own promise, not law
    queue_on = models.DateField()  # of the earliest running clock, else 9999-12-31: the desk sorts and pages by it
    paused = models.BooleanField(default=False)
    approval = models.BooleanField(default=False)  # the next step is a leader's
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=40, blank=True)
    answered_on = models.DateField(null=True)  # when the main clock was met
    on_time = models.BooleanField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    address = models.CharField(max_length=300, blank=True)
    neighbourhood = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, related_name="+", db_index=False
    )
    answers = models.JSONField(default=dict)
    publish = models.BooleanField(default=False)
    shown_as = models.CharField(max_length=200, blank=True)  # to neighbours, in words that an officer has checked
    assigned_to = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    assigned_unit = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, related_name="+", db_index=False
    )
    rating = models.CharField(max_length=8, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    erased_on = models.DateField(null=True)  # what it said is gone under a rule of retention; figures count it on
    last_number = models.PositiveIntegerField(default=0)  # of its entries: the optimistic lock
    external_number = models.CharField(max_length=60, blank=True)
    secret = models.BinaryField(null=True)  # sealed whole: what was handed in, encrypted (rules.seals)
    bars = models.TextField(blank=True)  # who must never see it, as marks that only the key can read (types.Bars)

    class Meta:
        ordering = ["-id"]
        # The queue's own: each covers what its tab asks for, so that counting reads no row of the table.
        indexes = [
            models.Index(fields=["unit", "queue_on", "id", "open"], condition=Q(open=True), name="case_inbox"),
            models.Index(fields=["queue_on", "id", "unit", "open"], condition=Q(open=True), name="case_queue"),
            models.Index(
                fields=["assigned_to", "queue_on", "id", "open"],
                condition=Q(open=True, assigned_to__isnull=False),
                name="case_mine",
            ),
            models.Index(
                fields=["assigned_unit", "unit", "queue_on", "id", "open"],
                condition=Q(open=True, assigned_unit__isnull=False),
                name="case_lent",
            ),
            models.Index(
                fields=["unit", "queue_on", "id", "open", "assigned_to", "assigned_unit"],
                condition=Q(open=True, assigned_to__isnull=True, assigned_unit__isnull=True),
                name="case_unassigned",
            ),
            models.Index(
                fields=["unit", "queue_on", "id", "open", "paused"],
                condition=Q(open=True, paused=True),
                name="case_paused",
            ),
            models.Index(
                fields=["unit", "queue_on", "id", "open", "approval"],
                condition=Q(open=True, approval=True),
                name="case_approval",
            ),
            models.Index(
                fields=["assigned_unit", "unit", "queue_on", "id", "open", "paused"],
                condition=Q(open=True, assigned_unit__isnull=False, paused=True),
                name="case_lent_paused",
            ),
            models.Index(
                fields=["assigned_unit", "unit", "queue_on", "id", "open", "approval"],
                condition=Q(open=True, assigned_unit__isnull=False, approval=True),
                name="case_lent_approval",
            ),
            models.Index(fields=["unit", "type", "queue_on", "id"], condition=Q(open=True), name="case_type"),
            models.Index(fields=["unit", "field", "queue_on", "id"], condition=Q(open=True), name="case_field"),
            models.Index(
                fields=["unit", "neighbourhood", "queue_on", "id"],
                condition=Q(open=True, neighbourhood__isnull=False),
                name="case_place",
            ),
            models.Index(fields=["unit", "type", "received_on"], name="case_received"),
            models.Index(fields=["unit", "id"], condition=~Q(shown_as=""), name="case_shown"),
            models.Index(fields=["unit", "closed_at"], name="case_closed"),
            models.Index(fields=["unit", "answered_on"], name="case_answered"),
            models.Index(
                fields=["unit", "version", "closed_at"],
                condition=Q(closed_at__isnull=False, erased_on=None),
                name="case_kept",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "external_number"], condition=~Q(external_number=""), name="one_external_number"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Entry(models.Model):
    """One thing that happened to a case. Never changed, never removed; `hash` is its audit entry's."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()  # when it happened (imports: then), the audit entry says when it was written
    action = models.CharField(max_length=40)  # code of the pack's action, or "submit", "import", "move_unit" …
    actor = models.CharField(max_length=80)
    actor_title = models.CharField(max_length=160, blank=True)  # post or role, never a name
    state_from = models.CharField(max_length=40, blank=True)
    state_to = models.CharField(max_length=40)
    public = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    form = models.JSONField(default=dict)  # values of the action's form
    secret = models.BinaryField(null=True)  # of a case sealed whole: text, sealed fields, names of files, encrypted
    clocks = models.JSONField(default=list)  # what it did to clocks: [{code, round, what, due_on}]
    key = models.CharField(max_length=200, null=True, unique=True)  # the client's, so that a repeat finds it
    request = models.CharField(max_length=64, blank=True)  # HMAC of what came with the key: no guess can be confirmed
    audit = models.BigIntegerField(unique=True)  # id of the audit entry
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        # The book of a unit also holds what it has passed on to another one.
        indexes = [models.Index(fields=["case"], condition=Q(action="arrive"), name="entry_arrived")]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_entry_number")]


class Clock(Timed):
    """A legal clock of a case. A re-opened case starts a new round of the same clock."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks", db_index=False)
    code = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    stopped = models.BooleanField(default=False)  # the case ended without meeting it (withdrawn, merged)
    reminded_on = models.DateField(null=True)  # told before: due tomorrow or today
    marked_late_on = models.DateField(null=True)  # told once that it is overdue

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code", "round"], name="one_clock")]
        indexes = [models.Index(fields=["due_on"], condition=Q(met_on=None, stopped=False), name="clock_open")]


class Party(models.Model):
    """Someone's role in a case. A sealed party is an encrypted blob; every reading of it is an entry."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=16, choices=[(r.value, r.value) for r in PartyRole])
    anonymous = models.BooleanField(default=False)
    sealed = models.BooleanField(default=False)
    name = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    secret = models.BinaryField(null=True)
    told_by = models.CharField(max_length=8, default=Told.EMAIL.value, choices=[(t.value, t.value) for t in Told])


class Assignment(models.Model):
    """Who was asked to handle it, from when until when."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey("directory.Organisation", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.CharField(max_length=80)


class Attachment(models.Model):
    """A file of a case, of its submission or of one entry. Public only after a person has checked it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="attachments")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    evidence = models.BooleanField(default=False)
    public = models.BooleanField(default=False)
    checked = models.BooleanField(default=False)  # a person has looked for faces and number plates
    shown = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")  # to the public


class OneTimeCode(models.Model):
    """A code sent to the contact that stands in a case, for a sender who lost the receipt. Never the code itself."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="one_time_codes")
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)


class Link(models.Model):
    """Duplicate of, part of, follows from."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in LinkKind])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "other", "kind"], name="one_link")]


class SavedView(models.Model):
    """An officer's own filter of the inbox."""

    account = models.ForeignKey("directory.Account", models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="one_view_name")]


class Hold(models.Model):
    """A case that outlives its years of keeping, and why: a lawsuit, an inspection, history."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="hold")
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=80)
    title = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()


class Disposal(models.Model):
    """The order to let the cases of a unit go that one version of a type closed in one year. The job follows it."""

    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    version = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=200)  # as it stands in the log of each case
    by = models.CharField(max_length=80)
    title = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()
    cases = models.PositiveIntegerField()  # as they were approved
    done = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "version", "year"], condition=Q(done_at=None), name="one_running_disposal"
            )
        ]
