"""What every page knows: the navigation of its frame, the unit, whether this is a demo."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from gandan.cases.policies import (
    ARCHIVISTS,
    ASSIGNERS,
    BOOK_READERS,
    audited_paths,
    photo_paths,
    sealed_units,
    working_paths,
)
from gandan.config.middleware import DESK
from gandan.core.clock import today
from gandan.core.kept import kept
from gandan.directory import queries as directory
from gandan.directory.policies import may_see_people
from gandan.directory.types import Actor
from gandan.disclosures.policies import paths_of as disclosing_paths
from gandan.disclosures.policies import works_inside
from gandan.events.policies import may_see_desk
from gandan.law.types import Role
from gandan.news.policies import may_read_moderation, may_write
from gandan.notifications import queries as notifications
from gandan.portal.public.doors import address, doors_with_content
from gandan.procedures.policies import may_edit_procedures, may_look_over
from gandan.ui.types import NavLink, RailGroup, RailLink


def page(request: HttpRequest) -> dict[str, Any]:
    """Everything lazily: a page that does not draw a frame pays nothing."""
    own = SimpleLazyObject(directory.installation)
    shared = {
        "demo": SimpleLazyObject(lambda: own.demo),
        "unit": SimpleLazyObject(lambda: own.unit),
    }
    # Nobody is known yet where a request was refused before it came to any door (a made-up Host).
    at_desk = request.path.startswith(DESK) and hasattr(request, "actor")
    return shared | (_desk(request) if at_desk else {"portal_nav": portal_nav()})


@kept
def portal_nav() -> list[NavLink]:
    """Only what works: a page that this installation does not have is left out."""
    submit, track = address("cases:submit"), address("cases:track")
    verify, hours = address("audit:verify"), address("portal:calculator")
    links = [
        *(NavLink(door.title, door.href, f"door-{door.n}", f"door-{door.n}") for door in doors_with_content()),
        NavLink(_("Tìm"), address("portal:search"), "search", "search"),
        NavLink(_("Gửi phản ánh"), submit, "send", "submit"),
        NavLink(_("Trang chủ"), address("portal:home"), "house", "bottom"),
        NavLink(_("Gửi"), submit, "send", "bottom"),
        NavLink(_("Tra cứu"), track, "ticket", "bottom"),
        NavLink(_("Lịch tiếp"), address("events:index"), "calendar-days", "bottom"),
        NavLink(_("Gửi phản ánh, kiến nghị"), submit, "", "people"),
        NavLink(_("Tra cứu bằng mã"), track, "", "people"),
        NavLink(_("Tính thời hạn theo luật"), hours, "", "people"),
        NavLink(_("Nơi nộp giấy tờ, giờ mở cửa"), address("procedures:points"), "", "people"),
        NavLink(_("Lịch gặp dân"), address("events:index"), "", "people"),
        NavLink(_("Tin tức"), address("news:list"), "", "people"),
        NavLink(_("Sổ cải cách"), address("news:reforms"), "", "people"),
        NavLink(_("Xã, phường và liên hệ"), address("portal:units"), "", "people"),
        NavLink(_("Trợ giúp"), address("portal:help"), "", "about"),
        NavLink(_("Quyền riêng tư và bảo vệ người gửi"), address("portal:privacy"), "", "about"),
        NavLink(_("Kiểm chứng không sửa, không mất"), verify, "", "about"),
        NavLink(_("Bàn làm việc của cán bộ"), address("desk:today"), "", "about"),
    ]
    return [link for link in links if link.href]


def _desk(request: HttpRequest) -> dict[str, Any]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    account = request.user
    return {
        "desk_nav": SimpleLazyObject(lambda: desk_nav(actor, getattr(request, "rail", request.path))),
        "desk_search": reverse("cases:inbox") if working_paths(actor) else "",  # nothing there to find for others
        "account_name": actor.name or getattr(account, "username", ""),
        "account_href": reverse("desk:account"),
        "notices_href": reverse("notifications:notices"),
        "unread": SimpleLazyObject(lambda: notifications.unread(account.pk)),
        "today": today(),
    }


def desk_nav(actor: Actor, here: str) -> list[RailGroup]:
    """The rail of this person: what their roles can use."""

    def link(name: str, label: str, icon: str) -> RailLink:
        href = reverse(name)
        return RailLink(label, href, icon, current=here == href or (name != "desk:today" and here.startswith(href)))

    work = [
        link("desk:today", _("Hôm nay"), "layout-dashboard"),
        *([link("cases:inbox", _("Hàng việc"), "inbox")] if working_paths(actor) else []),
        link("notifications:notices", _("Thông báo"), "bell"),
    ]
    roles = {grant.role for grant in actor.grants}
    if roles & ASSIGNERS:
        work.insert(1, link("cases:enter", _("Nhập đơn"), "file-plus"))
    more = (
        (photo_paths(actor), "cases:photos", _("Ảnh chờ duyệt"), "image"),
        (sealed_units(actor), "cases:sealed_list", _("Đơn niêm phong"), "lock"),
        (audited_paths(actor), "cases:openings", _("Nhật ký mở niêm phong"), "lock-open"),
        (roles & BOOK_READERS, "cases:books", _("Sổ, in theo kỳ"), "book-open"),
        (disclosing_paths(actor), "disclosures:overview", _("Công khai"), "globe"),
        (may_see_desk(actor), "events:desk", _("Lịch gặp dân"), "calendar-days"),
        (works_inside(actor), "disclosures:inside", _("Trong cơ quan"), "building-2"),
        (may_look_over(actor), "procedures:desk_procedures", _("Thủ tục"), "list-checks"),
        (may_edit_procedures(actor), "portal:missing_terms", _("Tìm không thấy"), "search"),
        (may_write(actor), "news:desk", _("Tin, ý kiến, cải cách"), "megaphone"),
        (may_read_moderation(actor) and not may_write(actor), "news:moderation", _("Ý kiến bạn đọc"), "message-square"),
    )
    work += [link(name, label, icon) for may, name, label, icon in more if may]
    office = []
    if may_see_people(actor):
        office.append(link("directory:people", _("Nhân sự, vai trò"), "users"))
    if Role.ADMINISTRATOR in roles:
        office.append(link("directory:units", _("Đơn vị"), "map-pin"))
    if roles & ARCHIVISTS:
        office.append(link("cases:retention", _("Thời hạn lưu hồ sơ"), "archive"))
    if roles & {Role.ADMINISTRATOR, Role.AUDITOR}:
        office.append(link("notifications:messages", _("Tin nhắn đã gửi"), "send"))
    if Role.ADMINISTRATOR in roles:
        office.append(link("ui:gallery", _("Thành phần giao diện"), "settings"))
    groups = [RailGroup("", tuple(work))]
    return [*groups, RailGroup(_("Quản trị"), tuple(office))] if office else groups
