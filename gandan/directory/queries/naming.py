"""What roles and kinds are called on pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gandan.directory.types import Kind, SuccessionKind
from gandan.law.types import Role

ROLES = {
    Role.COUNTER_OFFICER: (_("Cán bộ một cửa"), _("Tiếp nhận và trả kết quả tại quầy")),
    Role.SPECIALIST: (_("Chuyên viên"), _("Xử lý việc được giao")),
    Role.PETITION_OFFICER: (_("Cán bộ tiếp dân, xử lý đơn"), _("Phân loại, thụ lý, theo dõi thời hạn")),
    Role.LEADER: (_("Lãnh đạo"), _("Phân công, ký, xem số liệu")),
    Role.FRONT_OFFICER: (_("Cán bộ Mặt trận"), _("Giám sát, phản biện, kiến nghị")),
    Role.MOBILISATION_OFFICER: (_("Cán bộ dân vận"), _("Phong trào, mô hình, tiếp xúc hộ dân")),
    Role.COMMUNITY_HEAD: (_("Trưởng khu phố, trưởng thôn"), _("Nhận việc của khu phố, thôn mình")),
    Role.EDITOR: (_("Biên tập viên"), _("Soạn trang công khai và tin")),
    Role.VOLUNTEER: (_("Tình nguyện viên"), _("Nhập giúp người dân tại điểm hỗ trợ")),
    Role.AUDITOR: (_("Thanh tra, kiểm tra"), _("Xem nhật ký, không sửa")),
    Role.ADMINISTRATOR: (_("Quản trị viên"), _("Lập tài khoản, bổ nhiệm, đơn vị")),
    Role.CITIZEN: (_("Người dân"), ""),
    Role.SYSTEM: (_("Hệ thống"), ""),
}
KINDS = {
    Kind.PROVINCE: _("Tỉnh"),
    Kind.CITY: _("Thành phố trực thuộc trung ương"),
    Kind.DISTRICT: _("Quận, huyện (đến 30/6/2025)"),
    Kind.WARD: _("Phường"),
    Kind.COMMUNE: _("Xã"),
    Kind.TOWNSHIP: _("Thị trấn (đến 30/6/2025)"),
    Kind.SPECIAL_ZONE: _("Đặc khu"),
    Kind.PEOPLE_COMMITTEE: _("Ủy ban nhân dân"),
    Kind.DEPARTMENT: _("Phòng, ban, bộ phận"),
    Kind.SERVICE_CENTRE: _("Trung tâm Phục vụ hành chính công"),
    Kind.FATHERLAND_FRONT: _("Mặt trận Tổ quốc"),
    Kind.MASS_ORGANISATION: _("Đoàn thể, hội"),
    Kind.NEIGHBOURHOOD: _("Khu phố, thôn"),
    Kind.SCHOOL: _("Trường học"),
    Kind.WORKPLACE: _("Nơi làm việc"),
}
BODIES = (
    Kind.DEPARTMENT,
    Kind.NEIGHBOURHOOD,
    Kind.SERVICE_CENTRE,
    Kind.PEOPLE_COMMITTEE,
    Kind.FATHERLAND_FRONT,
    Kind.MASS_ORGANISATION,
    Kind.SCHOOL,
    Kind.WORKPLACE,
)
SUCCESSIONS = {
    SuccessionKind.MERGE: _("Nhập vào đơn vị khác"),
    SuccessionKind.SPLIT: _("Chia cho nhiều đơn vị"),
    SuccessionKind.RENAME: _("Đổi tên"),
}


def role_name(role: Role) -> str:
    return str(ROLES[role][0])


def kind_name(kind: Kind) -> str:
    return str(KINDS[kind])
