"""Rich text made harmless, plain text made rich, addresses made of titles."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import nh3

from gandan.core.text import clean, fold, legible

# What Trix writes, and tables pasted from an office. No style, no class, no picture: pictures stand beside the text.
_NAMES = "a blockquote br div em h1 h2 h3 h4 li ol p pre strong b i u del sub sup table thead tbody tr th td ul"
TAGS = set(_NAMES.split())
ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto", "tel"}
_TAG = re.compile(r"<[^>]+>")
_BREAK = re.compile(r"<(?:br|/p|/div|/h[1-4]|/li|/tr|/blockquote|/pre)\b[^>]*>", re.I)
_CELL = re.compile(r"</t[dh]>", re.I)
_HAS_MARKUP = re.compile(r"</?(?:p|div|br|h[1-4]|ul|ol|li|strong|em|b|i|u|a|blockquote|table|pre|del)\b[^>]*>", re.I)
# Where what is findable has its page.
PLACES = {"thu-tuc": "procedure", "cong-khai": "disclosure", "lich": "event", "tin-tuc": "article", "don-vi": "unit"}
_DOTS = re.compile(r"[^0-9a-z]+")
_MAX_SLUG = 90


def sanitised(text: str) -> str:
    """Only the elements and attributes of the list; links open without telling where one came from."""
    tame = nh3.clean(clean(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
    tame = legible(tame)  # what stood there as «&#1;» is a character only now; to compose letters here would undo tags
    # An article's own title is h1: what it holds begins below.
    tame = tame.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return tame.strip() if plain(tame) else ""


def from_plain(text: str) -> str:
    """Paragraphs of what was typed without the editor: a blank line parts them, «- » makes a list.

    A block that holds elements already stays as it is.
    """
    parts = []
    for block in clean(text).split("\n\n"):
        if _HAS_MARKUP.search(block):
            parts.append(block)
            continue
        lines = [html.escape(line, quote=False) for line in block.split("\n") if line]
        if lines and all(line.startswith("- ") for line in lines):
            parts.append("<ul>" + "".join(f"<li>{line[2:]}</li>" for line in lines) + "</ul>")
        elif lines:
            parts.append("<p>" + "<br>".join(lines) + "</p>")
    return sanitised("\n".join(parts))


def plain(text: str) -> str:
    """The words alone, a line a block."""
    broken = _CELL.sub(" ", _BREAK.sub("\n", text))
    return clean(html.unescape(_TAG.sub("", broken)))


def code_of(line: str) -> str:
    """«procedure:1.001.193» of the address of its page; what is no such address stays as it is."""
    parts = urlsplit(line).path.strip("/").split("/") if line.startswith(("http://", "https://", "/")) else []
    return f"{PLACES[parts[0]]}:{parts[1]}" if len(parts) == 2 and parts[0] in PLACES else line


def lines_of(text: str) -> list[str]:
    return [line for line in plain(text).split("\n") if line]


def excerpt(text: str, length: int = 200) -> str:
    """The beginning, cut at a word."""
    words = " ".join(plain(text).split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + "…"


def slug_of(title: str) -> str:
    """«Đối thoại với tiểu thương» → doi-thoai-voi-tieu-thuong; `tin` where nothing is left."""
    slug = _DOTS.sub("-", fold(title)).strip("-")
    if len(slug) > _MAX_SLUG:
        slug = slug[:_MAX_SLUG].rsplit("-", 1)[0]
    return slug or "tin"
