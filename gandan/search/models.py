"""One row a findable thing, one a search that many made in vain. Nothing sealed or internal is ever put here."""

from django.db import models


class Item(models.Model):
    """Words stand here folded and one blank apart, so that both databases index the same ones.

    SQLite keeps an FTS5 table beside it by triggers, PostgreSQL two indexes of words (migration 0001).
    """

    scope = models.CharField(max_length=24)  # procedure | disclosure | article | question | event | unit | report
    key = models.CharField(max_length=80)  # of the thing in its scope
    unit = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=400, blank=True)
    link = models.CharField(max_length=300)
    heading = models.TextField()  # folded words of the title
    folded = models.TextField(blank=True)  # folded words of summary and body
    exact = models.TextField()  # all words with their marks: those typed with marks rank first
    marks = models.CharField(max_length=120)  # scope and unit as words
    weight = models.SmallIntegerField(default=0)
    place = models.BigIntegerField(unique=True)  # heavy first: the order in which candidates are taken
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_item")]


class Missing(models.Model):
    """Words that found nothing, kept once five different sessions had used them (rules.missing)."""

    term = models.CharField(max_length=80, unique=True)  # folded
    times = models.PositiveIntegerField()  # at least so many sessions, counted in fives
    first_on = models.DateField()
    last_on = models.DateField(db_index=True)
