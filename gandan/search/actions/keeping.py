"""What can be found is put here by the room that owns it, in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, transaction

from gandan.core import clock
from gandan.core.text import clean, one_line
from gandan.search import rules
from gandan.search.models import Item
from gandan.search.types import Findable

_BATCH = 500
_WRITTEN = ["unit", "title", "summary", "link", "heading", "folded", "exact", "marks", "weight", "place", "changed_at"]


def put(
    scope: str, key: str, *, title: str, link: str, summary: str = "", body: str = "", unit: str = "", weight: int = 0
) -> None:
    """Make one thing findable, or renew it. One statement."""
    put_many([Findable(scope, key, title, link, summary, body, unit, weight)])


def put_many(things: Iterable[Findable]) -> int:
    """As `put`, for many: a statement for every 500. Returns how many."""
    count = 0
    stream = iter(things)
    while batch := list(islice(stream, _BATCH)):
        # The last word on a thing counts; one statement may not touch a row twice.
        rows = {(each.scope, each.key): _row(each) for each in batch}
        Item.objects.bulk_create(
            rows.values(), update_conflicts=True, unique_fields=["scope", "key"], update_fields=_WRITTEN
        )
        count += len(rows)
    return count


def remove(scope: str, keys: Iterable[str] | str) -> int:
    """Make things unfindable: withdrawn, sealed, ended. Returns how many there were."""
    named = [keys] if isinstance(keys, str) else list(keys)
    return sum(Item.objects.filter(scope=scope, key__in=some).delete()[0] for some in _lots(named))


def rebuild(scope: str, things: Iterable[Findable]) -> tuple[int, int]:
    """Make a scope hold exactly these things. Returns how many were put and how many taken out."""
    with transaction.atomic():
        kept: set[str] = set()
        stream = iter(things)
        while batch := list(islice(stream, _BATCH)):
            kept |= {each.key for each in batch}
            put_many(batch)
        gone = set(Item.objects.filter(scope=scope).values_list("key", flat=True)) - kept
        return len(kept), remove(scope, gone)


def mend() -> None:
    """Build SQLite's word table anew from the rows, after a copy that went round its triggers."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")


def _row(thing: Findable) -> Item:
    title, summary = one_line(thing.title)[:300], one_line(thing.summary)[:400]
    body = clean(thing.body)[: rules.MAX_BODY]
    place = rules.place_of(thing.scope, thing.key, thing.weight)
    return Item(
        scope=thing.scope,
        key=thing.key,
        unit=thing.unit,
        title=title,
        summary=summary,
        link=thing.link,
        heading=rules.heading_of(title, thing.also),
        folded=" ".join(rules.words_of(f"{summary} {body}")),
        exact=" ".join(rules.exact_words_of(" ".join([title, *thing.also, summary, body]))),
        marks=" ".join(rules.marks_of(thing.scope, thing.unit, place)),
        weight=thing.weight,
        place=place,
        changed_at=clock.now(),
    )


def _lots(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
