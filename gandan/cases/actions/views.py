"""An officer's own filters of the inbox."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gandan.cases.models import SavedView
from gandan.core.text import one_line
from gandan.core.types import NotAllowed, Refused
from gandan.directory.types import Actor

MOST = 20


def save_view(actor: Actor, name: str, query: str) -> None:
    """Keep a filter under a name; the same name again replaces it. Raises Refused at `name`."""
    name = one_line(name)
    if actor.account is None:
        raise NotAllowed(_("Đăng nhập để lưu bộ lọc."))
    if not 1 <= len(name) <= 60:
        raise Refused(name=_("Đặt tên cho bộ lọc, tối đa 60 chữ cái."))
    own = SavedView.objects.filter(account_id=actor.account)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        raise Refused(name=_("Đã có %(n)d bộ lọc. Bỏ bớt rồi lưu.") % {"n": MOST})
    SavedView.objects.update_or_create(account_id=actor.account, name=name, defaults={"query": query[:400]})


def remove_view(actor: Actor, name: str) -> None:
    SavedView.objects.filter(account_id=actor.account, name=name).delete()
