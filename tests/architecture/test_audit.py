"""`make audit` refuses what it should: a page that scores too low or weighs too much, tools that are not there."""

from __future__ import annotations

import json
import re

import pytest

from dev.audit import __main__ as audit
from dev.audit import advisories, lighthouse, node


def a_report(points: int = 100, sent: int = 90_000, category: str = "seo") -> dict[str, object]:
    """What Lighthouse writes, cut to what is read of it."""
    audits = {"meta-description": {"title": "Document lacks a description", "score": points / 100}}
    requests = [{"resourceType": "Document", "transferSize": sent}, {"resourceType": "Image", "transferSize": 500_000}]
    return {
        "categories": {
            name: {
                "score": (points if name == category else 100) / 100,
                "auditRefs": [{"id": "meta-description", "weight": 1}],
            }
            for name in lighthouse.CATEGORIES
        },
        "audits": {**audits, "network-requests": {"score": None, "details": {"items": requests}}},
    }


@pytest.mark.parametrize("category", lighthouse.CATEGORIES)
def test_a_category_below_95_is_told_with_its_reason(category):
    seen = lighthouse.read("procedure", "/", a_report(points=89, category=category))
    assert seen.misses == [f"{category} 89, 95 wanted"]
    assert seen.lacking == ["Document lacks a description"]
    assert lighthouse.read("procedure", "/", a_report(points=95, category=category)).misses == []


def test_the_first_page_is_weighed_without_its_images():
    assert lighthouse.read("home", "/", a_report(sent=102_400)).misses == []
    assert lighthouse.read("home", "/", a_report(sent=103_500)).misses == ["101 KB before images, 100 allowed"]


def test_a_category_without_points_is_a_miss():
    report = a_report()
    report["categories"]["performance"]["score"] = None
    assert lighthouse.read("home", "/", report).misses == ["performance 0, 95 wanted"]


def test_speed_is_measured_again_before_it_is_called_slow(monkeypatch):
    points = iter([80, 97, 96])
    monkeypatch.setattr(
        lighthouse, "score", lambda *_: lighthouse.read("home", "/", a_report(next(points), category="performance"))
    )
    assert lighthouse.looked_at(node.PLACE, "home", "/").points["performance"] == 96


@pytest.mark.parametrize(("seen", "points"), [("x99", 99), ("80x97", 80), ("xx80", 80), ("xxx", None)])
def test_a_page_of_which_lighthouse_saw_nothing_is_looked_at_again(monkeypatch, capsys, seen, points):
    tries = iter(re.findall(r"x|\d\d", seen))

    def score(*_):
        found = next(tries)
        if found == "x":
            raise lighthouse.Blind("NO_NAVSTART")
        return lighthouse.read("home", "/", a_report(int(found), category="performance"))

    monkeypatch.setattr(lighthouse, "score", score)
    if points is None:
        with pytest.raises(node.Missing):
            lighthouse.looked_at(node.PLACE, "home", "/")
    else:
        assert lighthouse.looked_at(node.PLACE, "home", "/").points["performance"] == points
    assert capsys.readouterr().out.count("NO_NAVSTART") == seen.count("x")


def test_missing_node_is_an_error_that_says_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert audit.main(["lighthouse"]) == 1
    told = capsys.readouterr()
    assert "No node and no npm" in told.err
    assert "apt-get install nodejs npm" in told.err
    assert "failed: lighthouse" in told.out


def test_a_node_that_is_too_old_is_an_error(monkeypatch, tmp_path):
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v16.20.0\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(node.Missing, match=r"v16\.20\.0: Lighthouse needs 18"):
        node.programs()


def test_advisories_that_nobody_gave_are_named(monkeypatch, capsys):
    monkeypatch.setattr(advisories, "UNANSWERED", [])
    assert advisories.unanswered("requirements.lock", "error: dns error") == 0
    assert "NOT ASKED, nobody answered (error: dns error)" in capsys.readouterr().out
    assert audit.unasked() == "; not asked: advisories for requirements.lock"


def test_the_lock_pins_lighthouse_12_with_hashes_and_names_no_registry():
    lock = json.loads((node.LOCK / "package-lock.json").read_text("utf-8"))
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert packages["node_modules/lighthouse"]["version"].startswith("12.")
    assert [path for path, package in packages.items() if not package["integrity"].startswith("sha512-")] == []
    assert [path for path, package in packages.items() if "resolved" in package] == []


def test_an_unknown_check_is_refused():
    assert audit.main(["nothing"]) == 2
