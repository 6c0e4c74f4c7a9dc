"""Problems of what was sent, in plain Vietnamese: what is wrong at this field, and what to write instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gandan.cases.rules import Problem, Wrong
from gandan.cases.rules.problems import Wrongs
from gandan.core.types import Refused


def refuse(wrongs: Wrongs) -> None:
    """Raises Refused with a message at each field, if anything is wrong."""
    if wrongs:
        raise Refused(**{field: said(wrong) for field, wrong in wrongs.items()})


def said(wrong: Wrong) -> str:
    return _sentence(wrong.problem) % wrong.values


def _sentence(problem: Problem) -> str:
    return {
        Problem.MISSING: _("Chưa ghi mục này."),
        Problem.NOT_TEXT: _("Mục này phải là chữ."),
        Problem.TOO_SHORT: _("Ghi rõ hơn: ít nhất %(least)s chữ cái."),
        Problem.TOO_LONG: _("Dài quá: %(has)s chữ cái, nhiều nhất %(most)s. Rút gọn, phần còn lại gửi thành tệp PDF."),
        Problem.NOT_OFFERED: _("Chọn một trong các mục: %(offered)s."),
        Problem.NOT_A_DATE: _("Ghi ngày dạng năm-tháng-ngày, ví dụ 2026-11-24."),
        Problem.NOT_A_NUMBER: _("Ghi một số nguyên."),
        Problem.NOT_YES_OR_NO: _("Chọn có hoặc không (true hoặc false)."),
        Problem.UNKNOWN_FIELD: _("Mẫu này không có mục «%(field)s»."),
        Problem.NOT_A_PHONE: _("Ghi số điện thoại Việt Nam, ví dụ 0912 345 678."),
        Problem.NOT_AN_EMAIL: _("Ghi e-mail, ví dụ ten@hop.thu."),
        Problem.NAME_MISSING: _("Ghi họ tên, hoặc chọn gửi không ghi tên nếu loại đơn này cho phép."),
        Problem.NOT_ANONYMOUS: _("«%(type)s» phải có họ tên người gửi. Bạn có thể yêu cầu niêm phong danh tính."),
        Problem.PLACE_MISSING: _("Ghi số nhà, tên hẻm hoặc chọn điểm trên bản đồ."),
        Problem.NOT_ON_EARTH: _("Vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180."),
        Problem.NOT_NEAR: _(
            "Điểm này không nằm trong hoặc cạnh địa bàn đã chọn. Chọn lại điểm, hoặc chọn đơn vị khác."
        ),
        Problem.TOO_MANY_FILES: _("Gửi nhiều nhất %(most)s tệp; bạn đã chọn %(has)s."),
        Problem.KEY_WRONG: _(
            "Khóa gửi (Idempotency-Key) phải có từ %(least)s đến %(most)s ký tự ASCII, không khoảng trắng."
        ),
        Problem.NO_EVIDENCE: _(
            "Đơn không ghi tên chỉ được xem xét khi có chứng cứ rõ ràng: thêm tệp, hoặc ghi chứng cứ ở đây."
        ),
        Problem.IN_FUTURE: _("Ngày nhận không thể ở tương lai."),
        Problem.NO_GROUP: _("Ghi số người cùng gửi, từ 1 đến %(most)s; có người đại diện thì từ 2."),
        Problem.TOO_FEW_REPRESENTATIVES: _("%(people)s người phải cử ít nhất %(least)s người đại diện (%(source)s)."),
        Problem.TOO_MANY_REPRESENTATIVES: _(
            "%(people)s người cử nhiều nhất %(most)s người đại diện; đã ghi %(has)s (%(source)s)."
        ),
    }[problem]
