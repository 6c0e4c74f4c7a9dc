"""Readers' comments as those who moderate see them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gandan.core.types import NotFound
from gandan.directory.types import Actor
from gandan.news.models import Article, Comment
from gandan.news.policies import moderation_paths
from gandan.news.queries.views import comment_view
from gandan.news.types import CommentState, CommentView, State

MOST = 100
TO_DO = Q(state=CommentState.WAITING) | Q(state=CommentState.SHOWN, reports__gt=0)


def queue(actor: Actor, state: CommentState | None = None) -> list[CommentView]:
    """What waits or was reported, oldest first; with a state, the newest of it."""
    rows = _theirs(actor)
    rows = rows.filter(state=state).order_by("-at", "-pk") if state else rows.filter(TO_DO).order_by("at", "pk")
    return [comment_view(row, of=True) for row in rows[:MOST]]


def waiting(actor: Actor) -> int:
    return _theirs(actor).filter(TO_DO).count()


def comment(id: int) -> CommentView:
    """One that is shown under a published article. NotFound for all others."""
    row = (
        Comment.objects.select_related("article")
        .filter(pk=id, state=CommentState.SHOWN, article__state=State.PUBLISHED)
        .first()
    )
    if row is None:
        raise NotFound(_("Không có ý kiến này."))
    return comment_view(row, of=True)


def _theirs(actor: Actor) -> QuerySet[Comment]:
    below = Article.objects.below(*moderation_paths(actor)).values("pk")
    return Comment.objects.filter(article__in=below).select_related("article")
