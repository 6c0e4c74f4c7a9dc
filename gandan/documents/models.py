"""Files by content, numbers without gaps, and the letters that bear them."""

from django.db import models
from django.db.models import Q

from gandan.documents.types import LetterState


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


class Letter(models.Model):
    """An official letter: a draft, then a number that stays in the book whatever becomes of it (Decree 30, Art. 15).

    It takes its number in one short transaction and is printed after it (`issuing`): SQLite's write lock would be
    held too long. A sealed letter is ciphertext, its files too.
    """

    about = models.CharField(max_length=80, db_index=True)  # whose it is, as a plain code: "case:SG26-…"
    unit = models.CharField(max_length=40)  # code
    template = models.CharField(max_length=60)
    version = models.CharField(max_length=100)  # "giay-moi-doi-thoai@2026-07-01#ab12…"
    label = models.CharField(max_length=160)
    label_en = models.CharField(max_length=160)
    title = models.CharField(max_length=80, blank=True)  # empty: an official letter, which has no kind
    series = models.CharField(max_length=40)
    period = models.CharField(max_length=4, blank=True)
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=60, blank=True)
    on = models.DateField(null=True)
    place = models.CharField(max_length=200)  # «Sài Gòn», beside the date
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in LetterState])
    signer = models.CharField(max_length=160, blank=True)  # post, not name
    public = models.BooleanField(default=False)
    sealed = models.BooleanField(default=False)
    data = models.JSONField(default=dict)  # {"facts": …, "paper": …} as used
    secret = models.BinaryField(null=True)  # the same of a sealed letter, encrypted
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # why it was cancelled
    created_by = models.CharField(max_length=80)  # audit's plain code of the actor
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "on", "id"], condition=Q(number__isnull=False), name="letter_book")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "series", "period", "number"], name="one_letter_number"),
            models.CheckConstraint(
                condition=Q(state="draft", number__isnull=True) | (~Q(state="draft") & Q(number__isnull=False)),
                name="only_drafts_lack_numbers",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or f"{self.label} ({self.state})"
