"""What the browser loads: within its budget, every address in it resolves, every icon is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from gandan.ui.rules import ALERT_ICONS, CLOCK_ICONS, symbol

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gandan"
STATIC = PACKAGE / "ui" / "static"
CSS_BUDGET = 60_000
FONT_BUDGET = 66_000  # four weights and the figures: most of what a phone loads first

ICON_IN_TEMPLATE = re.compile(r'''<c-icon[^>]*\sname="([\w-]+)"|<c-[\w-]+[^>]*\sicon="([\w-]+)"|\{% icon "([\w-]+)"''')
ICON_IN_PYTHON = re.compile(
    r"""\bicon["']?\s*[=:]\s*["']([\w-]+)["']|NavLink\([^()]*(?:\([^()]*\))?[^()]*,\s*["']([\w-]+)["'],\s*["'][\w-]+["']\)"""
)


def symbols() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "ui/img/sprite.svg").read_text("utf-8")))


def icons_used() -> dict[str, str]:
    """Icon → one file that asks for it: templates, Python, law packs."""
    found = {}
    for path in PACKAGE.rglob("*"):
        if path.suffix == ".html" and "templates" in path.parts:
            pattern = ICON_IN_TEMPLATE
        elif path.suffix == ".py":
            pattern = ICON_IN_PYTHON
        else:
            continue
        text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"))
        for match in pattern.finditer(text):
            name = next(filter(None, match.groups()))
            found[name] = path.relative_to(ROOT).as_posix()
    for path in PACKAGE.glob("law/packs/**/*.toml"):
        for table in walk(tomllib.loads(path.read_text("utf-8"))):
            if isinstance(table.get("icon"), str) and table["icon"]:
                found[table["icon"]] = path.relative_to(ROOT).as_posix()
    return found


def walk(node):
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from walk(part)


def test_every_icon_is_in_the_sprite():
    used = icons_used() | dict.fromkeys([*CLOCK_ICONS.values(), *ALERT_ICONS.values()], "ui/rules.py")
    assert len(used) > 30
    missing = {name: where for name, where in used.items() if symbol(name) not in symbols()}
    assert not missing


def test_the_sprite_names_each_symbol_once_and_loads_nothing():
    text = (STATIC / "ui/img/sprite.svg").read_text("utf-8")
    names = re.findall(r'id="([\w-]+)"', text)
    assert len(names) == len(set(names))
    assert not re.search(r"<script|<style|<image|href=", text)


def test_style_sheets_stay_in_their_budget():
    assert sum(path.stat().st_size for path in (STATIC / "ui/css").glob("*.css")) <= CSS_BUDGET


def test_fonts_of_every_page_stay_in_their_budget():
    pages = [path for path in (STATIC / "ui/fonts").glob("*.woff2") if not path.name.startswith("tinos")]
    assert len(pages) == 7
    assert sum(path.stat().st_size for path in pages) <= FONT_BUDGET


def test_components_use_roles_of_colour_that_exist():
    tokens = (STATIC / "ui/css/tokens.css").read_text("utf-8")
    known = set(re.findall(r"(--[\w-]+)\s*:", tokens))
    for path in (STATIC / "ui/css").glob("*.css"):
        text = path.read_text("utf-8")
        own = set(re.findall(r"(--[\w-]+)\s*:", text)) | known
        without_fallback = set(re.findall(r"var\((--[\w-]+)\)", text))
        given_by_templates = {"--v", "--at", "--c"}
        assert without_fallback <= own | given_by_templates, path.name


def test_dark_mode_redefines_roles_only():
    tokens = (STATIC / "ui/css/tokens.css").read_text("utf-8")
    light, dark = tokens.split("prefers-color-scheme:dark")
    roles = set(re.findall(r"(--[\w-]+)\s*:", dark))
    assert roles <= set(re.findall(r"(--[\w-]+)\s*:", light))
    assert not [name for name in roles if re.match(r"--(red|gold|sand|teal|green|amber|alarm)-", name)]
    assert {"--bg", "--surface", "--text", "--text-2", "--link", "--focus"} <= roles


@override_settings(DEBUG=False)
def test_hashed_names_resolve_every_address(tmp_path):
    """`collectstatic` of the product: a url() or source map that leads nowhere stops it."""
    storage = ManifestStaticFilesStorage(location=str(tmp_path))
    source = FileSystemStorage(location=str(STATIC))
    paths = {}
    for path in STATIC.rglob("*"):
        if path.is_file():
            name = path.relative_to(STATIC).as_posix()
            with source.open(name) as content:
                storage.save(name, content)
            paths[name] = (storage, name)
    faults = [(name, outcome) for name, _, outcome in storage.post_process(paths) if isinstance(outcome, Exception)]
    assert not faults
    sheet = (tmp_path / storage.stored_name("ui/css/tokens.css")).read_text("utf-8")
    assert re.search(r"fonts/be-vietnam-pro-1\.002-400\.[0-9a-f]{12}\.woff2", sheet)


@pytest.mark.parametrize("name", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_the_faces_for_pdf_are_true_type_and_know_vietnamese(name):
    face = (PACKAGE / f"ui/fonts/tinos/Tinos-{name}.ttf").read_bytes()
    assert face[:4] == b"\x00\x01\x00\x00"
    assert {ord(letter) for letter in "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ₫"} <= letters(face)


def letters(face: bytes) -> set[int]:
    """Code points in the first format-4 map of a TrueType file."""

    def word(at: int, size: int = 2) -> int:
        return int.from_bytes(face[at : at + size])

    tables = {face[at : at + 4]: word(at + 8, 4) for at in range(12, 12 + 16 * word(4), 16)}
    start = tables[b"cmap"]
    maps = [start + word(start + 8 + 8 * n, 4) for n in range(word(start + 2))]
    table = next(at for at in maps if word(at) == 4)
    count = word(table + 6) // 2
    found: set[int] = set()
    for n in range(count):
        last, first = word(table + 14 + 2 * n), word(table + 16 + 2 * count + 2 * n)
        found.update(range(first, last + 1))
    return found
