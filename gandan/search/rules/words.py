"""Words: of a text as both databases index them, of what was typed, and the other ways to say it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gandan.core.text import fold
from gandan.search.types import Query

MAX_TYPED = 200
MAX_WORDS = 16
MAX_WORD = 40
MAX_BODY = 20_000
APART = " : "  # between the names of one thing; no word of a text is a colon
MOST_WAYS = 6
WORD = re.compile(r"[^\W_]+")
# «hoà» and «hòa» are one word: the mark stands on either vowel, by school.
_TONES = "oà òa|oá óa|oả ỏa|oã õa|oạ ọa|oè òe|oé óe|oẻ ỏe|oẽ õe|oẹ ọe|uỳ ùy|uý úy|uỷ ủy|uỹ ũy|uỵ ụy"
_TONE_PAIRS = tuple(tuple(pair.split()) for pair in _TONES.split("|"))
# «kỹ» and «kĩ», «quy» and «qui» are one word too: schools differ.
_SPELT = {"y": "i", "hy": "hi", "ky": "ki", "ly": "li", "my": "mi", "sy": "si", "ty": "ti", "quy": "qui"}
_Y_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
# Left out when nothing holds all words: people ask in sentences.
_LITTLE = (
    "toi minh ban cho cua la va thi ma bi duoc co o tai tren voi cac nhung nay do nao gi the sao khi nhu lam can "
    "muon xin hoi ve den tu dau hay vay bao lau nhieu khong phai trong"
)
FILLERS = frozenset(_LITTLE.split())


def heading_of(title: str, also: Iterable[str]) -> str:
    """The folded words of all names of a thing, its title first."""
    return APART.join(" ".join(words_of(name)) for name in (title, *also))


def words_of(text: str) -> list[str]:
    """The folded words of a text, as both databases index them."""
    return [_SPELT.get(word, word[:MAX_WORD]) for word in WORD.findall(fold(text))]


def exact_words_of(text: str) -> list[str]:
    """The same words with their marks, in one spelling."""
    text = unicodedata.normalize("NFC", text).casefold()
    for there, here in _TONE_PAIRS:
        text = text.replace(there, here)
    return [_spelt(word)[:MAX_WORD] for word in WORD.findall(text)]


def _spelt(word: str) -> str:
    return word.translate(_Y_TO_I) if len(word) < 4 and fold(word) in _SPELT else word


def query_of(typed: str) -> Query | None:
    """What was typed, in words; None where there is none. Any input is words: operators mean nothing."""
    typed = typed[:MAX_TYPED].replace("\0", " ")
    words, exact = words_of(typed)[:MAX_WORDS], exact_words_of(typed)[:MAX_WORDS]
    if not words:
        return None
    if len(words) != len(exact):  # letters that fold into several words; rare, and then marks say nothing
        exact = words
    last = words[-1]
    # «ky» is written out: as «ki» it would begin «kinh».
    whole = len(words) < MAX_WORDS and last != WORD.findall(fold(typed))[-1][:MAX_WORD]
    open_end = not whole and (len(last) > 1 or (len(words) > 1 and last.isalpha()))
    return Query(tuple(words), tuple(exact), open_end)


def says_too_little(query: Query) -> bool:
    """One letter alone, or a number that has just begun. «sao y» says enough, though no word begins with its «y»."""
    last = query.words[-1]
    return len(last) == 1 and (len(query.words) == 1 or not last.isalpha())


def without_fillers(query: Query) -> Query | None:
    """The query without the words that say little; None where that changes nothing or leaves nothing."""
    kept = [i for i, word in enumerate(query.words) if word not in FILLERS]
    return _only(query, kept) if 0 < len(kept) < len(query.words) else None


def each_left_out(query: Query) -> list[Query]:
    """The query without one of its words, for each word; only where two are left."""
    places = range(len(query.words))
    return [_only(query, [i for i in places if i != out]) for out in places] if len(places) > 2 else []


def pairs(query: Query) -> list[Query]:
    """Each two words that stand beside each other: for whole sentences, of which no text holds all."""
    return [_only(query, [i, i + 1]) for i in range(len(query.words) - 1)]


def synonymous(query: Query, synonyms: Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]) -> list[Query]:
    """The query itself, and in the other words that the pack knows for parts of it."""
    ways = [query]
    for way in ways:
        for start, end in _spans(way.words, synonyms):
            for other in synonyms[way.words[start:end]]:
                said = turned(way, start, end, other)
                if said.words not in {each.words for each in ways} and len(ways) < MOST_WAYS:
                    ways.append(said)
    return ways


def _spans(words: tuple[str, ...], known: Mapping[tuple[str, ...], object]) -> Iterator[tuple[int, int]]:
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            if words[start : start + size] in known:
                yield start, start + size


def turned(query: Query, start: int, end: int, other: tuple[str, ...], slips: int = 0) -> Query:
    words = (*query.words[:start], *other, *query.words[end:])
    exact = (*query.exact[:start], *other, *query.exact[end:])
    return Query(words, exact if query.words != query.exact else words, query.open_end, query.slips + slips)


def _only(query: Query, kept: Sequence[int]) -> Query:
    last = len(query.words) - 1
    return Query(
        tuple(query.words[i] for i in kept),
        tuple(query.exact[i] for i in kept),
        query.open_end and kept[-1] == last,
        query.slips,
    )
