"""Every name of the domain that stands in code stands in docs/glossary.md, with its Vietnamese word."""

import re

from django.apps import apps

from dev import messages
from gandan.directory.types import Kind, SuccessionKind
from gandan.law.types import Role
from tests.architecture import house

ROW = re.compile(r"^\| (?P<vi>[^|]+) \| (?P<en>[^|]+) \| (?P<code>[^|]+) \|$", re.M)
VIETNAMESE = re.compile(r"[à-ỹđ]", re.I)


def rows(text: str) -> list[tuple[str, str, str]]:
    found = [(match["vi"].strip(), match["en"].strip(), match["code"].strip()) for match in ROW.finditer(text)]
    return [row for row in found if row[2] != "Code" and not row[0].startswith("---")]


def terms(text: str) -> set[str]:
    """«late / on_time / early», «clock, timed» → each word."""
    return {word.strip() for _, _, code in rows(text) for word in re.split(r"[/,]", re.sub(r"\(.*?\)", "", code))}


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def names_in_code() -> dict[str, str]:
    """Term → where it comes from."""
    names = {
        snake(model.__name__): model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("gandan.")
    }
    names |= {role.value: "law.types.Role" for role in Role}
    names |= {kind.value: "directory.types.Kind" for kind in Kind}
    names |= {kind.value: "directory.types.SuccessionKind" for kind in SuccessionKind}
    return names | dict.fromkeys(house.case_type_codes(), "a case type of the packs")


def glossary() -> str:
    return (house.ROOT / "docs" / "glossary.md").read_text("utf-8")


def test_every_name_of_the_domain_is_explained():
    known = terms(glossary())
    missing = [f"{name} ({where})" for name, where in sorted(names_in_code().items()) if name not in known]
    assert not missing, "not in docs/glossary.md: " + ", ".join(missing)


def test_every_term_has_its_vietnamese_word():
    found = rows(glossary())
    assert len(found) > 100
    assert [code for vi, en, code in found if not vi or not en] == []
    # «Thôn», «công khai»: a few words have no marks; a table of English would have hardly any.
    assert sum(bool(VIETNAMESE.search(vi)) for vi, _, _ in found) > 0.9 * len(found)


def test_pages_are_written_in_vietnamese():
    english = [words.text for words in messages.used(house.PACKAGE) if messages.looks_english(words.text)]
    assert not english, "\n".join(english)


def test_a_missing_term_and_an_english_page_are_seen():
    assert snake("PublicService") == "public_service"
    assert terms("| Vụ việc | case | case, one_case |\n| Trễ / sớm | late | late / early |") == {
        "case", "one_case", "late", "early"
    }  # fmt: skip
    assert messages.looks_english("Your report is with the ward")
    assert not messages.looks_english("Gửi đơn")
    assert not messages.looks_english("Qua e-mail")
