"""The catalogue of administrative procedures, and the questions answered in public (CPSV-AP: Public Service)."""

from django.db import models


class PublicService(models.Model):
    """One procedure as decided by the competent body; the national portal remains the authority."""

    code = models.CharField(max_length=40, unique=True)  # "2.000815"
    name = models.CharField(max_length=400)
    folded = models.CharField(max_length=800)
    field = models.CharField(max_length=160, blank=True)
    intake = models.CharField(max_length=8, default="portal")  # portal | here
    portal_link = models.URLField(max_length=400, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


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
