"""Rows of the tables as pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from gandan.news.models import Article, Comment, Media, Revision
from gandan.news.rules import host_of
from gandan.news.types import (
    ArticleRow,
    CommentState,
    CommentView,
    MediaKind,
    MediaView,
    RevisionView,
    Section,
    State,
    Writing,
)


def media_view(row: Media) -> MediaView:
    file = row.file
    return MediaView(
        id=row.pk,
        kind=MediaKind(row.kind),
        name=row.name,
        alt=row.alt,
        caption=row.caption,
        link=row.link,
        host=host_of(row.link) if row.link else "",
        size=file.size if file else 0,
        media_type=file.media_type if file else "",
        width=file.width if file else None,
        height=file.height if file else None,
        has_captions=bool(row.captions),
        has_poster=row.poster_id is not None,
    )


def article_row(row: Article, cover: MediaView | None = None, badge: str = "") -> ArticleRow:
    return ArticleRow(
        id=row.pk,
        slug=row.slug,
        title=row.title,
        lead=row.lead,
        section=Section(row.section),
        state=State(row.state),
        pinned=row.pinned,
        at=row.published_at or row.publish_at,
        unit_name=row.unit.name,
        cover=cover,
        badge=badge,
    )


def with_covers(rows: Iterable[Article]) -> tuple[ArticleRow, ...]:
    """Lists show the cover, or the first picture. One query for all."""
    listed = list(rows)
    held: dict[int, list[Media]] = defaultdict(list)
    for media in Media.objects.filter(article__in=[row.pk for row in listed]).select_related("file").order_by("pk"):
        held[media.article_id].append(media)
    return tuple(article_row(row, _cover(held[row.pk]), _badge(held[row.pk])) for row in listed)


def _cover(media: list[Media]) -> MediaView | None:
    for kind in (MediaKind.COVER, MediaKind.INFOGRAPHIC, MediaKind.GALLERY):
        for row in media:
            if row.kind == kind:
                return media_view(row)
    return None


def _badge(media: list[Media]) -> str:
    kinds = {row.kind for row in media}
    if MediaKind.INFOGRAPHIC in kinds:
        return _("Đồ họa, có bản chữ")
    if MediaKind.VIDEO in kinds:
        return _("Video, có phụ đề") if any(row.captions for row in media) else _("Video")
    return ""


def comment_view(row: Comment, *, of: bool = False) -> CommentView:
    return CommentView(
        id=row.pk,
        name=row.name,
        text=row.text,
        state=CommentState(row.state),
        at=row.at,
        reports=row.reports,
        reported_for=row.reported_for,
        reason=row.reason,
        reply=row.reply,
        reply_by=row.reply_by,
        reply_at=row.reply_at,
        article_title=row.article.title if of else "",
        article_slug=row.article.slug if of else "",
    )


def revision_view(row: Revision) -> RevisionView:
    writing = Writing(row.title, row.lead, row.body, Section(row.section))
    return RevisionView(row.number, row.at, row.by_name or row.by, row.note, writing)
