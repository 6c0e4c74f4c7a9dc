"""What ships with the house: facts of common procedures, our own guidance, events of life, fees by pages."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gandan.procedures.rules import facts_of, guidance_of
from gandan.procedures.types import CopyFee, Facts, Guidance, LifeEvent

DATA = Path(__file__).resolve().parent.parent / "data"
SOURCE = "Cổng Dịch vụ công quốc gia, đọc tháng 7/2026"
AS_OF = date(2026, 7, 31)


@cache
def shipped() -> tuple[tuple[Facts, Guidance], ...]:
    """Each procedure of the catalogue with our words for it, and what these were drawn from."""
    facts = json.loads((DATA / "catalogue.json").read_text("utf-8"))["procedures"]
    words = _words()
    events = {code: tuple(e.code for e in life_events() if code in e.procedures) for code in (f["code"] for f in facts)}
    return tuple(
        (
            facts_of(each),
            guidance_of(
                words["about"] | words.get(each["code"], {}) | _way(each["code"]) | {"events": events[each["code"]]}
            ),
        )
        for each in facts
    )


def _way(code: str) -> dict[str, Any]:
    """Who does what in which order, and what must be so first; nothing where the source breaks off."""
    known = _ways()
    told = known.get(code, {})
    steps = [*known["start"].get(told.get("start", ""), []), *told.get("steps", [])]
    return {"steps": steps, "conditions": told.get("conditions", "")}


@cache
def _ways() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = tomllib.loads((DATA / "steps.toml").read_text("utf-8"))
    return found


@cache
def shipped_questions() -> dict[str, tuple[tuple[str, str], ...]]:
    """Code → what many ask, with the answer."""
    return {code: tuple((q, a) for q, a in each["questions"]) for code, each in _words().items() if "questions" in each}


@cache
def _words() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = tomllib.loads((DATA / "guidance.toml").read_text("utf-8"))
    return found


@cache
def life_events() -> tuple[LifeEvent, ...]:
    found = tomllib.loads((DATA / "life_events.toml").read_text("utf-8"))["event"]
    return tuple(LifeEvent(**each | {"procedures": tuple(each["procedures"])}) for each in found)


@cache
def copy_fees() -> dict[str, CopyFee]:
    found = tomllib.loads((DATA / "fees.toml").read_text("utf-8"))["by_pages"]
    return {each["procedure"]: CopyFee(**each) for each in found}
