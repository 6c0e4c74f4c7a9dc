"""What is published can be found; what is withdrawn cannot."""

from __future__ import annotations

from django.urls import reverse

from gandan.news.models import Article
from gandan.news.rules import excerpt, plain
from gandan.news.types import SCOPE
from gandan.search import actions as search


def put_into_search(row: Article) -> None:
    search.put(
        SCOPE,
        row.slug,
        title=row.title,
        link=reverse("news:article", args=[row.slug]),
        summary=row.lead or excerpt(row.body),
        body=plain(row.body),
        unit=row.unit.code,
    )


def take_out_of_search(row: Article) -> None:
    search.remove(SCOPE, row.slug)
