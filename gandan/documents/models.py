"""Files by content, and numbers without gaps."""

from django.db import models


class StoredFile(models.Model):
    """The bytes of a file, once, named by their SHA-256; what it is was read from the bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    extension = models.CharField(max_length=10)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    scan = models.CharField(max_length=12, default="none")  # none | clean | infected
    created_at = models.DateTimeField(auto_now_add=True)


class Counter(models.Model):
    """A series of numbers without gaps: taken in the transaction that uses it, under the row's lock."""

    series = models.CharField(max_length=80)  # "register:26740"
    period = models.CharField(max_length=10)  # "2026"
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "period"], name="one_counter")]
