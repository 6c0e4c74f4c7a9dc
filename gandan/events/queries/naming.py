"""Words for kinds and states, and the words by which addresses name a kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gandan.events.types import Kind, State

KINDS = {
    Kind.CITIZEN_RECEPTION: _("Tiếp công dân"),
    Kind.DIALOGUE_CONFERENCE: _("Hội nghị đối thoại"),
    Kind.COMMUNITY_MEETING: _("Họp dân khu phố, thôn"),
    Kind.WORKPLACE_DIALOGUE: _("Đối thoại tại nơi làm việc"),
    Kind.TRAINING: _("Tập huấn, hướng dẫn"),
    Kind.SEMINAR: _("Tọa đàm"),
    Kind.OPEN_MEETING: _("Buổi gặp mở khác"),
}
STATES = {
    State.ANNOUNCED: _("Đã đăng"),
    State.MOVED: _("Đã dời"),
    State.CANCELLED: _("Đã hủy"),
    State.HELD: _("Đã diễn ra"),
}
VERBS = {
    "announce": _("Đăng"),
    "edit": _("Sửa lời"),
    "move": _("Dời"),
    "cancel": _("Hủy"),
    "hold": _("Ghi đã diễn ra"),
    "hand-over": _("Chuyển cho đơn vị kế tiếp"),
}
ADDRESSES = {
    "tiep-cong-dan": Kind.CITIZEN_RECEPTION,
    "doi-thoai": Kind.DIALOGUE_CONFERENCE,
    "hop-dan": Kind.COMMUNITY_MEETING,
    "noi-lam-viec": Kind.WORKPLACE_DIALOGUE,
    "tap-huan": Kind.TRAINING,
    "toa-dam": Kind.SEMINAR,
    "khac": Kind.OPEN_MEETING,
}
