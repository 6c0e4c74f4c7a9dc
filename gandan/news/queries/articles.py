"""Articles: public lists by key, an article whole, what the desk sees, revisions."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor, Kind, UnitView
from gandan.news.models import Article, Media, Newsroom, Revision
from gandan.news.policies import may_lead, may_write, writing_paths
from gandan.news.queries.views import article_row, comment_view, media_view, revision_view, with_covers
from gandan.news.types import (
    ArticlePage,
    ArticleRow,
    ArticleView,
    CommentState,
    MediaKind,
    RelatedView,
    RevisionView,
    Section,
    State,
)
from gandan.search import queries as search

PAGE = 12


def public_articles(path: str = "/", section: Section | None = None, after: str = "", size: int = PAGE) -> ArticlePage:
    """What is published below a unit, newest first; pinned ones lead the first page. Paged by key."""
    rows = Article.objects.public().below(path).select_related("unit")
    if section:
        rows = rows.filter(section=section)
    key = _key(after)
    pinned = [] if key else list(rows.filter(pinned=True).order_by("-published_at", "-pk")[:3])
    rows = rows.exclude(pk__in=[row.pk for row in pinned]) if not key else rows.exclude(pinned=True)
    if key:
        rows = rows.filter(Q(published_at__lt=key[0]) | Q(published_at=key[0], pk__lt=key[1]))
    found = list(rows.order_by("-published_at", "-pk")[: size + 1])
    shown = found[:size]
    more = f"{shown[-1].published_at.isoformat()}_{shown[-1].pk}" if len(found) > size else ""
    return ArticlePage(with_covers([*pinned, *shown]), more)


def latest(path: str, most: int = 3) -> tuple[ArticleRow, ...]:
    """For a home page: pinned first, then the newest. Two queries."""
    rows = Article.objects.public().below(path).select_related("unit").order_by("-pinned", "-published_at", "-pk")
    return with_covers(rows[:most])


def article(slug: str) -> ArticleView:
    """A published one, with the comments that are shown. NotFound for all others."""
    row = Article.objects.public().select_related("unit").filter(slug=slug).first()
    if row is None:
        raise NotFound(_("Không có bài này, hoặc bài đã được gỡ xuống."))
    return _whole(row, shown_only=True)


def article_at(id: int, actor: Actor) -> ArticleView:
    """For those who write for its unit, in any state."""
    row = Article.objects.select_related("unit").filter(pk=id).first()
    if row is None or not may_write(actor, row.unit.path):
        raise NotFound(_("Không có bài này."))
    return _whole(row, shown_only=False)


def _whole(row: Article, *, shown_only: bool) -> ArticleView:
    media = tuple(media_view(each) for each in row.media.select_related("file").order_by("pk"))
    cover = next((each for each in media if each.kind is MediaKind.COVER), None)
    comments = row.comments.order_by("at", "pk")
    if shown_only:
        comments = comments.filter(state=CommentState.SHOWN)
    return ArticleView(
        row=article_row(row, cover),
        unit=row.unit.code,
        path=row.unit.path,
        body=row.body,
        version=row.version,
        comments_open=row.comments_open,
        changed_at=row.changed_at,
        publish_at=row.publish_at,
        withdrawn_reason=row.withdrawn_reason,
        related=related(row.related),
        related_codes=tuple(row.related),
        media=media,
        comments=tuple(comment_view(each) for each in comments[:300]),
    )


def related(codes: list[str]) -> tuple[RelatedView, ...]:
    """Those of these codes («procedure:1.001.193») that can be found by everybody, in their order. One query."""
    pairs = [tuple(code.split(":", 1)) for code in codes]
    known = search.named([(pair[0], pair[1]) for pair in pairs if len(pair) == 2])
    return tuple(RelatedView(hit.scope, hit.key, hit.title, hit.link) for pair in pairs if (hit := known.get(pair)))


def desk_articles(actor: Actor, state: State | None = None, after: str = "", size: int = 30) -> ArticlePage:
    rows = Article.objects.below(*writing_paths(actor)).select_related("unit")
    if state:
        rows = rows.filter(state=state)
    key = _key(after)
    if key:
        rows = rows.filter(Q(changed_at__lt=key[0]) | Q(changed_at=key[0], pk__lt=key[1]))
    found = list(rows.order_by("-changed_at", "-pk")[: size + 1])
    shown = found[:size]
    more = f"{shown[-1].changed_at.isoformat()}_{shown[-1].pk}" if len(found) > size else ""
    return ArticlePage(tuple(article_row(row) for row in shown), more)


def to_review(actor: Actor) -> int:
    """Articles that wait for this person's word before they are published. One query, none for who leads nowhere."""
    roots = [path for path in writing_paths(actor) if may_lead(actor, path)]
    return Article.objects.below(*roots).filter(state=State.REVIEW).count() if roots else 0


def revisions(id: int) -> list[RevisionView]:
    """Newest first."""
    return [revision_view(row) for row in Revision.objects.filter(article=id).order_by("-number")[:100]]


def revision(id: int, number: int) -> RevisionView:
    row = Revision.objects.filter(article=id, number=number).first()
    if row is None:
        raise NotFound(_("Không có bản này."))
    return revision_view(row)


def newsroom(unit: int) -> tuple[bool, bool]:
    """(review wanted, comments open) of a unit."""
    row = Newsroom.objects.filter(unit=unit).first()
    return (row.review, row.comments) if row else (False, True)


def units_to_write_for(actor: Actor) -> list[UnitView]:
    """The units an editor may choose between, those of their posts first."""
    posts = [grant.organisation for grant in actor.grants if may_write(actor, grant.path)]
    own = sorted(directory.units(posts).values(), key=lambda unit: unit.path)
    below = directory.bodies_below(writing_paths(actor)) if own else []
    rest = [unit for unit in below if unit.kind in {Kind.WARD, Kind.COMMUNE} and not unit.ended_on]
    return list({unit.code: unit for unit in [*own, *rest[:40]]}.values())


def media_file(id: int) -> tuple[int, str, str, str]:
    """(file id, name, media type, captions) of something beside an article."""
    row = Media.objects.select_related("file").filter(pk=id).first()
    if row is None:
        raise NotFound(_("Không có tệp này."))
    return (row.file_id or 0, row.name, row.file.media_type if row.file else "", row.captions)


def media_picture(id: int) -> int:
    """The picture of it: itself, or what stands for a film until it is played."""
    row = Media.objects.filter(pk=id).values_list("kind", "file", "poster").first()
    found = row and (row[2] if row[0] == MediaKind.VIDEO else row[1])
    if not found:
        raise NotFound(_("Không có ảnh này."))
    return int(found)


def readers_of_media(id: int, actor: Actor) -> str:
    """«everybody» once its article is published; before, «writers» for who writes for its unit; else "". One query."""
    row = Media.objects.filter(pk=id).values_list("article__state", "article__unit__path").first()
    if row is None or (row[0] != State.PUBLISHED and not may_write(actor, row[1])):
        return ""
    return "everybody" if row[0] == State.PUBLISHED else "writers"


def _key(after: str) -> tuple[datetime, int] | None:
    moment, _sep, id = after[:60].rpartition("_")
    try:
        at = datetime.fromisoformat(moment)
        return (at.astimezone(UTC), int(id)) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
