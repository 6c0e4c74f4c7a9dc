"""Nobody can be listed by opinion or belief, and nobody's petitions, comments, votes and benefits meet in one row.

What a guard can see is the shape of the tables: which keys a row holds, what a column is called, what a form asks.
It cannot see a query that joins by name or telephone; that stays with review, and with the seal (docs/privacy.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture import house

# What a person may do towards the authority; no row joins two of them.
SPHERES = {
    "petition": re.compile(r"(Party|Petitioner|Denouncer|Applicant)$"),
    "comment": re.compile(r"(Comment|Contribution|Opinion|Reply)$"),
    "vote": re.compile(r"(Vote|Ballot|Signature)$"),
    "benefit": re.compile(r"(Benefit|Beneficiary|Gift|Assistance)$"),
}
PEOPLE = {"directory.Person", "directory.Account"}
# Membership, belief, origin and attitude are not stored of anybody; events may count («attendees_party_count»).
BELIEF = re.compile(
    r"(^|_)(party_(member|card)\w*|union_member\w*|dang_vien|doan_vien|religion\w*|ton_giao|ethnic\w*|dan_toc|belief\w*|"
    r"political\w*|attitude\w*|stance|sentiment|loyalty|ideolog\w*|sympath\w*|supporter|opponent)(_|$)"
)
NUMBERS = (models.IntegerField, models.FloatField, models.DecimalField)


def sphere_of(model: type[models.Model]) -> str:
    return next((name for name, pattern in SPHERES.items() if pattern.search(model.__name__)), "")


def keys(model: type[models.Model]) -> list[models.Field]:
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.remote_field
    ]


def complaints(model: type[models.Model]) -> list[str]:
    label, here, found = model._meta.label, sphere_of(model), []
    spheres = {sphere_of(field.remote_field.model) for field in keys(model)} | {here}
    if len(spheres - {""}) > 1:
        found.append(f"{label} joins {' and '.join(sorted(spheres - {''}))} of one person")
    for field in keys(model):
        if here and field.remote_field.model._meta.label in PEOPLE:
            found.append(f"{label}.{field.name}: a {here} points to a known person, so all of theirs could be joined")
    for field in model._meta.get_fields():
        counts = field.name.endswith("_count") and isinstance(field, NUMBERS)
        if BELIEF.search(field.name) and not counts:
            found.append(f"{label}.{field.name}: belief, membership or attitude is not stored of anybody")
    return found


def asked_fields() -> list[tuple[str, str]]:
    """Every field that a form of a case type asks: a table with a code, a label and a kind."""
    return [
        (house.shown(path), str(part["code"]))
        for path, pack in house.pack_tables("case_types")
        for part in tables(pack)
        if {"code", "label", "kind"} <= part.keys()
    ]


def tables(part: object) -> Iterator[dict[str, object]]:
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from tables(inner)


def test_no_table_lists_people_by_belief_or_joins_their_doings():
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("gandan.")]
    assert {"cases.Party", "directory.Person"} <= {model._meta.label for model in ours}
    found = [words for model in ours for words in complaints(model)]
    assert not found, "\n".join(found)


def test_no_form_asks_for_belief():
    asked = asked_fields()
    assert asked, "the packs ask nothing: this guard no longer reads them"
    found = [f"{path}: {name}" for path, name in asked if BELIEF.search(name)]
    assert not found, "\n".join(found)


def made(name: str, **fields: models.Field) -> type[models.Model]:
    meta = type("Meta", (), {"app_label": "cases"})
    return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


def key(to: type[models.Model] | str) -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=models.CASCADE, related_name="+")


@pytest.mark.parametrize("name", ["religion", "party_member", "union_member_since", "attitude", "political_view"])
def test_a_column_of_belief_is_seen(name):
    with isolate_apps("gandan.cases"):
        assert complaints(made("Resident", **{name: models.CharField(max_length=10)}))


def test_a_form_that_asks_for_belief_is_seen():
    pack = {"actions": {"send": {"form": [{"code": "ton_giao", "label": "Tôn giáo", "kind": "text"}]}}}
    asked = [part["code"] for part in tables(pack) if "kind" in part]
    assert asked == ["ton_giao"]
    assert BELIEF.search("ton_giao")


def test_a_count_of_members_is_allowed():
    with isolate_apps("gandan.cases"):
        assert not complaints(made("Meeting", party_members_count=models.IntegerField()))
        assert complaints(made("Attendee", party_members_count=models.CharField(max_length=3)))


def test_a_joined_view_of_a_person_is_seen():
    with isolate_apps("gandan.cases"):
        party, ballot = made("SomeParty"), made("SomeBallot")
        assert complaints(made("Profile", party=key(party), ballot=key(ballot)))
        assert complaints(made("HouseholdGift", party=key(party)))
        assert not complaints(made("Receipt", party=key(party)))


def test_a_petitioner_tied_to_a_known_person_is_seen():
    person = apps.get_model("directory", "Person")
    with isolate_apps("gandan.cases"):
        assert complaints(made("OtherParty", person=key(person)))
        assert not complaints(made("Duty", person=key(person)))
