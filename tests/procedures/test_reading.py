"""The portal's glued table cells: read where that is certain, else kept as text and named."""

import pytest

from gandan.procedures.queries import copy_fees
from gandan.procedures.rules import copy_fee
from gandan.procedures.rules.reading import read_channels, read_outputs, read_papers
from gandan.procedures.types import FeeKind, Time, Way

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"


@pytest.mark.parametrize(
    ("row", "way", "number", "unit", "fee", "amount"),
    [
        ("Trực tiếp7 NgàyKhông có thông tinTại trụ sở", Way.COUNTER, 7, Time.CALENDAR, FeeKind.UNKNOWN, 0),
        ("Trực tuyến5 Ngày làm việcMiễn phí", Way.ONLINE, 5, Time.WORKING, FeeKind.FREE, 0),
        ("Dịch vụ bưu chính2 Ngày làm việc70,000 VNĐ(/giấy)", Way.POST, 2, Time.WORKING, FeeKind.AMOUNT, 70000),
        ("Trực tiếp1 GiờMiễn phí(Không)", Way.COUNTER, 1, Time.HOURS, FeeKind.FREE, 0),
        ("Trực tiếpKhông có thông tin10 USD(/bản)", Way.COUNTER, None, None, FeeKind.AMOUNT, 10),
        ("Trực tiếp3 NgàyMiễn phí(Hội đồng nhân dân tỉnh quyết)", Way.COUNTER, 3, Time.CALENDAR, FeeKind.LOCAL, 0),
    ],
)  # fmt: skip
def test_a_row_that_is_certain(row, way, number, unit, fee, amount):
    unread = []
    (channel,) = read_channels(HEAD + row, unread)
    assert (channel.way, channel.number, channel.unit) == (way, number, unit)
    assert (channel.fee.kind, channel.fee.amount) == (fee, amount)
    assert not unread


@pytest.mark.parametrize(
    ("row", "part", "why"),
    [
        ("Trực tiếp5Miễn phí", "time", "không có đơn vị"),
        ("Trực tuyến120 VNĐ(20.000 đ/tờ khai)", "time", "liền nhau"),
        ("Trực tuyến15 Ngày20 VNĐ(20.000 vnđ /tờ khai)", "fee", "không hợp lý"),
        ("Trực tiếp999 NgàyMiễn phí", "time", "không đọc được"),
        ("Gửi thư", "channels", "không nhận ra"),
    ],
)
def test_what_is_not_certain_is_named_and_not_guessed(row, part, why):
    unread = []
    channels = read_channels(HEAD + row, unread)
    assert [(each.part, why in each.why) for each in unread] == [(part, True)]
    if part == "time":
        assert channels[0].number is None
    if part == "fee":
        assert channels[0].fee.kind is FeeKind.UNKNOWN
        assert "20" in channels[0].fee.note, "what the source says is still shown"


def test_papers_in_groups_with_their_forms():
    unread = []
    told = (
        "--Tên giấy tờMẫu đơn, tờ khaiSố lượngPhiếu khai báo (mẫu NA17)101-Mau A17.doc1 bản chính"
        "Hộ chiếu0 bản chính,1 bản saoTrường hợp ủy quyền:Tên giấy tờMẫu đơn, tờ khaiSố lượngGiấy ủy quyền1 bản chính"
    )
    own, proxy = read_papers(told, unread)
    assert (own.case, proxy.case) == ("", "Trường hợp ủy quyền")
    assert [(p.name, p.form, p.originals, p.copies) for p in own.papers] == [
        ("Phiếu khai báo (mẫu NA17)", "101-Mau A17.doc", 1, 0),
        ("Hộ chiếu", "", 0, 1),
    ]
    assert [p.name for p in proxy.papers] == ["Giấy ủy quyền"]
    assert not unread


def test_a_file_behind_a_full_stop_is_no_part_of_the_name():
    head = "--Tên giấy tờMẫu đơn, tờ khaiSố lượng"
    (group,) = read_papers(f"{head}Tờ khai (Mẫu CT01 theo 53/2025/TT-BCA).1.MuCT01theoThngts53.doc1 bản chính", [])
    assert [(p.name, p.form) for p in group.papers] == [
        ("Tờ khai (Mẫu CT01 theo 53/2025/TT-BCA)", "1.MuCT01theoThngts53.doc")
    ]


def test_a_number_glued_to_a_year_is_not_taken_for_a_number_of_copies():
    unread = []
    (group,) = read_papers("--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn theo Nghị định ngày 25/6/20241 bản chính", unread)
    assert group.papers[0].originals is None
    assert unread[0].part == "papers"


def test_results_without_the_page_around_them():
    told = "Biển số xeMã: KQ.G01.000015Giấy đăng ký xeMã: KQ.G01.000014Từ khóaKhông có thông tinNộp hồ sơ"
    assert read_outputs(told) == ["Biển số xe", "Giấy đăng ký xe"]


@pytest.mark.parametrize(
    ("pages", "copies", "fee"),
    [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (10, 1, 12000), (10, 3, 36000), (197, 1, 199000), (198, 1, 200000),
     (500, 2, 400000)],
)  # fmt: skip
def test_the_fee_of_certified_copies(pages, copies, fee):
    assert copy_fee(copy_fees()["2.000815"], pages, copies) == fee
