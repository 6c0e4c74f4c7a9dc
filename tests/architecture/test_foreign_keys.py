"""Foreign keys point down the floors; audit and search hold no key to a room above the ground."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture import house

# They sit below the people they speak of: unit and actor are plain codes there.
KEYLESS = {"audit", "search"}


def upward(model: type[models.Model], floors: dict[str, int]) -> list[str]:
    here = model._meta.app_label
    found = []
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey | models.ManyToManyField) or not field.remote_field:
            continue
        there = field.remote_field.model._meta.app_label
        if there not in floors or there == here:
            continue
        if here in KEYLESS or floors[there] >= floors[here]:
            found.append(f"{here}.{model.__name__}.{field.name} → {there}")
    return found


def test_foreign_keys_point_down():
    floors = house.floors()
    ours = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in floors]
    assert ours
    found = [words for model in ours for words in upward(model, floors)]
    assert not found, "\n".join(found)


def test_rooms_below_people_do_not_know_accounts():
    """A key to Django's own tables (users aside) would be a back way up."""
    for label in KEYLESS:
        for model in apps.get_app_config(label).get_models():
            keys = [field.name for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]
            targets = {model._meta.get_field(name).remote_field.model._meta.app_label for name in keys}
            assert targets <= {label}, f"{label}.{model.__name__} points to {targets - {label}}"


@pytest.mark.parametrize(("low", "high"), [("core", "cases"), ("directory", "cases"), ("audit", "directory")])
def test_a_key_upwards_is_seen(low, high):
    with isolate_apps(f"gandan.{low}", f"gandan.{high}"):
        above = type("Above", (models.Model,), {"__module__": __name__, "Meta": type("Meta", (), {"app_label": high})})
        below = type(
            "Below",
            (models.Model,),
            {
                "__module__": __name__,
                "above": models.ForeignKey(above, on_delete=models.CASCADE),
                "Meta": type("Meta", (), {"app_label": low}),
            },
        )
        assert upward(below, house.floors()) == [f"{low}.Below.above → {high}"]


def test_a_key_downwards_is_fine_but_not_from_search():
    with isolate_apps("gandan.core", "gandan.search", "gandan.cases"):
        meta = {label: type("Meta", (), {"app_label": label}) for label in ("core", "search", "cases")}
        ground = type("Ground", (models.Model,), {"__module__": __name__, "Meta": meta["core"]})
        key = {"ground": models.ForeignKey(ground, on_delete=models.CASCADE, related_name="+")}
        fine = type("Fine", (models.Model,), {"__module__": __name__, "Meta": meta["cases"], **key})
        key = {"ground": models.ForeignKey(ground, on_delete=models.CASCADE, related_name="+")}
        keyed = type("Keyed", (models.Model,), {"__module__": __name__, "Meta": meta["search"], **key})
        assert upward(fine, house.floors()) == []
        assert upward(keyed, house.floors()) == ["search.Keyed.ground → core"]
