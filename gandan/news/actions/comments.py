"""Readers' comments: said, shown or hidden with a reason, reported, answered by the office."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import clean, one_line
from gandan.core.types import Conflict, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.news import rules
from gandan.news.actions.checking import required, within
from gandan.news.models import Article, Comment
from gandan.news.policies import may_write
from gandan.news.types import MAX_COMMENT, CommentState
from gandan.notifications import actions as notifications

WAITING_MOST = 200  # under one article: a flood is not taken in further
SAME_WITHIN = timedelta(hours=24)
HIDDEN_KEPT = timedelta(days=90)
AT_ONCE = 500


def say(slug: str, text: str, name: str = "", *, at: datetime | None = None) -> int:
    """A reader's comment; it waits until somebody has looked. Returns its id."""
    told = required(text, "text", MAX_COMMENT, lines=True)
    called = within(one_line(name), "name", 80)
    advice = rules.advice_against(f"{called}\n{told}")
    if advice:
        raise Refused(text=_advice(advice))
    article = Article.objects.public().filter(slug=slug).select_related("unit").first()
    if article is None:
        raise NotFound(_("Không có bài này, hoặc bài đã được gỡ xuống."))
    if not article.comments_open:
        raise Conflict(_("Bài này không nhận ý kiến nữa. Bạn có thể gửi phản ánh đến phường."))
    now = at or clock.now()
    _check_flood(article, told, now)
    with transaction.atomic():
        first = not article.comments.filter(state=CommentState.WAITING).exists()
        row = Comment.objects.create(article=article, name=called, text=told, at=now)
        _note("comment", row, article, "resident", now)
        if first:
            _tell_editors(article)
    return row.pk


def show_comment(id: int, actor: Actor) -> None:
    """Readers see it; reports against it are settled."""
    with transaction.atomic():
        row = _locked(id, actor)
        row.state, row.reports, row.reported_for, row.reason = CommentState.SHOWN, 0, "", ""
        row.decided_at = clock.now()
        row.save()
        _note("show-comment", row, row.article, actor.code)


def hide_comment(id: int, actor: Actor, reason: str) -> None:
    """Nobody sees it any more; the reason is kept, and looked at by whoever audits."""
    why = required(reason, "reason", 300)
    with transaction.atomic():
        row = _locked(id, actor)
        row.state, row.reason, row.reports = CommentState.HIDDEN, why, 0
        row.decided_at = clock.now()
        row.save()
        _note("hide-comment", row, row.article, actor.code, reason=why)


def answer_comment(id: int, actor: Actor, text: str, *, at: datetime | None = None) -> None:
    """The office answers, marked as such; the comment is shown with it."""
    told = required(text, "text", MAX_COMMENT, lines=True)
    now = at or clock.now()
    with transaction.atomic():
        row = _locked(id, actor)
        row.reply, row.reply_at, row.reply_by = told, now, _office(row.article, actor)
        row.state, row.reports, row.reported_for, row.reason = CommentState.SHOWN, 0, "", ""
        row.decided_at = now
        row.save()
        _note("answer-comment", row, row.article, actor.code, now)


def report_comment(id: int, why: str) -> None:
    """A reader thinks that it should not stand there; somebody looks again."""
    told = within(one_line(why), "why", 300)
    with transaction.atomic():
        row = Comment.objects.select_for_update(of=("self",)).select_related("article__unit").filter(
            pk=id, state=CommentState.SHOWN
        ).first()  # fmt: skip
        if row is None:
            raise NotFound(_("Không có ý kiến này."))
        row.reports, row.reported_for = min(row.reports + 1, 9999), told or row.reported_for
        row.save(update_fields=["reports", "reported_for"])


def forget_hidden() -> int:
    """What was hidden three months ago goes with its words, in the log too; returns how many."""
    old = Comment.objects.filter(state=CommentState.HIDDEN, decided_at__lt=clock.now() - HIDDEN_KEPT)
    gone = list(old.order_by("pk").values_list("pk", "article__unit__code")[:AT_ONCE])
    for id, unit in gone:
        with transaction.atomic():
            audit.erase(f"comment:{id}", "news.hidden-90-days", actor="system:news", unit=unit)
            Comment.objects.filter(pk=id).delete()
    return len(gone)


def _locked(id: int, actor: Actor) -> Comment:
    row = Comment.objects.select_for_update(of=("self",)).select_related("article__unit").filter(pk=id).first()
    if row is None or not may_write(actor, row.article.unit.path):
        raise NotFound(_("Không có ý kiến này."))
    return row


def _check_flood(article: Article, text: str, now: datetime) -> None:
    if article.comments.filter(state=CommentState.WAITING).count() >= WAITING_MOST:
        raise Refused(_("Bài này đang có rất nhiều ý kiến chờ xem. Mai bạn gửi lại nhé."))
    if article.comments.filter(text=text, at__gt=now - SAME_WITHIN).exists():
        raise Conflict(_("Ý kiến này đã được gửi rồi, đang chờ người của phường xem."))


def _office(article: Article, actor: Actor) -> str:
    """A post and a unit, never a person's name."""
    titles = [grant.title for grant in actor.grants if article.unit.path.startswith(grant.path) and grant.title]
    return ", ".join([*titles[:1], article.unit.name])[:160]


def _tell_editors(article: Article) -> None:
    editors = directory.accounts_with(article.unit_id, [Role.EDITOR])
    text = _("Có ý kiến bạn đọc chờ xem: %(title)s") % {"title": article.title}
    notifications.notify(editors, "news", text, "/ban-lam-viec/tin/y-kien/")


def _note(verb: str, row: Comment, article: Article, actor: str, at: datetime | None = None, reason: str = "") -> None:
    payload = {"article": article.pk, "text": clean(row.text), "reply": row.reply, "reason": reason}
    audit.record(actor=actor, verb=verb, object=f"comment:{row.pk}", unit=article.unit.code, payload=payload, at=at)


def _advice(problem: str) -> str:
    return {
        "empty": _("Viết một câu để người khác hiểu bạn muốn nói gì."),
        "links": _("Chỉ để một đường liên kết. Nhiều liên kết thường là quảng cáo."),
        "repeated": _("Có đoạn lặp một chữ rất nhiều lần. Viết lại rồi gửi."),
    }[problem]
