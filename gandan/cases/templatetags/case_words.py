"""Words of the engine in templates: `{{ case|said:"state_label" }}` in the language of the page."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from gandan.cases.forms import pack
from gandan.cases.types import AttachmentView, Channel, Rating
from gandan.documents import queries as documents

register = template.Library()


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
def rating(code: str) -> str:
    return {Rating.DONE: _("Đã xong"), Rating.PARTLY: _("Xong một phần"), Rating.NOT: _("Chưa giải quyết")}[
        Rating(code)
    ]


@register.simple_tag
def file_link(file: AttachmentView, size: str = "") -> str:
    """A link that fetches an attachment; the page that draws it has already asked who may."""
    return documents.link_to(file.file, file.name, small=size == "small")


@register.filter
def said_list(thing: Any, name: str) -> tuple[Any, ...]:
    """A list that comes in both languages: `{% for line in clock|said_list:"sentences" %}`."""
    return tuple(pack.said(thing, name)) if thing else ()
