"""One record of the national portal's crawl: table cells joined without separators, read back where that is certain.

What is not certain stays text and is named (`Unread`): nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gandan.core.text import clean, one_line
from gandan.procedures.types import Channel, Evidence, Facts, Fee, FeeKind, Group, Time, Unread, Way

SILENT = {"", "--", "không có thông tin", "không quy định", "không"}
WAYS = {"Trực tuyến": Way.ONLINE, "Dịch vụ bưu chính": Way.POST, "Trực tiếp": Way.COUNTER}
UNITS = {
    "ngày làm việc": Time.WORKING,
    "ngày": Time.CALENDAR,
    "giờ làm việc": Time.HOURS,
    "giờ": Time.HOURS,
    "tháng": Time.MONTHS,
}
LEAST, MOST = 1000, 100_000_000  # đồng; outside, the number itself is wrong («20 VNĐ» for 20.000)
LONGEST = 400  # days
# Numbers are bounded: a run of a hundred thousand digits is read in a moment and never taken for a number.
_HEAD = re.compile(r"^Hình thức nộp\s*Thời gian\s*Phí, lệ phí\s*Mô tả")
_NEVER = "Không có thông tin|Không quy định|Không phải trả kết quả cho người nộp thuế"
_TIME = rf"\d{{1,6}}(?:[.,]\d{{1,6}})?\s?(?:Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Năm)|{_NEVER}"
_MONEY = r"[\d.,]{1,20}\s?(?:VNĐ|Việt Nam Đồng|USD|Đô la Mỹ|Euro)"
_FEE = rf"Miễn phí|Không có thông tin|Không quy định|{_MONEY}"
_ROW = re.compile(
    rf"({'|'.join(WAYS)})(?:(?P<time>{_TIME})(?P<fee>{_FEE})?"
    rf"|(?P<bare>\d{{1,6}})(?P<only>Miễn phí|Không có thông tin|{_MONEY}))"
)
_PAPERS = re.compile(r"Tên giấy tờ\s*Mẫu đơn, tờ khai\s*Số lượng")
_COUNT = re.compile(
    r"(?<=\S)(?P<n>\d{1,6}) bản chính(?:\s*,\s*(?P<c>\d{1,6}) bản sao)?(?=$|\s*[A-ZĐÀ-Ỹ+\-*(•“\"–;.\d])"
    r"|(?<=\S)(?P<only>\d{1,6}) bản sao(?=$|[A-ZĐ+\-*(])"
)
_FILE = re.compile(
    r"^(?P<name>.*[^\s\w(/,.\-–]|.*[a-zà-ỹ)])(?P<file>[A-ZĐ0-9][^\n]*\.(?:docx?|pdf|xlsx?|rtf|odt|png|jpe?g))$", re.S
)
_AFTER_STOP = re.compile(  # «…TT-BCA).1.MuCT01.doc»: a full stop with no space behind it ends the paper's name
    r"^(?P<name>.+?[\w)])\.(?P<file>(?:\d{1,2}\.)?\w[^.\n]*\.(?:docx?|pdf|xlsx?|rtf|odt|png|jpe?g))$", re.S
)
_ENDS_IN_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|odt|png|jpe?g)$", re.I)
_ACT = re.compile(r"(?<!\d)\d{1,3}/(?:19|20)\d{2}/(?:QH\d{2}|[A-ZĐ]+(?:-[A-ZĐ]+)+(?=[A-ZĐ][a-zà-ỹ]|[^A-Za-zĐà-ỹ]|$))")
_OUTPUT = re.compile(r"\s*Mã:\s*KQ(?:\.[A-Z]*\d+)+")
_TAIL = re.compile(r"Từ khóa.*$", re.S)
_PORTAL = re.compile(r"https://(?:[a-z0-9-]+\.)+gov\.vn(?:/[^\s<>\"']*)?\Z")
_AMOUNT = re.compile(r"^([\d.,]+)\s?(.+)$")


def read_record(record: Mapping[str, Any]) -> tuple[Facts, list[Unread]]:
    """The facts of a record whose code and name have been found good, and what of it stays text."""
    unread: list[Unread] = []
    text = {key: clean(str(record.get(key) or "")) for key in FIELDS}
    facts = Facts(
        code=text["ma_thu_tuc"],
        name=one_line(text["ten_thu_tuc"]),
        field=one_line(text["linh_vuc"]),
        level=one_line(text["cap_thuc_hien"]),
        audience=one_line(text["doi_tuong_thuc_hien"]),
        body=one_line(text["co_quan_thuc_hien"]),
        decision=one_line(text["so_quyet_dinh"]),
        link=_portal_link(text["detail_url"], unread),
        steps=tuple(line for line in text["trinh_tu_thuc_hien"].split("\n") if line.lower() not in SILENT),
        channels=tuple(read_channels(text["cach_thuc_thuc_hien"], unread)),
        groups=tuple(read_papers(text["thanh_phan_ho_so"], unread)),
        outputs=tuple(read_outputs(text["ket_qua_xu_ly"])),
        basis=tuple(dict.fromkeys(_ACT.findall(text["can_cu_phap_ly"]))),
        conditions="" if text["yeu_cau_dieu_kien"].lower() in SILENT else text["yeu_cau_dieu_kien"],
    )
    return facts, unread


FIELDS = (
    "ma_thu_tuc", "ten_thu_tuc", "linh_vuc", "cap_thuc_hien", "doi_tuong_thuc_hien", "co_quan_thuc_hien",
    "so_quyet_dinh", "detail_url", "trinh_tu_thuc_hien", "cach_thuc_thuc_hien", "thanh_phan_ho_so", "ket_qua_xu_ly",
    "can_cu_phap_ly", "yeu_cau_dieu_kien",
)  # fmt: skip


def _portal_link(address: str, unread: list[Unread]) -> str:
    """Only pages of the State: readers are sent there to hand in papers."""
    if not address:
        return ""
    if _PORTAL.match(address) and len(address) <= 400:
        return address
    unread.append(Unread("link", address[:300], "không phải địa chỉ https của cơ quan nhà nước (.gov.vn)"))
    return ""


def read_channels(text: str, unread: list[Unread]) -> list[Channel]:
    """Rows of «how · time · fee · note»."""
    table = _HEAD.sub("", text)
    if table.lower() in SILENT:
        return []
    rows = list(_ROW.finditer(table))
    if not rows or table[: rows[0].start()].strip():
        unread.append(Unread("channels", text[:300], "không nhận ra các dòng của bảng"))
        if not rows:
            return []
    ends = [row.start() for row in rows[1:]] + [len(table)]
    return [_channel(row, table[row.end() : end].strip(), unread) for row, end in zip(rows, ends, strict=True)]


def _channel(row: re.Match[str], note: str, unread: list[Unread]) -> Channel:
    number, unit = _time(row, unread)
    bracket, rest = _bracket(note)
    return Channel(WAYS[row[1]], number, unit, _fee(row, bracket, unread), rest, row[0])


def _time(row: re.Match[str], unread: list[Unread]) -> tuple[int | None, Time | None]:
    if row["bare"]:
        why = "số và phí viết liền nhau" if row["only"][0].isdigit() else "con số không có đơn vị"
        unread.append(Unread("time", row[0], why))
        return None, None
    if not row["time"][0].isdigit():
        return None, None
    number, _, unit = re.sub(r"(?<=\d)\s?(?=[^\d.,])", " ", row["time"], count=1).partition(" ")
    known = UNITS.get(unit.lower())
    if known is None or not number.isdigit() or not 0 < int(number) <= LONGEST:
        unread.append(Unread("time", row[0], "thời hạn không đọc được"))
        return None, None
    return int(number), known


def _fee(row: re.Match[str], note: str, unread: list[Unread]) -> Fee:
    told = "" if row["bare"] and row["only"][0].isdigit() else (row["fee"] or row["only"] or "")
    if "Hội đồng nhân dân" in note:
        return Fee(FeeKind.LOCAL, note=note)
    if told == "Miễn phí":
        return Fee(FeeKind.FREE, note=note)
    found = _AMOUNT.match(told)
    if not found:
        return Fee(FeeKind.UNKNOWN, note=note)
    amount = int(re.sub(r"[.,]", "", found[1]) or 0)
    currency = "USD" if found[2] in ("USD", "Đô la Mỹ") else "EUR" if found[2] == "Euro" else "VND"
    if currency == "VND" and not LEAST <= amount <= MOST:
        unread.append(Unread("fee", f"{told} {note}"[:300], "mức phí không hợp lý"))
        return Fee(FeeKind.UNKNOWN, note=f"{told} ({note})" if note else told)
    per = note[1:].strip() if note.startswith("/") and len(note) < 40 else ""
    return Fee(FeeKind.AMOUNT, amount, currency, per, "" if per else note)


def _bracket(note: str) -> tuple[str, str]:
    """What stands in the round brackets right after a fee, and the rest."""
    if not note.startswith("("):
        return "", note
    depth = 0
    for at, letter in enumerate(note):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return note[1:at].strip(), note[at + 1 :].strip()
    return note[1:].strip(), ""


def read_papers(text: str, unread: list[Unread]) -> list[Group]:
    """Groups of «name · form · number»; the heading of a group stands before its table, glued to the row before."""
    if text.lower() in SILENT:
        return []
    head, *tables = _PAPERS.split(text)
    if not tables:
        unread.append(Unread("papers", text[:300], "không có bảng giấy tờ"))
        return []
    groups = []
    for table in tables:
        papers, tail = _rows(table, unread)
        groups.append(Group(_heading(head), tuple(papers)))
        head = tail
    if head.strip():
        unread.append(Unread("papers", head[:300], "dòng cuối không có số lượng"))
        groups[-1] = Group(groups[-1].case, (*groups[-1].papers, Evidence(one_line(head), raw=head)))
    return [group for group in groups if group.papers]


def _heading(text: str) -> str:
    heading = one_line(text).strip("-–*: ")
    return "" if heading.lower() in SILENT else heading


def _rows(table: str, unread: list[Unread]) -> tuple[list[Evidence], str]:
    papers, at = [], 0
    for count in _COUNT.finditer(table):
        papers.append(_paper(table[at : count.start()], count, unread))
        at = count.end()
    return papers, table[at:]


def _paper(text: str, count: re.Match[str], unread: list[Unread]) -> Evidence:
    digits = count["n"] or count["only"]
    originals: int | None = int(count["n"] or 0)
    copies: int | None = int(count["c"] or count["only"] or 0)
    if len(digits) > 1 and digits != "01":  # the end of a date or a form's number runs into it
        unread.append(Unread("papers", one_line(text[-60:] + count[0]), "số lượng dính vào chữ số trước nó"))
        text, originals, copies = text + digits, None, None
    name, form = _form(text.strip())
    return Evidence(one_line(name).strip("-–+*; "), originals, copies, form, one_line(text + count[0]))


def _form(text: str) -> tuple[str, str]:
    """The name of the form's file stands right behind the paper's name: apart only where a new word begins unspaced."""
    if not _ENDS_IN_FILE.search(text):
        return text, ""
    found = _AFTER_STOP.match(text) or _FILE.match(text)
    return (found["name"], found["file"].strip()) if found else (text, "")


def read_outputs(text: str) -> list[str]:
    named = [one_line(part) for part in _OUTPUT.split(_TAIL.sub("", text))]
    return [name for name in named if name.lower() not in SILENT]
