"""What a unit's own past cases teach about a new text: a label suggested, with the words that led to it.

Complement naive Bayes (Rennie and others, 2003) over folded words and pairs of neighbours. Its counts are plain
numbers that an officer can be shown; no library is loaded for them (docs/decisions/0011).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from gandan.cases.types.learning import Guess, Learnt, Lesson, Tried
from gandan.core.text import fold

LEAST_CASES = 15  # decided cases of a label, below which it is never suggested
LEAST_LABELS = 2
LEAST_KNOWN = 2  # words of a text that were met before; one alone says nothing
KNOWN_SHARE = 0.2  # of a text: what is new to us is not ours to judge
SURE = 0.95  # where somebody has chosen another label already, so many must have been right to say anything
NEVER = 1e9  # a lead that no text has
LEAST_SHARED = 3  # cases that a word stands in before it is kept: what one person wrote is no lesson
MOST_WORDS = 4000
LETTERS = 4000  # of a text that are looked at
PRECISION = 0.8  # a suggestion is shown where, on wordings held back, at least so many were right
FOLDS = 5
SHOWN = 4  # words that led to a suggestion
_SMOOTH = 1.0
_WORD = re.compile(r"[^\W\d_]{2,}")  # no numbers: telephones, house numbers and dates teach nothing about a field


def learn(lessons: Sequence[Lesson]) -> Learnt | None:
    """None where there is too little to learn from, or where what was learnt is too often wrong."""
    counts = Counter(lesson.label for lesson in lessons)
    if sum(number >= LEAST_CASES for number in counts.values()) < LEAST_LABELS:
        return None
    read = [(_features(lesson.text), lesson.label) for lesson in lessons]
    tried = _held_back(read, counts)
    if not tried.told:
        return None
    against = tried.against if math.isfinite(tried.against) else NEVER
    return Learnt(dict(counts), _weights(read), tried.margin, against, tried.right, tried.asked, tried.told)


def guess(learnt: Learnt, text: str, chosen: str = "") -> Guess | None:
    """The label that leads by enough, or none. `chosen`: what stands there now, and is not lightly doubted."""
    features = _features(text)
    best = _leader(learnt.weights, features, learnt.labels)
    if best is None or best[2] < (learnt.against if chosen and best[0] != chosen else learnt.margin):
        return None
    first, second, _lead = best
    return Guess(first, _why(learnt.weights, text, features, first, second), learnt.right, learnt.asked)


def _held_back(read: Sequence[tuple[frozenset[str], str]], counts: Mapping[str, int]) -> Tried:
    """Each fifth is foretold from the other four: at which lead enough are right, and how many are.

    A wording counts once and stands in one fifth, however often a register repeats it: repeating is not foretelling.
    """
    wordings = list(dict.fromkeys(read))
    leads: list[tuple[float, bool]] = []
    for number in range(FOLDS):
        held = {features for features, _label in wordings[number::FOLDS]}
        weights = _weights([each for each in read if each[0] not in held])
        for features, label in wordings[number::FOLDS]:
            best = _leader(weights, features, counts)
            if best:
                leads.append((best[2], best[0] == label))
    leads.sort(key=lambda each: -each[0])
    margin, right, told = _least_lead(leads, PRECISION)
    return Tried(margin, right, told, len(wordings), _least_lead(leads, SURE)[0])


def _least_lead(leads: Sequence[tuple[float, bool]], wanted: float) -> tuple[float, float, int]:
    """The least lead at which so many are right, how many are, of how many; an endless one where none is enough."""
    found, good = (math.inf, 0.0, 0), 0
    for told, (lead, right) in enumerate(leads, 1):
        good += right
        if good / told >= wanted and told >= LEAST_CASES:
            found = (lead, good / told, told)
    return found


def _weights(read: Iterable[tuple[frozenset[str], str]]) -> dict[str, dict[str, float]]:
    """For each kept word how rarely it stands in the cases of all other labels."""
    by_label: dict[str, Counter[str]] = defaultdict(Counter)
    for features, label in read:
        by_label[label].update(features)
    shared: Counter[str] = Counter()
    for counted in by_label.values():
        shared.update(counted)
    words = [word for word, number in shared.most_common(MOST_WORDS) if number >= LEAST_SHARED]
    total = sum(shared[word] for word in words)
    weights: dict[str, dict[str, float]] = {word: {} for word in words}
    for label, own in by_label.items():
        rest = total - sum(own[word] for word in words) + _SMOOTH * len(words)
        for word in words:
            weights[word][label] = round(-math.log((shared[word] - own[word] + _SMOOTH) / rest), 3)
    return weights


def _leader(
    weights: Mapping[str, Mapping[str, float]], features: frozenset[str], counts: Mapping[str, int]
) -> tuple[str, str, float] | None:
    """First and second label, and how far apart they are; none where the first was taught by too few."""
    known = [weights[word] for word in features if word in weights]
    if len(known) < max(LEAST_KNOWN, KNOWN_SHARE * len(features)):
        return None
    scores = {label: sum(each.get(label, 0.0) for each in known) / len(known) for label in known[0]}
    if len(scores) < LEAST_LABELS:
        return None
    first, second = sorted(scores, key=lambda label: (-scores[label], label))[:2]
    if counts.get(first, 0) < LEAST_CASES:
        return None
    return first, second, scores[first] - scores[second]


def _why(
    weights: Mapping[str, Mapping[str, float]], text: str, features: frozenset[str], first: str, second: str
) -> tuple[str, ...]:
    """The words that speak most for the first against the second, pairs before what is part of them."""
    speaking = {
        word: weights[word].get(first, 0.0) - weights[word].get(second, 0.0) for word in features if word in weights
    }
    spelt = _spelt(text)
    found: list[str] = []
    for word in sorted(speaking, key=lambda each: (-speaking[each], -len(each), each)):
        if speaking[word] <= 0 or len(found) == SHOWN:
            break
        if not any(word in other.split() or set(word.split()) & set(other.split()) for other in found):
            found.append(word)
    return tuple(spelt[word] for word in found)


def _features(text: str) -> frozenset[str]:
    return frozenset(_spelt(text))


def _spelt(text: str) -> dict[str, str]:
    """Folded words and pairs of neighbours, each with its first spelling in the text."""
    words = [match.group().lower() for match in _WORD.finditer(text[:LETTERS])]
    folded = [fold(word) for word in words]
    found: dict[str, str] = {}
    for word, as_written in zip(folded, words, strict=True):
        found.setdefault(word, as_written)
    for (one, other), (as_one, as_other) in zip(pairwise(folded), pairwise(words), strict=True):
        found.setdefault(f"{one} {other}", f"{as_one} {as_other}")
    return found
