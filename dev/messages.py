"""The words of pages: collected from code and templates, kept in English catalogues, compiled. No gettext needed.

python -m dev.messages            adds new words to the catalogue of their room, drops unused ones, compiles
python -m dev.messages --check    names what is untranslated, unclear, out of date or not Vietnamese
"""

from __future__ import annotations

import argparse
import ast
import gettext
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

from dev.setup import ROOT

PACKAGE = ROOT / "gandan"
LANGUAGE = "en"
# Position of context, singular and plural among the arguments.
FUNCTIONS = {"_": (None, 0, None), "gettext": (None, 0, None), "ngettext": (None, 0, 1)}
FUNCTIONS |= {"pgettext": (0, 1, None), "npgettext": (0, 1, 2)}
FUNCTIONS |= {f"{name}_lazy": place for name, place in FUNCTIONS.items() if name != "_"}
FUNCTIONS["gettext_noop"] = (None, 0, None)
LITERAL = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"\b({'|'.join(FUNCTIONS)})\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?(?:\s*,\s*{LITERAL})?", re.S)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w*)\}(?!\})")
# Enough of these in an unaccented sentence: somebody wrote the source in English.
ENGLISH = frozenset("the of and to is are your you for please with not be this that from by or it has have".split())  # noqa: SIM905


class Message(NamedTuple):
    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


class Unclear(Exception):
    """A call whose words cannot be read from the source, so nobody could translate them."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        complaints = list(complain(PACKAGE))
        print("\n".join(complaints) or "every word has its English")
        return int(bool(complaints))
    update(PACKAGE)
    return 0


# --- what pages say ---


def used(package: Path) -> dict[Message, set[Path]]:
    """Every message with the files that say it."""
    found: dict[Message, set[Path]] = defaultdict(set)
    for path in sorted(package.rglob("*")):
        if "migrations" in path.parts or path.suffix not in {".py", ".html", ".txt"}:
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        said = in_python(source, path) if path.suffix == ".py" else in_template(source, path)
        for message in said:
            found[message].add(path)
    return found


def in_python(source: str, path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name not in FUNCTIONS or (isinstance(function, ast.Attribute) and name == "_"):
            continue
        words = [literal(argument) for argument in node.args]
        needed = [place for place in FUNCTIONS[name] if place is not None]
        if any(place >= len(words) or words[place] is None for place in needed):
            raise Unclear(f"{path}:{node.lineno}: {name}(…) must be given plain text")
        yield message(name, [word or "" for word in words])


def in_template(source: str, path: Path) -> Iterator[Message]:
    pythonic = templatize(source, origin=str(path))
    # Cotton's `:attribute="_('…')"` is no template tag, so templatize does not see it.
    for text in (pythonic, *re.findall(r"""\s:[\w-]+=(?:"[^"]*"|'[^']*')""", source)):
        for match in CALL.finditer(text):
            yield message(match[1], [ast.literal_eval(word) for word in match.groups()[1:] if word])


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def message(function: str, words: list[str]) -> Message:
    context, text, plural = (words[place] if place is not None else "" for place in FUNCTIONS[function])
    return Message(text, plural, context)


# --- what the catalogues say ---


def catalogues(package: Path) -> dict[Path, polib.POFile]:
    files = sorted(package.glob(f"*/locale/{LANGUAGE}/LC_MESSAGES/django.po"))
    return {path: polib.pofile(str(path), wrapwidth=110) for path in files}


def complain(package: Path) -> Iterator[str]:
    try:
        said = used(package)
    except Unclear as unclear:
        yield str(unclear)
        return
    books = catalogues(package)
    entries = {
        (entry.msgctxt or "", entry.msgid): entry for book in books.values() for entry in book if not entry.obsolete
    }
    for words, paths in sorted(said.items()):
        where = min(paths).relative_to(package.parent)
        if looks_english(words.text):
            yield f"{where}: {words.text!r} is the source and must be Vietnamese"
        entry = entries.get(words.key)
        if entry is None:
            yield f"{where}: {words.text!r} is in no catalogue (make messages)"
        else:
            yield from (f"{where}: {words.text!r} {fault}" for fault in faults(entry, words))
    for path, book in books.items():
        if not is_compiled(path, book):
            yield f"{path.relative_to(package.parent)}: its .mo is missing or out of date (make messages)"


