"""The catalogue of administrative procedures, and the questions answered in public (CPSV-AP: Public Service)."""

from django.db import models


class PublicService(models.Model):
    """One procedure as decided by the competent body; the national portal remains the authority.

    What the list needs stands in columns; all else in its versions, of which the last counts.
    """

    code = models.CharField(max_length=40, unique=True)  # "2.000815"
    name = models.CharField(max_length=1000)
    short = models.CharField(max_length=160, blank=True)
    folded = models.CharField(max_length=1800)
    field = models.CharField(max_length=160, blank=True)
    intake = models.CharField(max_length=8, default="portal")  # portal | here
    portal_link = models.URLField(max_length=400, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_on = models.DateField(null=True)
    hidden = models.BooleanField(default=False)
    lacking = models.BooleanField(default=True)  # guidance of our own
    number = models.PositiveIntegerField(default=0)  # of the last version
    changed_on = models.DateField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.short or self.name


class Version(models.Model):
    """What was true from a day on. Never changed; a new one takes its place."""

    service = models.ForeignKey(PublicService, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    facts = models.JSONField()  # types.Facts: requirements, channels, costs, outputs; only shown
    guidance = models.JSONField(default=dict)  # types.Guidance
    raw = models.JSONField(default=dict)  # the source's own text, where it came from a record
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=80)  # code of the actor
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["service", "number"], name="one_version")]


class CommonQuestion(models.Model):
    """What many ask about a procedure, answered once, in an order of our choice."""

    service = models.ForeignKey(PublicService, models.CASCADE, related_name="questions")
    question = models.CharField(max_length=300)
    answer = models.TextField()
    place = models.PositiveIntegerField(default=0)
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "id"]


class PublicAnswer(models.Model):
    """A question and its answer, made public without the asker (written by the effect `publish_answer`)."""

    key = models.CharField(max_length=80, unique=True)  # of the case it came from
    unit = models.CharField(max_length=40, blank=True)
    procedure = models.ForeignKey(PublicService, models.SET_NULL, null=True, blank=True, related_name="answers")
    question = models.TextField()
    answer = models.TextField()
    answered_on = models.DateField()

    class Meta:
        ordering = ["-answered_on", "-id"]


class ServicePoint(models.Model):
    """Where papers are taken in or helped with (CPSV-AP: Channel and its Contact Point): place, hours, for what."""

    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)  # types.PointKind
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=400, blank=True)
    openings = models.JSONField(default=list)  # types.Opening: [weekday, "07:30", "11:30", late]
    late_for = models.JSONField(default=list)
    accessible = models.BooleanField(null=True, blank=True)
    fields = models.JSONField(default=list)  # of procedures; with `procedures` empty: all
    procedures = models.JSONField(default=list)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    hidden = models.BooleanField(default=False)
    sample = models.BooleanField(default=False)
    number = models.PositiveIntegerField(default=0)  # counts the changes; what they were stands in the log

    class Meta:
        ordering = ["unit_id", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="one_point_of_a_name")]
