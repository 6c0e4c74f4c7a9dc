"""Which unit an address belongs to: as people write addresses, with names of today and of before July 2025."""

from datetime import date

import pytest

from gandan.directory import queries
from gandan.directory.models import Succession
from gandan.directory.rules.addresses import named_in
from gandan.directory.types import SuccessionKind
from tests.directory.make import a_city, a_unit, a_ward

LAST = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("45 Lê Lợi, P. Bến Nghé, Q.1, TP.HCM", ["phuong ben nghe", "quan 1", "thanh pho ho chi minh"]),
        ("45 le loi phuong ben nghe quan 1 tphcm", ["phuong ben nghe", "quan 1", "thanh pho ho chi minh"]),
        ("12/3 đường số 5, P.06 Q.3", ["phuong 6", "quan 3"]),
        ("12/3 đường số 5, p6, q 3", ["phuong 6", "quan 3"]),
        ("Thôn Đoài, xã Thư Lâm, huyện Đông Anh, Hà Nội", ["xa thu lam", "huyen dong anh", "ha noi"]),
        ("TT. Côn Đảo", ["thi tran con dao"]),
        ("Nguyễn Thái Bình, Bến Thành, Quận 1", ["ben thanh", "quan 1"]),
        ("Xa lộ Hà Nội", []),
        ("trước nhà 45 Lê Lợi", []),
        ("Lô H 12A", []),
        ("", []),
    ],
)
def test_what_an_address_names(address, named):
    assert [each.full for each in named_in(address)] == named


@pytest.fixture
def city(db):
    """Sài Gòn took over Bến Nghé of Quận 1; Xuân Hoà and Bàn Cờ took over wards called by numbers; others far away."""
    city, saigon = a_city(), a_ward()
    first = a_unit("760", "Quận 1", city, valid_to=LAST)
    third = a_unit("770", "Quận 3", city, valid_to=LAST)
    heirs = {"27139": a_ward("27139", "Phường Xuân Hoà"), "27154": a_ward("27154", "Phường Bàn Cờ"), "26740": saigon}
    for code, name, above, heir in (
        ("26740@2025", "Phường Bến Nghé", first, "26740"),
        ("27138", "Phường 6", third, "27139"),
        ("27141", "Phường 2", third, "27154"),
    ):
        old = a_unit(code, name, above, valid_to=LAST)
        Succession.objects.create(predecessor=old, successor=heirs[heir], on=date(2025, 7, 1), takes_open_work=True,
                                  kind=SuccessionKind.MERGE.value)  # fmt: skip
    capital = a_unit("01", "Thành phố Hà Nội")
    a_unit("00070", "Phường Hoàn Kiếm", capital)
    a_ward("26737", "Phường Tân Định")
    a_unit("00999", "Phường Tân Định", capital)
    return queries.the_unit("26740")


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("45 Lê Lợi, P. Bến Nghé, Q.1, TP.HCM", ["26740"]),
        ("45 Lê Lợi, phường Sài Gòn", ["26740"]),
        ("12 Lý Chính Thắng, P.6, Q.3", ["27139"]),
        ("5 hẻm 7, phường 2, quận 3", ["27154"]),
        ("3 Hàng Bài, Hoàn Kiếm, Hà Nội", ["00070"]),
        ("9 Hai Bà Trưng, phường Tân Định", ["26737"]),
        ("9 phố X, phường Tân Định, Hà Nội", ["00999"]),
        ("Tân Định", []),  # a street, for all we know
        ("3 phường Tân Định, tỉnh Khánh Hoà", []),  # there is none
        ("trước chợ, Quận 1", []),
        ("phường Không Có", []),
    ],
)
def test_the_unit_of_today(city, address, codes, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert [match.view.code for match in queries.units_of_address(address, city)] == codes


def test_it_says_what_it_was_called(city):
    (found,) = queries.units_of_address("45 Lê Lợi, Bến Nghé, Quận 1", city)
    assert (found.view.name, found.formerly) == ("Phường Sài Gòn", "Phường Bến Nghé")
