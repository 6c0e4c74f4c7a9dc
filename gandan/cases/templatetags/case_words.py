"""Words of the engine in templates: `{{ case|said:"state_label" }}` in the language of the page."""

import re
from typing import Any

from django import template
from django.utils.translation import gettext as _

from gandan.cases.forms import pack
from gandan.cases.types import AttachmentView, Channel, LinkKind, LinkView, Rating, Told
from gandan.cases.types.nearby import Nearby, Photo
from gandan.documents import queries as documents

register = template.Library()
CITED = re.compile(r"(?:[Kk]hoản \S+ )?Điều (?P<article>\S+) (?P<document>.+)")


@register.filter
def said(thing: Any, name: str = "label") -> str:
    return pack.said(thing, name) if thing else ""


@register.filter
def channel(code: str) -> str:
    """«qua mạng», «tại quầy»: how a case came in."""
    return {
        Channel.WEB: _("qua mạng"),
        Channel.API: _("qua ứng dụng khác"),
        Channel.COUNTER: _("tại quầy"),
        Channel.POST: _("qua bưu điện"),
        Channel.PHONE: _("qua điện thoại"),
        Channel.RECEPTION: _("tại buổi tiếp công dân"),
        Channel.EMAIL: _("qua e-mail"),
        Channel.IMPORT: _("từ sổ trước đây"),
    }[Channel(code)]


@register.filter
def opening(what: str) -> str:
    """What was opened, asked for or agreed to, in the auditor's list."""
    return {
        "content": _("Mở nội dung"),
        "identity": _("Mở danh tính"),
        "file": _("Mở tệp"),
        "letter": _("Mở văn bản"),
        "asked": _("Đề nghị mở danh tính"),
        "approved": _("Đồng ý mở danh tính"),
    }.get(what, what)


@register.filter
def tied(link: LinkView) -> str:
    """How the other case belongs to this one."""
    return {
        (LinkKind.DUPLICATE_OF, True): _("gộp vào việc này"),
        (LinkKind.DUPLICATE_OF, False): _("hồ sơ chính"),
        (LinkKind.PART_OF, True): _("tách từ đơn này"),
        (LinkKind.PART_OF, False): _("đơn gốc"),
        (LinkKind.FOLLOWS_FROM, True): _("khiếu nại tiếp ở cấp trên"),
        (LinkKind.FOLLOWS_FROM, False): _("vụ việc lần đầu"),
    }[link.kind, link.incoming]


@register.filter
def told_way(way: str) -> str:
    """How a sender wants to hear of it."""
    return {
        Told.EMAIL: _("bằng e-mail"),
        Told.SMS: _("bằng tin nhắn"),
        Told.PHONE: _("gọi điện"),
        Told.CODE: _("không cần báo, tự xem bằng mã"),
    }[Told(way)]


@register.filter
def rating(code: str) -> str:
    return {Rating.DONE: _("Đã xong"), Rating.PARTLY: _("Xong một phần"), Rating.NOT: _("Chưa giải quyết")}[
        Rating(code)
    ]


@register.filter
def short_cite(source: str) -> str:
    """«Khoản 1 Điều 28 Luật Khiếu nại số 02/2011/QH13» in a column: «Luật Khiếu nại 2011, Đ.28»."""
    found = CITED.match(source)
    if found is None:
        return source
    document = re.sub(r" \(.*\)$", "", found["document"])
    document = re.sub(r" số \d+/(\d{4})/\S+", r" \1", document)
    return f"{document}, {_('Đ.')}{found['article']}"


@register.simple_tag
def file_link(file: AttachmentView, size: str = "") -> str:
    """A link that fetches an attachment; the page that draws it has already asked who may."""
    return documents.link_to(file.file, file.name, small=size == "small")


@register.simple_tag
def photo_link(report: Nearby) -> str:
    """The small picture of a report that is open to all; a person has checked it."""
    return documents.link_to(report.photo, report.photo_name, small=True) if report.photo else ""


@register.simple_tag
def photo_file(photo: Photo) -> str:
    """The photograph as it came, for who checks it."""
    return documents.link_to(photo.file, photo.name)


@register.filter
def said_list(thing: Any, name: str) -> tuple[Any, ...]:
    """A list that comes in both languages: `{% for line in clock|said_list:"sentences" %}`."""
    return tuple(pack.said(thing, name)) if thing else ()
