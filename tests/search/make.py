"""Things to find."""

from __future__ import annotations

from gandan.search import actions
from gandan.search.types import Findable

PROCEDURES = {
    "khai-sinh": ("Đăng ký khai sinh", "Cấp giấy khai sinh cho trẻ em", 50),
    "khai-tu": ("Đăng ký khai tử", "", 20),
    "ket-hon": ("Đăng ký kết hôn", "Xác nhận tình trạng hôn nhân trước khi đăng ký", 50),
    "tam-tru": ("Đăng ký tạm trú", "Người thuê nhà cần làm trong 30 ngày", 0),
    "sao-y": ("Chứng thực bản sao từ bản chính", "Sao y giấy khai sinh, căn cước, bằng cấp", 80),
    "hoa-giai": ("Hòa giải ở cơ sở", "Tổ hoà giải khu phố", 0),
    "ho-tich": ("Cấp bản sao trích lục hộ tịch", "", 0),
    "dat-dai": ("Đính chính giấy chứng nhận quyền sử dụng đất", "Thửa đất, sổ hồng", 0),
}


def thing(key: str = "a", title: str = "Tiêu đề", **fields: object) -> Findable:
    return Findable(**{"scope": "procedure", "key": key, "title": title, "link": f"/{key}/"} | fields)  # type: ignore[arg-type]


def procedures() -> None:
    actions.put_many(
        thing(key, title, summary=summary, weight=weight) for key, (title, summary, weight) in PROCEDURES.items()
    )
