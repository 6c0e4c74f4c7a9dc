"""Words, and the order of what was found: pure functions, so that every database gives the same answer."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gandan.core.text import fold
from gandan.search.types import Candidate, Hit, Query

MAX_TYPED = 200
MAX_WORDS = 8
MAX_WORD = 40
MAX_BODY = 20_000
MAX_WEIGHT = 1000
TIERS = {"first": 1 / 128, "next": 1 / 16}
_ALIKE = 0.5  # share of trigrams
APART = " : "  # between the names of one thing; no word of a text is a colon
MOST_WAYS = 6
_WORD = re.compile(r"[^\W_]+")
# «hoà» and «hòa» are one word: the mark stands on either vowel, by school.
_TONES = "oà òa|oá óa|oả ỏa|oã õa|oạ ọa|oè òe|oé óe|oẻ ỏe|oẽ õe|oẹ ọe|uỳ ùy|uý úy|uỷ ủy|uỹ ũy|uỵ ụy"
_TONE_PAIRS = tuple(tuple(pair.split()) for pair in _TONES.split("|"))
# Left out when nothing holds all words: people ask in sentences.
_LITTLE = (
    "toi minh ban cho cua la va thi ma bi duoc co o tai tren voi cac nhung nay do nao gi the sao khi nhu lam can "
    "muon xin hoi ve den tu dau hay vay bao lau nhieu"
)
FILLERS = frozenset(_LITTLE.split())


def heading_of(title: str, also: Iterable[str]) -> str:
    """The folded words of all names of a thing, its title first."""
    return APART.join(" ".join(words_of(name)) for name in (title, *also))


def words_of(text: str) -> list[str]:
    """The folded words of a text, as both databases index them."""
    return [word[:MAX_WORD] for word in _WORD.findall(fold(text))]


def exact_words_of(text: str) -> list[str]:
    """The same words with their marks, in one spelling."""
    text = unicodedata.normalize("NFC", text).casefold()
    for there, here in _TONE_PAIRS:
        text = text.replace(there, here)
    return [word[:MAX_WORD] for word in _WORD.findall(text)]


def query_of(typed: str) -> Query | None:
    """What was typed, in words; None where there is none. Any input is words: operators mean nothing."""
    typed = typed[:MAX_TYPED].replace("\0", " ")
    words, exact = words_of(typed)[:MAX_WORDS], exact_words_of(typed)[:MAX_WORDS]
    if not words:
        return None
    if len(words) != len(exact):  # letters that fold into several words; rare, and then marks say nothing
        exact = words
    last = words[-1]
    return Query(tuple(words), tuple(exact), open_end=len(last) > 1 or (len(words) > 1 and last.isalpha()))


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
                turned = _turned(way, start, end, other)
                if turned.words not in {each.words for each in ways} and len(ways) < MOST_WAYS:
                    ways.append(turned)
    return ways


def _spans(words: tuple[str, ...], known: Mapping[tuple[str, ...], object]) -> Iterator[tuple[int, int]]:
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            if words[start : start + size] in known:
                yield start, start + size


def _turned(query: Query, start: int, end: int, other: tuple[str, ...], slips: int = 0) -> Query:
    words = (*query.words[:start], *other, *query.words[end:])
    exact = (*query.exact[:start], *other, *query.exact[end:])
    return Query(words, exact if query.words != query.exact else words, query.open_end, query.slips + slips)


def corrected(query: Query, vocabulary: Mapping[str, int]) -> list[Query]:
    """The query with words nobody knows turned into the nearest known ones: by trigrams, then by letters."""
    strange = [i for i, word in enumerate(query.words) if word not in vocabulary and word.isalpha()]
    ways = [query]
    for at in strange:
        near = nearest(query.words[at], vocabulary)
        ways = [_turned(way, at, at + 1, (word,), 1) for way in ways for word in near] or ways
    return [way for way in ways if way.slips][:MOST_WAYS]


def nearest(word: str, vocabulary: Mapping[str, int], most: int = 3) -> list[str]:
    """Known words that may have been meant; none for a word of two letters, which is near to everything."""
    if len(word) < 3:
        return []
    own, mixed = trigrams(word), sorted(word)
    found = []
    for other, often in vocabulary.items():
        if abs(len(other) - len(word)) > 1:
            continue
        other_own = trigrams(other)
        alike = 2 * len(own & other_own) / (len(own) + len(other_own))
        if sorted(other) == mixed:
            alike += 0.5  # letters in another order: the commonest slip
        if alike >= _ALIKE:
            found.append((-alike, -often, other))
    return [other for *_rest, other in sorted(found)[:most]]


def trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _only(query: Query, kept: Sequence[int]) -> Query:
    last = len(query.words) - 1
    return Query(
        tuple(query.words[i] for i in kept),
        tuple(query.exact[i] for i in kept),
        query.open_end and kept[-1] == last,
        query.slips,
    )


def place_of(scope: str, key: str, weight: int) -> int:
    """Where a thing stands in its index: heavy ones first, then by a hash, so that no order of writing shows.

    11 bits of weight, 52 of hash: two among 200,000 things meet once in 200,000 installations.
    """
    steps = MAX_WEIGHT - max(-MAX_WEIGHT, min(MAX_WEIGHT, weight))
    digest = hashlib.blake2b(f"{scope}:{key}".encode(), digest_size=8).digest()
    return steps << 52 | int.from_bytes(digest, "big") >> 12


def place_floor() -> int:
    """Below this stand the things whose weight is above 0."""
    return MAX_WEIGHT << 52


def mark_of(kind: str, value: str) -> str:
    """A word that stands for a scope, a unit or a tier in the index; no word of a text begins with a colon."""
    return f":{kind}:{''.join(words_of(value))}"


def marks_of(scope: str, unit: str, place: int) -> list[str]:
    """All marks of a thing."""
    return [mark_of("scope", scope), mark_of("unit", unit), *(mark_of("tier", tier) for tier in tiers_of(place))]


def tiers_of(place: int) -> list[str]:
    """Which first parts of the order a thing belongs to: among the first 1/128, the first 1/16.

    Where a common word fills a tier, nobody has to look at the rest. Weights above 0 are for the few: they are in both.
    """
    share = (place - (MAX_WEIGHT << 52)) / (1 << 52)
    return [tier for tier, part in TIERS.items() if share < part]


def ranked(candidates: Iterable[Candidate], queries: Query | Sequence[Query], limit: int) -> list[Hit]:
    """The best candidates, best first, each measured by the way of asking that suits it best."""
    asked = [queries] if isinstance(queries, Query) else list(queries)
    ordered = sorted(
        {c.place: c for c in candidates}.values(),
        key=lambda c: (min(_rank(c, query) for query in asked), c.scope, c.key),
    )
    return [_hit(c, asked[0]) for c in ordered[:limit]]


def named(candidate: Candidate, queries: Iterable[Query]) -> bool:
    """Whether one of its names holds all words of one of these."""
    names = [name.split() for name in candidate.heading.split(APART)]
    return any(_count(name, q.words, q.open_end) == len(q.words) for q in queries for name in names)


def _rank(candidate: Candidate, query: Query) -> tuple[float | str, ...]:
    """Smaller is better: words missing, marks missing, words outside one name, words not together, weight."""
    names = [name.split() for name in candidate.heading.split(APART)]
    folded, wanted = candidate.folded.split(), len(query.words)
    found = [_count(name, query.words, query.open_end) for name in names]
    everywhere = _count([*candidate.heading.split(), *folded], query.words, query.open_end)
    marked = _count(candidate.exact.split(), query.exact, query.open_end) if query.with_marks else wanted
    in_name = max(found)
    best = min((-count, len(name)) for count, name in zip(found, names, strict=True))[1]
    return (
        2 * (wanted - everywhere) + query.slips,
        wanted - marked,
        wanted - in_name,
        -max(_phrase(" ".join(name), query) for name in names),
        -candidate.weight,
        _spread(folded, query.words) if in_name < wanted else 0,
        best,
        candidate.heading,
    )


def _count(words: Sequence[str], wanted: Sequence[str], open_end: bool) -> int:
    there = set(words)
    found = sum(word in there for word in wanted)
    last = wanted[-1]
    if open_end and last not in there and any(word.startswith(last) for word in there):
        found += 1
    return found


def _phrase(heading: str, query: Query) -> int:
    """3: the title itself; 2: it begins so; 1: the words stand in it one after the other."""
    phrase = " ".join(query.words)
    if heading == phrase:
        return 3
    end = "" if query.open_end else " "
    if f"{heading} ".startswith(phrase + end):
        return 2
    return int(f" {phrase}{end}" in f" {heading} ")


def _spread(words: Sequence[str], wanted: Sequence[str]) -> int:
    """How far apart the words stand in the text where they first meet; coarse, so that near is near."""
    first = [words.index(word) for word in set(wanted) if word in words]
    return min(99, (max(first) - min(first)) // 5) if len(first) > 1 else 99


def _hit(candidate: Candidate, query: Query) -> Hit:
    return Hit(
        candidate.scope,
        candidate.key,
        candidate.title,
        candidate.summary,
        candidate.link,
        candidate.unit,
        _parts(candidate.title, query),
    )


def _parts(title: str, query: Query) -> tuple[tuple[str, bool], ...]:
    """The title in pieces: plain, found, plain …"""
    parts: list[tuple[str, bool]] = []
    at = 0
    for match in _WORD.finditer(unicodedata.normalize("NFC", title)):
        word = fold(match.group())
        if word in query.words or (query.open_end and word.startswith(query.words[-1])):
            if match.start() > at:
                parts.append((title[at : match.start()], False))
            parts.append((match.group(), True))
            at = match.end()
    if at < len(title):
        parts.append((title[at:], False))
    return tuple(parts)
