"""One row a findable thing. Nothing sealed or internal is ever put here."""

from django.db import models


class Item(models.Model):
    scope = models.CharField(max_length=24)  # procedure | disclosure | article | question | event | unit | report
    key = models.CharField(max_length=80)  # of the thing in its scope
    unit = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=400, blank=True)
    link = models.CharField(max_length=300)
    folded = models.TextField()  # what is searched
    exact = models.TextField()  # the same with its diacritics: typed diacritics rank exact matches first
    weight = models.SmallIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_item")]
