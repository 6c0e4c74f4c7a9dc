"""Where things stand in the house, for the guards: rooms, doors, modules, templates."""

from __future__ import annotations

import ast
import configparser
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "gandan"
DOORS = ("public", "desk", "api")


def rooms() -> list[str]:
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def floors() -> dict[str, int]:
    """Room → height, read from the plan that import-linter holds; the ground is 0."""
    plan = configparser.ConfigParser()
    plan.read(ROOT / ".importlinter")
    layers = plan["importlinter:contract:floors"]["layers"].strip().splitlines()
    return {
        room.strip(): height
        for height, layer in enumerate(reversed(layers))
        for room in layer.split("|")
        if room.strip()
    }


def modules(package: Path = PACKAGE) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of ours with its tree, but for migrations."""
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def doors(package: Path = PACKAGE) -> Iterator[tuple[Path, ast.Module]]:
    """`public`, `desk` and `api` of a room, as a module or as a package."""
    for path, tree in modules(package):
        inside = path.relative_to(package).with_suffix("").parts
        if len(inside) > 1 and inside[1] in DOORS:
            yield path, tree


def templates(package: Path = PACKAGE) -> Iterator[tuple[Path, str]]:
    for path in sorted(package.rglob("*")):
        if path.is_file() and "templates" in path.parts and path.suffix in {".html", ".txt", ".xml", ".svg"}:
            yield path, path.read_text(encoding="utf-8")


def case_type_codes() -> set[str]:
    return {path.name for path in (PACKAGE / "law" / "packs" / "vn" / "case_types").iterdir() if path.is_dir()}


def pack_tables(kind: str) -> Iterator[tuple[Path, dict[str, object]]]:
    for path in sorted((PACKAGE / "law" / "packs" / "vn" / kind).rglob("*.toml")):
        yield path, tomllib.loads(path.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    """A path as a reader of a failure wants it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
