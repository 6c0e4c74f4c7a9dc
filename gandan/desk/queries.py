"""What waits for a person beside the queue of cases: one question for each room in which they work."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from gandan.cases.policies import PHOTO_CHECKERS, sealed_units
from gandan.cases.queries.photos import waiting_photos
from gandan.cases.queries.sealed import sealed_list
from gandan.desk.types import Waiting
from gandan.directory.policies import may_edit_pages
from gandan.directory.types import Actor
from gandan.disclosures import queries as disclosures
from gandan.law.types import Role
from gandan.news import queries as news
from gandan.news.policies import may_lead
from gandan.notifications import queries as notifications
from gandan.procedures import queries as procedures
from gandan.procedures.policies import may_edit_procedures
from gandan.search import queries as search


def waiting(actor: Actor) -> list[Waiting]:
    """What the law's clocks run for first. A place where nothing waits is not named."""
    lines = (*_sealed(actor), *_disclosures(actor), *_photos(actor), *_news(actor), *_guidance(actor), *_unsent(actor))
    return [line for line in lines if line.number]


def _sealed(actor: Actor) -> Iterator[Waiting]:
    """How many and until when; what they are about stands on no page."""
    if not sealed_units(actor):
        return
    rows = [row for row in sealed_list(actor).rows if row.open]
    clock = rows[0].clock if rows else None
    yield Waiting(_("Đơn niêm phong đang xử lý"), reverse("cases:sealed_list"), "lock", len(rows), clock)


def _disclosures(actor: Actor) -> Iterator[Waiting]:
    for one in disclosures.to_publish(actor)[:4]:
        inside = one.set == "agency"
        label = _("Chờ công khai trong cơ quan") if inside else _("Nội dung chờ công khai")
        shown = "cham" if one.late == one.number else "cho" if not one.late else ""
        link = f"{reverse('disclosures:overview')}?don-vi={one.unit}&bo={one.set}&tinh-trang={shown}"
        yield Waiting(label, link, "globe", one.number, one.clock, one.unit_name)


def _photos(actor: Actor) -> Iterator[Waiting]:
    """For those whose hands do it; a leader's morning names what waits for a decision."""
    if any(grant.role in PHOTO_CHECKERS and grant.role is not Role.LEADER for grant in actor.grants):
        yield Waiting(_("Ảnh chờ xem mặt người, biển số"), reverse("cases:photos"), "image", waiting_photos(actor))


def _news(actor: Actor) -> Iterator[Waiting]:
    if may_lead(actor):
        drafts = f"{reverse('news:desk')}?tinh-trang=review"
        yield Waiting(_("Bài chờ duyệt đăng"), drafts, "megaphone", news.to_review(actor))
    if may_edit_pages(actor):
        moderation = reverse("news:moderation")
        yield Waiting(_("Ý kiến bạn đọc chờ xem"), moderation, "messages-square", news.waiting(actor))


def _guidance(actor: Actor) -> Iterator[Waiting]:
    if not may_edit_procedures(actor):
        return
    link = f"{reverse('procedures:desk_procedures')}?loc=thieu"
    yield Waiting(_("Thủ tục thiếu hướng dẫn"), link, "list-checks", procedures.lacking())
    label = _("Lời dân tìm mà không thấy")
    yield Waiting(label, reverse("portal:missing_terms"), "search", len(search.missing_terms()))


def _unsent(actor: Actor) -> Iterator[Waiting]:
    if not any(grant.role is Role.ADMINISTRATOR for grant in actor.grants):
        return
    link = f"{reverse('notifications:messages')}?trang_thai=failed"
    yield Waiting(_("Tin không gửi được"), link, "send", notifications.unsent(actor))
