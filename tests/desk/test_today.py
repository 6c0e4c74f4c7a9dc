"""The morning: six figures that open their records, what comes first, what is new; and one's own account."""

from datetime import timedelta

import pytest

from gandan.cases.models import Case
from gandan.core import clock
from gandan.disclosures import actions as disclosures
from gandan.law.types import Role
from gandan.news import actions as newsroom
from gandan.news.types import Step
from tests.cases import make
from tests.cases.doors_desk.make import QUEUE, client_of, page_of, post, text_of
from tests.directory import make as directory
from tests.disclosures import make as disclosed
from tests.news import make as news

TODAY = "/ban-lam-viec/"
ACCOUNT = "/ban-lam-viec/tai-khoan-cua-toi/"


def figures(client) -> dict[str, str]:
    return {each["tab"]: str(each["n"]) for each in client.get(TODAY).context["figures"]}


def test_six_figures_agree_with_the_lists_they_open(ward, officer):
    codes = [make.sent(place=None).code for _ in range(3)]
    late = Case.objects.get(code=codes[0])
    late.queue_on = late.due_on = clock.today() - timedelta(days=1)
    late.save()
    officer.post(f"{QUEUE}phan-cong/", {"code": [codes[1]], "to": f"p:{ward.officer.person}"})
    found = figures(officer)
    assert found == {"late": "1", "soon": "0", "unassigned": "2", "paused": "0", "mine": "1", "all": "3"}
    for tab, number in found.items():
        assert str(len(officer.get(QUEUE, {"tab": tab}).context["page"].rows)) == number


def test_a_leader_counts_what_waits_for_approval(ward, officer):
    code = make.sent(place=None).code
    make.do(code, "start_verification", ward.officer)
    post(officer, code, "submit_draft", text="Đã sửa.", document_number="1")
    assert figures(client_of(ward, Role.LEADER))["approval"] == "1"


def test_ones_own_work_comes_first_else_that_of_the_unit(ward, officer):
    code = make.sent(subject="Nắp cống vỡ", place=None).code
    assert "Việc của đơn vị, hạn gần nhất trước" in text_of(officer.get(TODAY))
    assert "Nắp cống vỡ" in text_of(officer.get(TODAY))
    officer.post(f"{page_of(code)}phan-cong/", {"to": f"p:{ward.officer.person}"})
    assert "Việc của tôi, hạn gần nhất trước" in text_of(officer.get(TODAY))


def test_what_was_given_to_someone_is_new_to_them(ward, officer):
    code = make.sent(subject="Nắp cống vỡ", place=None).code
    officer.post(f"{page_of(code)}phan-cong/", {"to": f"p:{ward.specialist.person}"})
    page = client_of(ward, Role.SPECIALIST).get(TODAY)
    assert code in text_of(page)
    assert page.context["notices"]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR])
def test_who_works_on_no_cases_sees_no_figures_but_what_waits_elsewhere(ward, role):
    make.sent()
    page = client_of(directory.an_officer(role, ward.unit)).get(TODAY)
    assert page.status_code == 200
    assert "figures" not in page.context
    assert "Không có việc nào chờ bạn" in text_of(page)
    assert QUEUE not in page.content.decode()  # neither in the rail nor to search: they would always find nothing
    assert QUEUE in client_of(ward, Role.SPECIALIST).get(TODAY).content.decode()


def test_what_waits_in_other_rooms_is_named_with_its_number_and_the_list_it_opens(ward, officer):
    late = disclosures.draft(disclosed.a_budget(decision_on=disclosed.days_ago(60)), ward.leader, ward.unit.code)
    editor = news.an_editor(ward.unit)
    article = news.a_draft(editor)
    newsroom.take(article, Step.SEND, editor)
    leader = client_of(ward, Role.LEADER)
    page = leader.get(TODAY)
    lines = {str(line.label): line for line in page.context["waiting"]}
    assert set(lines) == {"Nội dung chờ công khai", "Bài chờ duyệt đăng"}
    waiting = lines["Nội dung chờ công khai"]
    assert (waiting.number, waiting.clock.state, waiting.where) == (1, "late", ward.unit.name)
    shown = [row.latest.code for row in leader.get(waiting.href).context["rows"]]
    assert shown == [late]
    assert [row.id for row in leader.get(lines["Bài chờ duyệt đăng"].href).context["page"].rows] == [article]
    assert client_of(ward, Role.SPECIALIST).get(TODAY).context["waiting"] == []  # what is theirs to do, nothing else


def test_an_account_without_any_post_can_still_look(ward):
    page = client_of(directory.an_account("nguoi.moi"))
    assert "Chưa được giao vai trò nào" in text_of(page.get(ACCOUNT))
    assert page.get(TODAY).status_code == 200


def test_few_queries(ward, officer, django_assert_max_num_queries):
    for number in range(12):
        make.sent(subject=f"việc {number}", place=None)
    officer.get(TODAY)
    leader = client_of(ward, Role.LEADER)
    leader.get(TODAY)
    for client in (officer, leader):
        with django_assert_max_num_queries(15):
            client.get(TODAY)
    with django_assert_max_num_queries(6):
        officer.get(ACCOUNT)


def test_the_account_tells_the_posts_and_where(ward, officer):
    page = text_of(officer.get(ACCOUNT))
    assert "Công chức tiếp dân Phường Sài Gòn" in page
    for words in ("Vắng mặt, ủy quyền", "Đổi mật khẩu", "Xác thực hai bước", "Thiết bị đang đăng nhập", "Đăng xuất"):
        assert words in page


@pytest.mark.parametrize(("address", "words"), [(TODAY, "Overdue"), (ACCOUNT, "My account")])
def test_in_english(ward, address, words):
    make.sent()
    page = text_of(client_of(ward, Role.PETITION_OFFICER, **{"Accept-Language": "en"}).get(address))
    assert words.lower() in page.lower()
    for said in ("Việc của", "Vị trí", "Đăng nhập", "việc quá hạn", "Thông báo"):
        assert said not in page
