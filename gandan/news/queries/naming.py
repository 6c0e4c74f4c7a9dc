"""How sections, states and steps are said."""

from django.utils.translation import gettext_lazy as _

from gandan.news.types import MediaKind, Section, State, Step, Told

SECTIONS = {
    Section.NOTICE: _("Thông báo"),
    Section.ACTIVITY: _("Hoạt động"),
    Section.GUIDE: _("Hướng dẫn"),
    Section.REFORM: _("Cải cách"),
    Section.PEOPLE: _("Người tốt, việc tốt"),
    Section.TRAINING: _("Đào tạo cán bộ"),
}
STATES = {
    State.DRAFT: _("Bản nháp"),
    State.REVIEW: _("Chờ duyệt"),
    State.SCHEDULED: _("Đã hẹn giờ"),
    State.PUBLISHED: _("Đã đăng"),
    State.WITHDRAWN: _("Đã gỡ"),
}
STEPS = {
    Step.SEND: _("Gửi duyệt"),
    Step.RETURN: _("Trả lại người viết"),
    Step.PUBLISH: _("Đăng ngay"),
    Step.SCHEDULE: _("Hẹn giờ đăng"),
    Step.WITHDRAW: _("Gỡ xuống"),
}
MEDIA_NAMES = {
    MediaKind.COVER: _("Ảnh bìa"),
    MediaKind.GALLERY: _("Ảnh trong bài"),
    MediaKind.INFOGRAPHIC: _("Đồ họa"),
    MediaKind.VIDEO: _("Video"),
    MediaKind.ATTACHMENT: _("Tệp đính kèm"),
}
TOLD = {
    Told.WEBSITE: _("Trang thông tin"),
    Told.NOTICE_BOARD: _("Bảng tin"),
    Told.LOUDSPEAKER: _("Loa phát thanh"),
    Told.NEIGHBOURHOOD: _("Khu phố, tổ dân phố"),
    Told.MEETING: _("Họp dân"),
    Told.COUNTER: _("Quầy tiếp nhận"),
}
