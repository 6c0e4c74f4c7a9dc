"""What is likely meant by a whole sentence: names that share its telling words, weighed by how seldom they are.

Over the few things that are needed often, in memory; asked where no name holds all words.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gandan.search.rules.near import sound_of
from gandan.search.rules.words import APART, FILLERS
from gandan.search.types import Query

LEAST = 0.34  # of what the query tells: below, nothing was meant
MOST = 20
_LITTLE = 0.35  # a filler beside other words
_PAIR = 0.7  # two words side by side: most Vietnamese words have two syllables
_HEARD = 0.45  # the same, by ear
_STRANGE = 0.75  # a word that nothing here says: then it is hardly meant
_TEXT = 0.3  # said below the names only
_SLIP = 0.2
_NAME = 0.3  # how much a name loses of which the query says nothing
_BEGUN = 8  # words that an unfinished one may become


@dataclass(slots=True)
class Known:
    """Things needed often: their names by words and by pairs of words, their texts by words."""

    things: list[tuple[int, str, str]] = field(default_factory=list)  # place, scope, unit
    names: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)  # thing, words
    vocabulary: Counter[str] = field(default_factory=Counter)
    in_names: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    in_pairs: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    in_texts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    telling: dict[str, float] = field(default_factory=dict)  # by word; what stands nowhere tells most
    most_telling: float = 0.0


def known_of(rows: Iterable[tuple[int, str, str, str, str]]) -> Known:
    """From place, scope, unit, heading and text of each."""
    known = Known()
    things_of: Counter[str] = Counter()
    for number, (place, scope, unit, heading, text) in enumerate(rows):
        known.things.append((place, scope, unit))
        for name in dict.fromkeys(heading.split(APART)):
            _take(known, number, tuple(name.split()))
        things_of.update(set(heading.split()))
        for word in set(text.split()):
            known.in_texts[word].append(number)
    count = len(known.things)
    known.most_telling = math.log(1 + count) if count else 1.0
    known.telling = {word: math.log(1 + count / often) for word, often in things_of.items()}
    return known


def _take(known: Known, thing: int, words: tuple[str, ...]) -> None:
    number = len(known.names)
    known.names.append((thing, words))
    known.vocabulary.update(words)
    for word in set(words):
        known.in_names[word].append(number)
    for pair in {*_pairs(words), *_heard(words)}:
        known.in_pairs[pair].append(number)


def likely(ways: Sequence[Query], known: Known, allowed: Callable[[str, str], bool]) -> list[tuple[float, int]]:
    """Scores up to 1 and places, the best first; `allowed(scope, unit)`."""
    best: dict[int, float] = {}
    for way in ways:
        for thing, score in _scores(way, known).items():
            best[thing] = max(best.get(thing, 0.0), score - _SLIP * way.slips)
    found = [
        (score, known.things[thing][0])
        for thing, score in best.items()
        if score >= LEAST and allowed(*known.things[thing][1:])
    ]
    return sorted(found, key=lambda each: (-round(each[0], 6), each[1]))[:MOST]


def _scores(query: Query, known: Known) -> dict[int, float]:
    """By thing: the share of the query's weight that its best name holds, a little for its text."""
    words = tuple(dict.fromkeys(query.words))
    if FILLERS.issuperset(words):
        return {}
    weights = {word: _weight(word, known) for word in words}
    ends = _endings(query, known)
    names: dict[int, float] = defaultdict(float)
    for word in words:
        for number in {n for form in ends.get(word, (word,)) for n in known.in_names.get(form, ())}:
            names[number] += weights[word]
    held = dict(names)
    told = sum(weights.values())
    for weight, spellings in _pairs_told(query.words, weights, known):
        told += weight
        for share, pair in spellings:
            for number in known.in_pairs.get(pair, ()):
                names[number] += share * weight
    best: dict[int, float] = {}
    for number, score in names.items():
        thing, name = known.names[number]
        best[thing] = max(best.get(thing, 0.0), score / told * _fit(name, held.get(number, 0.0), known))
    return _with_texts(best, words, weights, told, known)


def _fit(name: tuple[str, ...], held: float, known: Known) -> float:
    whole = sum(known.telling.get(word, known.most_telling) for word in set(name)) or 1.0
    return 1 - _NAME + _NAME * min(1.0, held / whole)


def _with_texts(
    best: dict[int, float], words: tuple[str, ...], weights: Mapping[str, float], told: float, known: Known
) -> dict[int, float]:
    for word in words:
        for thing in known.in_texts.get(word, ()):
            if thing in best:
                best[thing] += _TEXT * weights[word] / told * (1 - best[thing])
    return best


def _pairs_told(
    words: tuple[str, ...], weights: Mapping[str, float], known: Known
) -> Iterable[tuple[float, list[tuple[float, tuple[str, str]]]]]:
    """Pairs that stand in some name, as written or as heard; others say nothing about what is meant."""
    for pair, heard in zip(_pairs(words), _heard(words), strict=True):
        weight = _PAIR * (weights[pair[0]] + weights[pair[1]]) / 2
        if pair in known.in_pairs:
            yield weight, [(1.0, pair)]
        elif heard in known.in_pairs:
            yield weight, [(_HEARD, heard)]


def _weight(word: str, known: Known) -> float:
    weight = known.telling.get(word, _STRANGE * known.most_telling)
    return _LITTLE * weight if word in FILLERS else weight


def _endings(query: Query, known: Known) -> dict[str, tuple[str, ...]]:
    last = query.words[-1]
    if not query.open_end or last in known.in_names or len(last) < 2:
        return {}
    begun = sorted(word for word in known.in_names if word.startswith(last))
    return {last: tuple(begun[:_BEGUN])}


def _pairs(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(words))


def _heard(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Marked, so that what is heard is never taken for what is written."""
    return [("~" + sound_of(one), sound_of(other)) for one, other in _pairs(words)]
