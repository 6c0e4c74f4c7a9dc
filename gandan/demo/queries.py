"""The sample authority's own files."""

import tomllib
from pathlib import Path

from gandan.demo.types import Letters, Matter, PlannedBody, PlannedPerson, Story, Way, WayStep

DATA = Path(__file__).parent / "data"
PETITIONS_2019 = DATA / "quan1_2019_nua_dau.csv"


def people() -> tuple[str, list[PlannedBody], list[PlannedPerson]]:
    """The home unit's code, its bodies, and who works there."""
    told = _read("people.toml")
    return (
        told["unit"],
        [PlannedBody(**body) for body in told["bodies"]],
        [PlannedPerson(**person) for person in told["people"]],
    )


def stories() -> tuple[list[str], list[Story]]:
    """Streets, and what happens in them."""
    told = _read("stories.toml")
    return told["streets"], [Story(**story) for story in told["story"]]


def letters() -> Letters:
    """What letters are about, and how far they have come."""
    told = _read("letters.toml")
    ways = [
        Way(
            name=f"{number:02d}",
            steps=tuple(WayStep(**step) for step in way.pop("steps")),
            age=tuple(way.pop("age")),
            **way,
        )
        for number, way in enumerate(told["way"])
    ]
    return Letters(told["report"], tuple(Matter(**matter) for matter in told["matter"]), tuple(ways))


def _read(name: str) -> dict:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)
