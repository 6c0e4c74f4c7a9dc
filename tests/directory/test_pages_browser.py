"""The directory's pages in Chromium: readable for everybody, on a phone too; and a ward that is merged."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from gandan.cases.models import Case
from gandan.directory import actions
from gandan.directory.types import Actor
from gandan.law.types import Role
from tests.cases import make as cases

from . import make


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ward(transactional_db):
    return cases.a_ward_at_work()


def sign_in(page, username):
    page.goto("/tai-khoan/login/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(username)
    page.get_by_label("Mật khẩu").fill(make.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/ban-lam-viec/**")


def no_wider_than_the_screen(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"


OPEN = ["/tai-khoan/login/", "/tai-khoan/password/reset/", "/vao-vai/"]
OWN = [
    "/tai-khoan/logout/",
    "/tai-khoan/2fa/",
    "/tai-khoan/sessions/",
    "/tai-khoan/password/change/",
    "/ban-lam-viec/vang-mat/",
]
ADMINISTRATION = [
    "/ban-lam-viec/nhan-su/",
    "/ban-lam-viec/nhan-su/them/",
    "/ban-lam-viec/nhan-su/{person}/",
    "/ban-lam-viec/don-vi/",
    "/ban-lam-viec/don-vi/26740/",
    "/ban-lam-viec/don-vi/26740/ket-thuc/",
]


@pytest.mark.audit  # tests/journeys looks at each page once
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_accessible_at_both_widths(ward, visitor, axe, width):
    make.an_officer(Role.ADMINISTRATOR, ward.unit, "quan.tri", "Quản trị viên")
    actions.install("26740", demo=True, actor=Actor.system("test"))
    page = visitor(width=width)
    for address in OPEN:
        assert page.goto(address).status == 200
        axe(page)
        no_wider_than_the_screen(page)
    sign_in(page, "quan.tri")
    person = ward.accounts[Role.LEADER].person_id
    for address in OWN + ADMINISTRATION:
        assert page.goto(address.format(person=person)).status == 200, address
        axe(page)
        no_wider_than_the_screen(page)


def test_too_many_wrong_passwords_on_a_phone(ward, phone, axe):
    for _try in range(6):
        phone.goto("/tai-khoan/login/")
        phone.get_by_label("Tên đăng nhập hoặc thư điện tử").fill("leader.26740")
        phone.get_by_label("Mật khẩu").fill("sai-roi-ban-oi")
        with phone.expect_response(lambda answer: answer.request.method == "POST"):
            phone.get_by_role("button", name="Đăng nhập").click()
    expect(phone.get_by_role("heading", name="Sai nhiều lần, tạm dừng đăng nhập")).to_be_visible()
    axe(phone)


def test_a_ward_is_merged_and_its_open_cases_move(ward, page, visitor, axe):
    other = cases.a_ward_at_work("26743", "Phường Bến Thành")
    make.an_officer(Role.ADMINISTRATOR, make.a_city(), "tp.quan.tri", "Quản trị viên thành phố")
    lamp = cases.a_case(place=None)
    sign_in(page, "tp.quan.tri")
    page.goto("/ban-lam-viec/don-vi/26740/ket-thuc/")
    page.get_by_label("Đơn vị mới bắt đầu từ ngày").fill(make.today().isoformat())
    page.get_by_label("Mã đơn vị kế tiếp").fill("26743")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("row", name="Vụ việc đang mở").get_by_role("cell").first).to_have_text("1")
    expect(page.get_by_text(lamp.code)).to_be_visible()
    axe(page)
    assert Case.objects.get().unit.code == "26740", "the preview moves nothing"
    page.get_by_role("button", name="Xác nhận kết thúc và chuyển").click()
    expect(page.get_by_text("Đã kết thúc ngày")).to_be_visible()

    officer = visitor()
    sign_in(officer, "petition-officer.26743")
    officer.goto("/ban-lam-viec/viec/?tab=all")
    expect(officer.get_by_text("Đèn đường hỏng trước hẻm 18")).to_be_visible()
    assert Case.objects.get().unit == other.unit
    resident = visitor(width=390)
    resident.goto(f"/tra-cuu/{lamp.code}/")
    expect(resident.get_by_text("Phường Bến Thành").first).to_be_visible()
