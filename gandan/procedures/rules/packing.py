"""Facts and guidance to plain values and back, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from gandan.procedures.types import Channel, Evidence, Facts, Fee, FeeKind, Group, Guidance, PointView, Time, Way


def packed(thing: Facts | Guidance | PointView) -> dict[str, Any]:
    """As JSON keeps it: no tuples, nothing that is empty."""
    return {name: value for name, value in _plain(asdict(thing)).items() if value not in ("", [], None)}


def facts_of(kept: Mapping[str, Any]) -> Facts:
    lists: dict[str, Any] = {name: tuple(kept.get(name, ())) for name in ("steps", "outputs", "basis")}
    words: dict[str, Any] = {name: kept.get(name, "") for name in _WORDS}
    channels = tuple(_channel(each) for each in kept.get("channels", ()))
    groups = tuple(
        Group(each.get("case", ""), tuple(Evidence(**paper) for paper in each["papers"]))
        for each in kept.get("groups", ())
    )
    return Facts(**words, **lists, channels=channels, groups=groups)


def guidance_of(kept: Mapping[str, Any]) -> Guidance:
    lists: dict[str, Any] = {
        name: tuple(kept.get(name, ())) for name in ("said", "events", "bring", "mistakes", "steps")
    }
    words: dict[str, Any] = {name: kept.get(name, "") for name in _SAID}
    return Guidance(**words, **lists)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Part by part: its name, what stood there, what stands there now."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        (name, said(before.get(name)), said(after.get(name))) for name in names if before.get(name) != after.get(name)
    ]


def said(value: Any) -> str:
    """A part in words for a person who compares."""
    if isinstance(value, Mapping):
        return ", ".join(said(each) for each in value.values() if each not in ("", None, []))
    if isinstance(value, list | tuple):
        return "; ".join(said(each) for each in value)
    return "" if value is None else str(value)


_SAID = ("short", "lead", "conditions", "source", "as_of", "confidence")
_WORDS = [each.name for each in fields(Facts) if each.name not in ("steps", "outputs", "basis", "channels", "groups")]


def _channel(kept: Mapping[str, Any]) -> Channel:
    fee = kept["fee"]
    return Channel(
        way=Way(kept["way"]),
        number=kept.get("number"),
        unit=Time(kept["unit"]) if kept.get("unit") else None,
        fee=Fee(**fee | {"kind": FeeKind(fee["kind"])}),
        note=kept.get("note", ""),
        raw=kept.get("raw", ""),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value
