"""Files as people send them, built byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageCms, ImageDraw

GPS = 0x8825
ORIENTATION = 0x0112


def photo(
    width: int = 640,
    height: int = 480,
    *,
    kind: str = "JPEG",
    orientation: int = 1,
    place: bool = True,
    **saving: object,
) -> bytes:
    """A photograph with what a phone writes into it: where, when, by which device, a colour profile."""
    image = Image.new("RGB", (width, height), (40, 120, 90))
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), fill=(220, 30, 30))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "PhoneMaker-SAMPLE"
    exif[0x0132] = "2026:11:02 08:40:00"
    exif.get_ifd(GPS).update({1: "N", 2: (10.0, 46.0, 37.0), 3: "E", 4: (106.0, 42.0, 3.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    image.save(out, kind, exif=exif, icc_profile=profile, **saving)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A decompression bomb: a small file that says it is a giant picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def office(main: str = "word/document.xml", *extra: str, size: int = 20) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name in (main, *extra):
            archive.writestr(name, "x" * size)
    return out.getvalue()


def office_with_a_long_list(*, large: bool) -> bytes:
    """Says that its list of parts takes two megabytes; `large`: in the record of archives over four gigabytes."""
    body, end = office()[:-22], bytearray(office()[-22:])
    if not large:
        end[12:16] = struct.pack("<I", 2_000_000)
        return body + bytes(end)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 2_000_000, 0)
    return body + record + struct.pack("<4sLQL", b"PK\x06\x07", 0, len(body), 1) + bytes(end)


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 60
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\0" * 60
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def strip(count: int) -> list[dict[str, str]]:
    return [{"week": "T2", "day": f"{n % 30 + 1:02d}/11", "mark": str(n), "state": "on"} for n in range(count)]


RECEIPT = {
    "language": "vi",
    "parent": "Thành phố Hồ Chí Minh",
    "agency": "Phường Sài Gòn",
    "place_and_date": "Sài Gòn, ngày 02 tháng 11 năm 2026",
    "kind": "Phản ánh hiện trường",
    "code": "SG26-4829-1379",
    "pin": "482913",
    "qr": "https://gandan.example.vn/tra-cuu/SG26-4829-1379/?xac-nhan=482913",
    "due": "thứ Hai 16/11/2026",
    "due_days": "10 ngày làm việc",
    "due_source": "Điều 28 Luật Tiếp công dân số 42/2013/QH13",
    "rows": [["Việc", "Điểm tập kết rác trước đầu hẻm gây mùi"], ["Nơi", "Hẻm 12, khu phố 3"], ["Kèm theo", "2 tệp"]],
    "explain": ["Nhận thứ Hai 02/11, đếm 10 ngày làm việc từ hôm sau."],
    "days": strip(15),
    "entry": 1284,
    "hash": "7f3a91c2d04e5b6687aa01bc7de2f90c" * 2,
    "check_address": "https://gandan.example.vn/kiem-chung/",
    "contact": ["Phường Sài Gòn", "1 đường Mẫu", "028 0000 0000"],
}
LONGEST = {
    "agency": "Phường Phú Thọ Hòa Tân Sơn Nhì Cầu Ông Lãnh",
    "kind": "Phản ánh, kiến nghị về quy định hành chính và thủ tục hành chính",
    "due_source": "Khoản 2 Điều 28 Luật Tiếp công dân số 42/2013/QH13 sửa đổi, bổ sung bởi Luật số 136/2025/QH15 " * 2,
    "due_provisional": True,
    "rows": [
        ["Nhận lúc", "8:40 ngày 02/11"],
        ["Việc", "Điểm tập kết rác gây mùi " * 8],
        ["Lĩnh vực", "Vệ sinh môi trường và mỹ quan đô thị"],
        ["Nơi", "Hẻm 12 đường Nguyễn Thị Minh Khai, khu phố 3, " * 6],
        ["Kèm theo", "10 tệp"],
    ],
    "explain": ["Nhận thứ Hai 02/11, đếm 10 ngày làm việc từ hôm sau, bỏ qua thứ Bảy và Chủ nhật."] * 4,
    "days": strip(42),
    "contact": ["Phường Phú Thọ Hòa", "Số 1 đường Mẫu rất dài " * 5, "028 0000 0000", "a@b.example", "Giờ " * 40],
}
LETTER = {
    "parent": "Thành phố Hồ Chí Minh",
    "agency": "Phường Sài Gòn",
    "number": "Số: 05/TB-UBND",
    "place_and_date": "Sài Gòn, ngày 05 tháng 02 năm 2026",
    "kind": "Thông báo",
    "about": "Kết quả xử lý phản ánh về điểm tập kết rác",
    "bases": [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
        "Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013",
    ],
    "paragraphs": ["Ủy ban nhân dân phường đã dời điểm tập kết."],
    "recipients": ["Như trên", "Lưu: VT, KTHTĐT"],
    "authority": "KT. Chủ tịch",
    "position": "Phó Chủ tịch",
    "name": "Nguyễn Văn Mẫu",
}
BOOK = {
    "title": "Sổ tiếp công dân",
    "form": "Mẫu số 03/TCD",
    "agency": "Ủy ban nhân dân phường Sài Gòn",
    "period": "Từ ngày 01/01/2026 đến hết ngày 30/06/2026",
    "columns": [{"label": "TT", "width": 0.5, "centred": True}, {"label": "Nội dung", "width": 3, "centred": False}],
    "rows": [["1", "Khiếu nại quyết định tháo dỡ mái che"], ["2", ""]],
}
NOTICE = {
    "parent": "Thành phố Hồ Chí Minh",
    "agency": "Ủy ban nhân dân phường Mẫu",
    "place_and_date": "Phường Mẫu, ngày 23 tháng 11 năm 2026",
    "title": "Thực hiện ngân sách chín tháng (mẫu)",
    "item": "Ngân sách",
    "summary": ["Phường đã thu 12 tỷ, chi 9 tỷ đồng."],
    "rows": [["Quyết định", "12/QĐ-UBND ngày 20/11/2026"]],
    "table": {"title": "Thu, chi (triệu đồng)", "head": ["Khoản", "Số"], "rows": [["Thu", "12.000"], ["Chi", "9.000"]]},
    "link": "https://phuongmau.example/cong-khai/mau/",
    "posted": "Niêm yết 30 ngày.",
    "basis": "Điều 11 Luật 10/2022/QH15.",
    "qr": "https://phuongmau.example/cong-khai/mau/",
}
SHEET = {
    "agency": "Phường Mẫu",
    "name": "Chứng thực bản sao",
    "official": "Chứng thực bản sao từ bản chính",
    "code": "2.000815",
    "checklist": ["Bản chính giấy tờ cần sao", "Bản photo, nếu đã có"],
    "had": [True, False],
    "mistakes": ["Chỉ mang bản photo"],
    "due": "thứ Hai 23/11/2026",
    "fees": ["2.000 đ/trang"],
    "where": [["Trụ sở phường Mẫu", "7:30-11:30"]],
    "source": "Cổng Dịch vụ công quốc gia (mẫu)",
    "on": "thứ Hai 23/11/2026",
    "address": "https://phuongmau.example/thu-tuc/2.000815/",
    "qr": "https://phuongmau.example/thu-tuc/2.000815/",
}
PAPERS = {"bien-nhan": RECEIPT, "cong-van": LETTER, "so": BOOK, "thu-tuc": SHEET, "to-niem-yet": NOTICE}
