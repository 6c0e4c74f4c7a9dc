"""Templates show what they are given: no scripts inside, no other hosts, no queries, no unescaped text."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import get_resolver

from tests.architecture import house

LONGEST = 250
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
INLINE = {
    "a script inside the page": re.compile(r"<script(?![^>]*\b(?:src=|type=[\"']application/json))", re.I),
    "a style sheet inside the page": re.compile(r"<style\b", re.I),
    "an event handler inside the page": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I),
    "javascript: as an address": re.compile(r"javascript:", re.I),
}
# Only a link that a person follows (<a href>) may leave the house; nothing is loaded from elsewhere.
FOREIGN = re.compile(
    r"""<(?!a\b)[a-z-]+[^<>]*\s(?:src|href|srcset|action|formaction|poster|data|hx-\w+)=["']\s*(?:https?:)?//""", re.I
)
FOREIGN_IN_STATIC = re.compile(
    r"""(?:url\(|@import|fetch\(|import\(|from|src\s*=|href\s*=)\s*["']?\s*(?:https?:)?//\w"""
)
QUERIES = re.compile(r"\.(?:objects|all|exists|\w+_set)\b(?!\()")
UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
# Python that declares text safe: file → why it is.
TRUSTED: dict[str, str] = {
    "gandan/news/templatetags/news_words.py": "what nh3 has just cleaned by the list of news.rules.texts",
    "gandan/events/public/pages.py": "JSON-LD: written by json.dumps, `<` and `&` as escapes",
    "gandan/procedures/public/service.py": "JSON-LD: written by json.dumps, `<` and `&` as escapes",
}
SAFE_NAMES = {"mark_safe", "SafeString", "SafeText", "html_safe"}


def complaints(text: str, plain_text: bool = False) -> list[str]:
    plain = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.S)
    markup = TAGS.sub("", plain)
    found = [words for words, pattern in INLINE.items() if pattern.search(markup)]
    if FOREIGN.search(markup):
        found.append("something loaded from another host")
    if not plain_text:  # a letter in plain text has nothing to escape
        found += [f"{match[0]!r}: unescaped text" for match in UNESCAPED.finditer(plain)]
    for tag in TAGS.findall(plain):
        if re.match(r"\{%\s*(?:extends|include|load|url|static|translate|trans|blocktranslate)\b", tag):
            continue
        found += [
            f"{tag}: a query; hand over what to show" for _ in QUERIES.finditer(re.sub(r"""(["']).*?\1""", "", tag))
        ]
    if len(text.splitlines()) > LONGEST:
        found.append(f"{len(text.splitlines())} lines, {LONGEST} at most: make a component of a part")
    return found


def trusting(tree: ast.Module) -> bool:
    """Calls that switch escaping off; naming SafeString as a type is no harm."""
    return any(
        isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") in SAFE_NAMES or getattr(node.func, "attr", "") in SAFE_NAMES)
        for node in ast.walk(tree)
    )


def own_static_files() -> list[Path]:
    files = [path for kind in ("css", "js", "svg") for path in house.PACKAGE.rglob(f"*/static/**/*.{kind}")]
    return [path for path in files if "vendor" not in path.parts]


def url_names() -> set[str]:
    def walk(resolver, prefix=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            elif pattern.name:
                yield f"{prefix}{pattern.name}"

    return set(walk(get_resolver()))


def test_templates_only_show():
    found = [
        f"{house.shown(path)}: {words}"
        for path, text in house.templates()
        for words in complaints(text, plain_text=path.suffix == ".txt")
    ]
    assert not found, "\n".join(found)


def test_static_files_load_nothing_from_elsewhere():
    assert own_static_files()
    found = [house.shown(path) for path in own_static_files() if FOREIGN_IN_STATIC.search(path.read_text("utf-8"))]
    assert not found, "\n".join(found)


def test_text_is_trusted_only_where_it_is_said_why():
    found = {house.shown(path) for path, tree in house.modules() if trusting(tree)}
    assert found == set(TRUSTED), "mark_safe and its kin: name the file and the reason in TRUSTED, or use format_html"


def test_every_template_compiles():
    names = [path.as_posix().partition("/templates/")[2] for path, _ in house.templates() if path.suffix == ".html"]
    assert names
    for name in names:
        get_template(name)


def test_every_link_by_name_leads_somewhere():
    known, found = url_names(), []
    for path, text in house.templates():
        for match in re.finditer(r"""\{%-?\s*url\s+(["'])([\w:.-]+)\1""", text):
            if match[2] not in known:
                found.append(f"{house.shown(path)}: {match[2]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/x.css">',
        '<img alt="" src="http://tracker.example/p.gif">',
        "{{ answer|safe }}",
        "{% autoescape off %}",
        "{% for case in unit.case_set %}",
        "{{ cases.all.count }}",
        "<p>\n" * (LONGEST + 1),
    ],
)
def test_a_bad_template_is_seen(text):
    assert complaints(text)


@pytest.mark.parametrize(
    "text",
    [
        '<script src="/static/ui/js/a.js" defer></script>',
        '<script type="application/json" id="points">{}</script>',
        '<a href="https://dichvucong.gov.vn">',
        '<p style="--share:40%">{{ page.total }}</p>',
        "{# <script>old()</script> #}",
        '<c-stat :count="figures.total" />',
    ],
)
def test_a_good_template_passes(text):
    assert not complaints(text)


def test_trust_in_python_and_foreign_addresses_in_static_are_seen():
    assert trusting(ast.parse("mark_safe(answer)"))
    assert trusting(ast.parse("safestring.mark_safe(answer)"))
    assert not trusting(ast.parse("def f() -> SafeString: return format_html('{}', x)"))
    assert FOREIGN_IN_STATIC.search("@import 'https://fonts.example/a.css';")
    assert FOREIGN_IN_STATIC.search("a { background: url(//img.example/a.png) }")
    assert not FOREIGN_IN_STATIC.search('<svg xmlns="http://www.w3.org/2000/svg">')
