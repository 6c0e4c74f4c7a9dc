"""Builders for what is sealed whole: a denunciation with unmistakable words. All people are invented samples."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import connection

from gandan.cases.actions.locking import enclose
from gandan.cases.models import Case
from gandan.cases.types import PartyInput, Submission
from tests.cases import make

NAME, PHONE, EMAIL = "Nguyễn Thị Kín Đáo", "0909123987", "kindao@example.vn"
ACCUSED = "Trịnh Văn Lạm Quyền"
TELLING_FILE = "ông Lạm Quyền nhận phong bì.pdf"
CONTENT = "Sáng thứ Hai ông ấy nhận phong bì zxqvbienlai ngay tại bàn số bốn."
OFFICER_WORDS = "Xác minh với nhân chứng tên Bướm Bay Cao."
REASON = "Cần đọc đơn để xác định thẩm quyền."


def a_denunciation(**changes: Any) -> Submission:
    sent = make.a_report(
        type="denunciation",
        subject="Tố cáo nhận phong bì zxqvtieude",
        content=CONTENT,
        field="construction",
        place=None,
        address="",
        party=PartyInput(name=NAME, phone=PHONE, email=EMAIL, address="9 ngõ Vắng Tanh"),
        answers={"denounced": ACCUSED, "office": "Trưởng phòng Mẫu", "against": "staff"},
    )
    return replace(sent, **changes)


def denounced(**changes: Any) -> Case:
    return make.a_case(**vars_of(a_denunciation(**changes)))


def vars_of(submission: Submission) -> dict[str, Any]:
    return {name: getattr(submission, name) for name in submission.__dataclass_fields__}


def a_sealed_file(name: str = TELLING_FILE, content: bytes = make.PDF) -> dict[str, Any]:
    kept = enclose(content, name)
    return {"files": (kept.id,), "file_names": (kept.name,), "enclosed": (kept.digest,)}


def everything(but: str = "-") -> str:
    """Every value of every table, as text; octets as they are, read as letters. `but`: tables whose names begin so."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            if table.startswith(but):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [said(value) for row in cursor.fetchall() for value in row if value is not None]
    return "\n".join(found)


def said(value: Any) -> str:
    if isinstance(value, memoryview | bytes | bytearray):
        return bytes(value).decode("utf-8", "ignore")
    return str(value)
