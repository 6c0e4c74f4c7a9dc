"""A ward is merged while Bà Hai's case is open: the new ward's officer answers it, and her old code still reads it."""

from playwright.sync_api import expect

from gandan.cases.models import Case
from gandan.directory import actions, queries
from gandan.directory.types import SuccessionKind
from gandan.law.types import Role
from tests.cases import make as cases
from tests.directory import make as directory

from .make import fits, sign_in


def test_her_code_and_number_go_on_working_in_the_new_ward(visitor, ward):
    heir = cases.a_ward_at_work("26743", "Phường Bến Thành")
    mine = cases.sent(place=None)
    cases.do(mine.code, "start_verification", ward.officer)
    due = Case.objects.get().due_on
    city = directory.an_officer(Role.ADMINISTRATOR, directory.a_city(), "tp", "Quản trị viên thành phố")
    actions.succeed("26740", ["26743"], directory.today(), SuccessionKind.MERGE, queries.actor_of(city))
    case = Case.objects.get()
    assert (case.code, case.unit, case.due_on) == (mine.code, heir.unit, due), "neither code nor clock changes"

    officer = visitor()
    sign_in(officer, Role.PETITION_OFFICER, "26743")
    officer.get_by_role("link", name="Đèn đường hỏng trước hẻm 18").click()
    expect(officer.get_by_text("Chuyển sang đơn vị kế thừa")).to_be_visible()
    officer.get_by_label("Nội dung trả lời công khai").fill("Phường Bến Thành đã thay bóng đèn.")
    officer.get_by_label("Đã giải quyết xong").check()
    officer.get_by_label("Số văn bản").fill("3/UBND")
    officer.get_by_role("region", name="Trả lời").get_by_role("button", name="Trả lời").click()
    expect(officer.get_by_text("Đã ghi: Trả lời.")).to_be_visible()

    hai = visitor(width=390)
    hai.goto(f"/tra-cuu/{mine.code}/?xac-nhan={mine.pin}")
    expect(hai.get_by_text("Phường Bến Thành đã thay bóng đèn.")).to_be_visible()
    fits(hai)