def faults(entry: polib.POEntry, words: Message) -> Iterator[str]:
    translated = list(entry.msgstr_plural.values()) if words.plural else [entry.msgstr]
    if not translated or not all(text.strip() for text in translated):
        yield "has no English"
    elif entry.fuzzy:
        yield "has an English that is marked fuzzy"
    elif words.plural and entry.msgid_plural != words.plural:
        yield "has another plural in the catalogue"
    else:
        known = placeholders(words.text) | placeholders(words.plural)
        for text in translated:
            # One English form may leave the number out («one day left»), none may ask for what is not there.
            missing = set() if words.plural else known - placeholders(text)
            wrong = missing | (placeholders(text) - known)
            if wrong:
                yield f"and its English differ in {', '.join(sorted(wrong))}"


def placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


def looks_english(text: str) -> bool:
    words = re.findall(r"[a-z']+", text.lower())
    return text.isascii() and len(words) >= 3 and sum(word in ENGLISH for word in words) >= 2


def is_compiled(path: Path, book: polib.POFile) -> bool:
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return False
    with compiled.open("rb") as file:
        inside = gettext.GNUTranslations(file)
    return flat(inside) == flat_of(book)


def flat(translations: gettext.GNUTranslations) -> dict[object, str]:
    catalogue: dict[object, str] = translations._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in catalogue.items() if key}


def flat_of(book: polib.POFile) -> dict[object, str]:
    expected: dict[object, str] = {}
    for entry in book.translated_entries():
        name = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        if entry.msgid_plural:
            expected |= {(name, int(form)): text for form, text in entry.msgstr_plural.items()}
        else:
            expected[name] = entry.msgstr
    return expected


# --- bringing them up to date ---


def update(package: Path) -> None:
    said = used(package)
    books = catalogues(package)
    home = {(entry.msgctxt or "", entry.msgid): path for path, book in books.items() for entry in book}
    for words, paths in sorted(said.items()):
        path = home.get(words.key) or room_catalogue(package, min(paths))
        book = books.setdefault(path, new_catalogue())
        note(book, words, paths, package)
    keys = {words.key for words in said}
    for path, book in books.items():
        book[:] = sorted((entry for entry in book if (entry.msgctxt or "", entry.msgid) in keys), key=place_of)
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(str(path))
        book.save_as_mofile(str(path.with_suffix(".mo")))
        print(f"{path.relative_to(package.parent)}: {len(book)} messages, {book.percent_translated()} % in English")


def note(book: polib.POFile, words: Message, paths: set[Path], package: Path) -> None:
    entry = book.find(words.text, msgctxt=words.context or False, include_obsolete_entries=True)
    if entry is None:
        entry = polib.POEntry(msgid=words.text, msgctxt=words.context or None)
        book.append(entry)
    entry.obsolete = False
    entry.occurrences = [(path.relative_to(package.parent).as_posix(), "") for path in sorted(paths)]
    if words.plural and entry.msgid_plural != words.plural:
        entry.msgid_plural = words.plural
        entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: ""}
        entry.msgstr = ""
    if "%(" in words.text and "python-format" not in entry.flags:
        entry.flags.append("python-format")


def place_of(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.occurrences[0][0] if entry.occurrences else "", entry.msgid)


def room_catalogue(package: Path, path: Path) -> Path:
    room = path.relative_to(package).parts[0]
    return package / room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def new_catalogue() -> polib.POFile:
    book = polib.POFile(wrapwidth=110)
    book.metadata = {
        "Language": LANGUAGE,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return book


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gandan.config.settings")
    sys.exit(main())
