"""What every write of the room asks first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gandan.core.text import clean, one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import Actor
from gandan.news import rules
from gandan.news.models import Article, Page, Reform
from gandan.news.policies import may_write
from gandan.news.types import MAX_BODY, Writing
from gandan.search import queries as search

MAX_RELATED = 12


def required(text: str, field: str, most: int, *, lines: bool = False) -> str:
    """The text as it is stored, or Refused at its field."""
    told = (clean if lines else one_line)(text)
    if not told:
        raise Refused(**{field: _("Còn thiếu.")})
    return within(told, field, most)


def within(text: str, field: str, most: int) -> str:
    if len(text) > most:
        raise Refused(**{field: _("Dài quá %(most)s chữ cái. Viết gọn lại.") % {"most": most}})
    return text


def cleaned(writing: Writing) -> Writing:
    """Title and lead on one line, the body sanitised; Refused where something is missing or too long."""
    body = rules.from_plain(within(writing.body, "body", MAX_BODY))
    return Writing(
        title=required(writing.title, "title", 200),
        lead=within(one_line(writing.lead), "lead", 500),
        body=within(body, "body", MAX_BODY),
        section=writing.section,
    )


def related_codes(codes: tuple[str, ...] | list[str]) -> list[str]:
    """«procedure:1.001.193», or its address in this house: only what everybody can find."""
    wanted = list(dict.fromkeys(rules.code_of(one_line(code)) for code in codes if code.strip()))
    if len(wanted) > MAX_RELATED:
        raise Refused(related=_("Nhiều nhất %(most)s mục.") % {"most": MAX_RELATED})
    pairs = [(scope.strip(), key.strip()) for code in wanted for scope, _sep, key in [code.partition(":")]]
    known = search.named(pairs)
    for code, pair in zip(wanted, pairs, strict=True):
        if pair not in known:
            raise Refused(
                related=_("Không tìm thấy «%(code)s». Chép địa chỉ của trang đó, ví dụ /thu-tuc/2.000815/.")
                % {"code": code}
            )
    return [f"{scope}:{key}" for scope, key in pairs]


def locked_article(id: int, actor: Actor, seen: int | None = None) -> Article:
    """The row, for change, in the caller's transaction. Conflict where somebody wrote since `seen`."""
    row = Article.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=id).first()
    if row is None or not may_write(actor, row.unit.path):
        raise NotFound(_("Không có bài này."))
    if seen is not None and row.version != seen:
        raise Conflict(_("Bài này vừa được người khác sửa. Mở lại bài để xem, rồi làm lại."))
    return row


def check_may_write(actor: Actor, path: str) -> None:
    if not may_write(actor, path):
        raise NotAllowed(_("Bạn không có quyền viết tin cho đơn vị này."))


def free_slug(title: str, model: type[Article] | type[Reform] | type[Page]) -> str:
    """Made of the title; with a number where it is taken. Two at once: the table refuses the second."""
    slug = rules.slug_of(title)[:90]
    taken = set(model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))  # type: ignore[attr-defined]
    number = next(n for n in range(1, len(taken) + 2) if (slug if n == 1 else f"{slug}-{n}") not in taken)
    return slug if number == 1 else f"{slug}-{number}"
