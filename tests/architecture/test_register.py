"""The register of personal data holds every column that could hold some; a new one is placed or the test fails."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

from django.apps import apps
from django.db import models

from tests.architecture import house

REGISTER = house.ROOT / "docs" / "data-register.toml"
WORDS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FloatField,
    models.GenericIPAddressField,
    models.UUIDField,
    models.FileField,
)
LEAD_TO = {"directory.Person", "directory.Account", "documents.StoredFile"}
TOLD = {"table", "fields", "of", "why", "seen_by", "until"}


def register() -> dict[str, Any]:
    return tomllib.loads(REGISTER.read_text(encoding="utf-8"))


def holds_words(field: models.Field) -> bool:
    """Words, places, files, or somebody: what may tell of a person. Numbers of rows, days and flags do not."""
    if field.primary_key and not isinstance(field, models.CharField):
        return False
    if field.is_relation:
        return field.related_model._meta.label in LEAD_TO
    return isinstance(field, WORDS)


def columns() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.label.startswith("tests.")
        for field in model._meta.concrete_fields
        if holds_words(field)
    }


def placed() -> Counter[str]:
    told = register()
    found = Counter(f"{each['table']}.{name}" for each in told["data"] for name in each["fields"])
    found.update(f"{table}.{name}" for table, names in told["plain"].items() for name in names)
    return found


def test_every_column_that_may_tell_of_a_person_is_in_the_register():
    missing = sorted(columns() - set(placed()))
    assert not missing, "place it in docs/data-register.toml, and let retention know it: " + ", ".join(missing)


def test_the_register_speaks_of_what_there_is_once():
    there = {f"{m._meta.label}.{f.name}" for m in apps.get_models(include_auto_created=True) for f in m._meta.fields}
    assert sorted(set(placed()) - there) == []
    assert [name for name, number in placed().items() if number > 1] == []


def test_every_line_says_whose_why_who_and_until_when():
    for line in register()["data"]:
        assert set(line) == TOLD, line
        assert all(line[name] for name in TOLD), line


def test_a_new_column_would_be_seen():
    field = models.TextField(name="diary")
    assert holds_words(field)
    assert not holds_words(models.BooleanField(name="open"))
    assert "cases.Party.name" in columns()
