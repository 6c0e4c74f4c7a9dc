"""The first rows of many index ranges together: each range gives its first rows in order, the union sorts those few.

With `unit IN (…) ORDER BY queue_on` both databases read and sort every open case of all units; a million cases in
the queue then cost a thousand times a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from gandan.cases.models import Case
from gandan.cases.types import Cursor

Compiled = tuple[str, tuple[Any, ...]]


def first_ids(branches: Sequence[QuerySet[Case]], cursor: Cursor | None, limit: int) -> list[int]:
    """Ids of the first `limit` rows after (or, backwards, before) the cursor over all branches; one query."""
    back = cursor is not None and cursor.back
    order = ("-queue_on", "-id") if back else ("queue_on", "id")
    parts = _compiled([_beyond(each, cursor).order_by(*order)[:limit] for each in branches])
    if not parts:
        return []
    direction = "DESC" if back else "ASC"
    inner, params = _union(parts)
    sql = f"SELECT id FROM ({inner}) AS found ORDER BY queue_on {direction}, id {direction} LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor_:
        cursor_.execute(sql, [*params, limit])
        return [row[0] for row in cursor_.fetchall()]


def counted(groups: Sequence[Sequence[QuerySet[Case]]], most: int) -> list[int]:
    """How many rows each group of branches has, no further than `most`; one query for all groups."""
    selects, params = [], []
    for branches in groups:
        parts = _compiled([each.order_by()[:most] for each in branches])
        if not parts:
            selects.append("0")
            continue
        inner, more = _union(parts)
        selects.append(f"(SELECT COUNT(*) FROM (SELECT id FROM ({inner}) AS found LIMIT %s) AS few)")  # noqa: S608
        params += [*more, most]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(selects)}", params)
        return list(cursor.fetchone())


def _beyond(rows: QuerySet[Case], cursor: Cursor | None) -> QuerySet[Case]:
    if cursor is None:
        return rows
    # The first condition is what the index can use; the second settles rows of the same day.
    if cursor.back:
        return rows.filter(queue_on__lte=cursor.queue_on).filter(Q(queue_on__lt=cursor.queue_on) | Q(id__lt=cursor.id))
    return rows.filter(queue_on__gte=cursor.queue_on).filter(Q(queue_on__gt=cursor.queue_on) | Q(id__gt=cursor.id))


def _compiled(querysets: Sequence[QuerySet[Case]]) -> list[Compiled]:
    parts = []
    for queryset in querysets:
        try:
            parts.append(queryset.values_list("queue_on", "id").query.sql_with_params())
        except EmptyResultSet:
            continue
    return parts


def _union(parts: Sequence[Compiled]) -> Compiled:
    """UNION drops a case that two branches hold: one of my unit that was also given to me."""
    inner = " UNION ".join(f"SELECT queue_on, id FROM ({sql}) AS part{number}" for number, (sql, _) in enumerate(parts))  # noqa: S608
    return inner, tuple(param for _, params in parts for param in params)
