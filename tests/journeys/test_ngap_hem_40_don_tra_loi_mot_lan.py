"""A flooded alley: forty-one letters, one answer; each who wrote reads it with their own code and confirmation."""

from playwright.sync_api import expect

from gandan.cases import actions, queries
from gandan.cases.actions import telling
from gandan.cases.models import Case, Link
from gandan.cases.queries.receipts import pin
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.notifications.models import Message
from tests.cases import make as cases

from .make import fits, sign_in

ANSWER = "Đã hút bùn, thay nắp cống; đợt mưa sau nước rút trong 15 phút."


def test_forty_letters_about_one_flood_are_answered_once(visitor, ward, axe):
    plans = [cases.planned(number) for number in range(41)]
    codes = [receipt.code for receipt in actions.submit_many(plans, Actor.system("test"))]
    officer = visitor()
    sign_in(officer, Role.PETITION_OFFICER)
    merge_all(officer, axe)
    main = Link.objects.first().other.code
    twins = [code for code in codes if code != main]
    assert Case.objects.filter(state="merged_duplicate").count() == 40

    officer.goto(f"/ban-lam-viec/viec/{main}/")
    officer.get_by_role("link", name="Mọi người cùng gửi").click()
    expect(officer.get_by_role("heading", level=1)).to_have_text("40 đơn đã gộp")
    axe(officer)
    fits(officer)
    officer.goto(f"/ban-lam-viec/viec/{main}/")
    officer.get_by_role("button", name="Bắt đầu xác minh").click()
    expect(officer.get_by_text("Đã ghi: Bắt đầu xác minh.")).to_be_visible()
    officer.get_by_label("Nội dung trả lời công khai").fill(ANSWER)
    officer.get_by_label("Đã giải quyết xong").check()
    officer.get_by_label("Số văn bản").fill("12/UBND")
    officer.get_by_role("region", name="Trả lời").get_by_role("button", name="Trả lời").click()
    expect(officer.get_by_text("Đã ghi: Trả lời.")).to_be_visible()

    telling.tell_duplicates(main, Case.objects.get(code=main).last_number)
    assert Message.objects.filter(subject__contains="có trả lời").count() == 41
    for code in twins:
        assert queries.confirmed_view(code).answer.text == ANSWER
    one = visitor(width=390)
    one.goto(f"/tra-cuu/{twins[7]}/")
    expect(one.get_by_text(ANSWER)).to_have_count(0), "the code alone shows no content"
    one.goto(f"/tra-cuu/{twins[7]}/?xac-nhan={pin(twins[7])}")
    expect(one.get_by_text(ANSWER).first).to_be_visible()
    fits(one)


def merge_all(officer, axe) -> None:
    """The whole filtered list at once, after a look at what will happen."""
    officer.goto("/ban-lam-viec/viec/?q=ngap")
    officer.get_by_label("Cả danh sách đang lọc").check()
    officer.get_by_role("button", name="Gộp vào…").click()
    expect(officer.get_by_text("41 việc đã chọn")).to_be_visible()
    officer.get_by_role("button", name="Xem trước").click()
    expect(officer.get_by_text("Sẽ làm 40 trong 41 việc")).to_be_visible()
    axe(officer)
    fits(officer)
    officer.get_by_role("button", name="Làm 40 việc").click()
    expect(officer.get_by_text("Đã xong 40 việc.")).to_be_visible()
