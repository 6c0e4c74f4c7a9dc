"""The queue's door: whose it is, in which order, by which filters; giving work; one's own views."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from gandan.cases.models import Case, Entry
from gandan.cases.types import PartyInput
from gandan.core import clock
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_desk.make import QUEUE, client_of, text_of
from tests.directory import make as directory


def subjects(response) -> list[str]:
    return [row.subject for row in response.context["page"].rows]


def due_in(days: int, **changes) -> Case:
    """A case whose place in the queue is set by hand, so that the order is known."""
    case = make.a_case(place=None, **changes)
    case.queue_on = case.due_on = clock.today() + timedelta(days=days)
    case.save()
    return case


# --- whose ---


@pytest.mark.parametrize("role", [Role.COUNTER_OFFICER, Role.PETITION_OFFICER, Role.LEADER])
def test_officers_of_the_ward_see_its_queue(ward, role):
    make.sent()
    assert subjects(client_of(ward, role).get(QUEUE)) == ["Đèn đường hỏng trước hẻm 18"]


def test_a_specialist_sees_what_was_given_to_the_department(ward, officer):
    make.sent(subject="Việc của phường")
    given = make.sent(subject="Việc của phòng").code
    officer.post(f"{QUEUE}phan-cong/", {"code": [given], "to": f"o:{ward.department.pk}"})
    specialist = client_of(ward, Role.SPECIALIST)
    assert subjects(specialist.get(QUEUE)) == ["Việc của phòng"]
    assert "Giao cho" not in text_of(specialist.get(QUEUE)), "who gives no work is not offered to"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.VOLUNTEER])
def test_who_does_not_work_on_cases_sees_none(ward, role):
    make.sent()
    client = client_of(directory.an_officer(role, ward.unit))
    assert subjects(client.get(QUEUE)) == []
    assert "Không còn việc nào đang mở" in text_of(client.get(QUEUE))


def test_another_ward_sees_nothing_of_it(ward):
    make.sent()
    other = make.a_ward_at_work("26743", "Phường Bến Thành")
    assert subjects(client_of(other, Role.LEADER).get(QUEUE)) == []


def test_strangers_are_sent_to_sign_in():
    response = Client().get(QUEUE)
    assert (response.status_code, response["Location"]) == (302, f"/tai-khoan/login/?next={QUEUE}")


# --- in which order, by which filters ---


def test_the_earliest_legal_clock_stands_first(ward, officer):
    for days, subject in ((5, "còn xa"), (-2, "quá hạn"), (0, "hôm nay")):
        due_in(days, subject=subject)
    page = officer.get(QUEUE)
    assert subjects(page) == ["quá hạn", "hôm nay", "còn xa"]
    assert "Quy chế mẫu của phường, Đ.9" in text_of(page), "each clock says on what it rests"


def test_the_saved_views_that_everybody_has(ward, officer):
    due_in(-1, subject="trễ hạn")
    due_in(30, subject="còn lâu")
    mine = due_in(10, subject="của tôi").code
    officer.post(f"{QUEUE}phan-cong/", {"code": [mine], "to": f"p:{ward.officer.person}"})
    paused = due_in(12, subject="chờ dân").code
    make.do(paused, "start_verification", ward.officer)
    make.do(paused, "request_information", ward.officer, text="Số nhà mấy?")
    drafted = due_in(20, subject="chờ duyệt").code
    make.do(drafted, "start_verification", ward.officer)
    make.do(drafted, "submit_draft", ward.officer, text="Đã sửa.", document_number="1")

    def of(tab: str) -> list[str]:
        return sorted(subjects(officer.get(QUEUE, {"tab": tab})))

    assert of("late") == ["trễ hạn"]
    assert of("mine") == ["của tôi"]
    assert of("paused") == ["chờ dân"]
    assert of("approval") == ["chờ duyệt"]
    assert "của tôi" not in of("unassigned")
    assert len(of("all")) == 5
    counts = {tab["label"]: tab["count"] for tab in officer.get(QUEUE).context["tabs"]}
    assert (counts["Đang mở"], counts["Quá hạn"], counts["Việc của tôi"]) == ("5", "1", "1")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"field": "construction"}, ["Xà bần"]),
        ({"type": "complaint"}, ["Khiếu nại quyết định tháo dỡ mái che"]),
        ({"q": "xa ban"}, ["Xà bần"]),
        ({"q": "XÀ BẦN"}, ["Xà bần"]),
        ({"q": "hẻm 18"}, ["Đèn tắt"]),
        ({"field": "construction", "q": "đèn"}, []),
        ({"neighbourhood": "26740-kp3"}, ["Đèn tắt"]),
    ],
)
def test_filters(ward, officer, asked, found):
    make.sent(subject="Đèn tắt", place=None, neighbourhood="26740-kp3")
    make.sent(subject="Xà bần", content="Đổ xà bần ban đêm lên vỉa hè.", field="construction", address="9 Lê Lợi")
    make.sent(make.a_complaint(field="projects"))
    assert sorted(subjects(officer.get(QUEUE, asked))) == sorted(found)


def test_a_code_leads_to_its_case_even_at_rest(ward, officer):
    code = make.answered(ward).code
    assert subjects(officer.get(QUEUE)) == []
    assert [row.code for row in officer.get(QUEUE, {"q": code.lower().replace("-", " ")}).context["page"].rows] == [
        code
    ]


@pytest.mark.parametrize(
    "nonsense",
    [
        "tab=x",
        "field=' OR 1=1 --",
        "after=../../etc",
        "after=-2026-99-99.1",
        "q=" + "đ" * 199,
        "unit=%F0%9F%98%80",
    ],
)
def test_nonsense_in_the_address_is_no_error(ward, officer, nonsense):
    make.sent()
    assert officer.get(f"{QUEUE}?{nonsense}").status_code == 200


def test_the_empty_list_says_what_to_do_next(ward, officer):
    assert "Không còn việc nào đang mở" in text_of(officer.get(QUEUE))
    assert "Xem tất cả việc đang mở" in text_of(officer.get(QUEUE, {"tab": "late"}))
    assert "Không có việc nào khớp bộ lọc" in text_of(officer.get(QUEUE, {"q": "không có"}))


def test_pages_go_by_key_there_and_back(ward, officer):
    for number in range(53):
        due_in(number, subject=f"việc {number:02}")
    first = officer.get(QUEUE)
    assert subjects(first) == [f"việc {number:02}" for number in range(25)]
    second = officer.get(QUEUE + first.context["pages"]["next"])
    third = officer.get(QUEUE + second.context["pages"]["next"])
    assert subjects(third) == [f"việc {number:02}" for number in range(50, 53)]
    assert not third.context["pages"]["next"]
    back = officer.get(QUEUE + third.context["pages"]["prev"])
    assert subjects(back) == subjects(second)
    # Something is answered meanwhile: nobody is skipped.
    Case.objects.filter(subject="việc 03").update(open=False)
    assert subjects(officer.get(QUEUE + first.context["pages"]["next"])) == subjects(second)


def test_a_denunciation_shows_nothing_but_that_it_is_there(ward, officer):
    case = make.a_case(subject="Ông X nhận tiền", party=PartyInput(name="Bà Hai (mẫu)", sealed=True))
    page = officer.get(QUEUE).content.decode()
    assert case.code in page
    assert "Bà Hai" not in page


def test_few_queries_however_many_cases(ward, officer, django_assert_max_num_queries):
    for number in range(30):
        code = make.sent(subject=f"việc {number}", place=None).code
        if number % 3 == 0:
            officer.post(f"{QUEUE}phan-cong/", {"code": [code], "to": f"o:{ward.department.pk}"})
    officer.post(f"{QUEUE}luu-bo-loc/", {"name": "Xây dựng", "query": "field=construction"})
    officer.get(QUEUE)
    with django_assert_max_num_queries(12):
        assert officer.get(QUEUE).status_code == 200
    with django_assert_max_num_queries(12):
        assert officer.get(QUEUE, {"tab": "soon", "field": "infrastructure"}).status_code == 200
    with django_assert_max_num_queries(13):  # words are looked up in their own index first
        assert officer.get(QUEUE, {"q": "viec"}).status_code == 200


# --- giving work ---


def test_several_at_once_and_each_says_how_it_went(ward, officer):
    codes = [make.sent(place=None).code for _ in range(3)]
    make.do(codes[2], "start_verification", ward.officer)
    make.do(codes[2], "answer", ward.officer, text="Xong.", result="done", document_number="1")
    page = officer.post(f"{QUEUE}phan-cong/", {"code": codes, "to": f"p:{ward.specialist.person}"}, follow=True)
    assert "Đã phân công 2 việc." in text_of(page)
    assert f"{codes[2]}: Không phân công được khi" in text_of(page)
    assert Case.objects.filter(assigned_to=ward.specialist.person).count() == 2


def test_what_moved_on_since_the_list_was_drawn_is_left_alone(ward, officer):
    code = make.sent(place=None).code
    make.do(code, "note", ward.leader, text="Để tôi hỏi.")
    posted = {"code": [code], "seen": [f"{code}=1"], "to": f"o:{ward.department.pk}"}
    page = officer.post(f"{QUEUE}phan-cong/", posted, follow=True)
    assert "Vừa có người khác cập nhật" in text_of(page)
    assert Case.objects.get().assigned_unit is None


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"to": "o:1"}, "Chọn ít nhất một việc"),
        ({"code": ["SG26-0000-0000"], "to": ""}, "Chọn người hoặc bộ phận nhận việc."),
        ({"code": ["SG26-0000-0000"], "to": "x:1; DROP TABLE"}, "Chọn người hoặc bộ phận nhận việc."),
        ({"code": ["SG26-0000-0000"], "to": "o:999999"}, "Không có vụ việc mang mã này."),
    ],
)
def test_a_wrong_choice_is_told_and_nothing_is_given(ward, officer, posted, words):
    make.sent()
    assert words in text_of(officer.post(f"{QUEUE}phan-cong/", posted, follow=True))
    assert not Entry.objects.filter(action="assign").exists()


def test_people_of_another_ward_cannot_be_asked(ward, officer):
    code = make.sent().code
    other = make.a_ward_at_work("26743", "Phường Bến Thành")
    page = officer.post(f"{QUEUE}phan-cong/", {"code": [code], "to": f"p:{other.officer.person}"}, follow=True)
    assert "không thuộc Phường Sài Gòn" in text_of(page)


def test_it_goes_back_to_the_list_as_it_was_and_nowhere_else(ward, officer):
    code = make.sent().code
    posted = {"code": [code], "to": f"o:{ward.department.pk}"}
    there = officer.post(f"{QUEUE}phan-cong/", {**posted, "next": f"{QUEUE}?tab=late&q=đèn"})
    assert (there.status_code, there["Location"]) == (303, f"{QUEUE}?tab=late&q=%C4%91%C3%A8n")
    away = officer.post(f"{QUEUE}phan-cong/", {**posted, "next": "https://ke.la/?tab=late"})
    assert away["Location"] == f"{QUEUE}?tab=late"


@pytest.mark.parametrize("address", ["phan-cong/", "luu-bo-loc/", "bo-bo-loc/"])
def test_an_address_that_is_only_posted_leads_back_to_the_queue(ward, officer, address):
    assert officer.get(QUEUE + address)["Location"] == QUEUE


# --- one's own views ---


def test_a_filter_is_kept_under_a_name_shown_and_dropped(ward, officer):
    make.sent()
    saved = officer.post(f"{QUEUE}luu-bo-loc/", {"name": "Đèn quá hạn", "query": "tab=late&q=đèn"})
    assert saved["Location"] == f"{QUEUE}?tab=late&q=%C4%91%C3%A8n"
    page = officer.get(saved["Location"])
    assert "Đèn quá hạn" in text_of(page)
    assert "Đèn quá hạn" not in text_of(client_of(ward, Role.LEADER).get(QUEUE)), "it is one's own"
    officer.post(f"{QUEUE}bo-bo-loc/", {"name": "Đèn quá hạn"})
    assert "Đèn quá hạn" not in text_of(officer.get(QUEUE))


def test_the_view_that_is_open_is_known_by_its_name(ward, officer):
    officer.post(f"{QUEUE}luu-bo-loc/", {"name": "Đèn", "query": "tab=all&q=den"})
    assert "Đã lưu là “Đèn”." in text_of(officer.get(QUEUE, {"q": "den"}))


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_filter_needs_a_name(ward, officer, name):
    page = officer.post(f"{QUEUE}luu-bo-loc/", {"name": name, "query": ""}, follow=True)
    assert "Đặt tên cho bộ lọc" in text_of(page)


def test_twenty_views_are_enough(ward, officer):
    for number in range(20):
        officer.post(f"{QUEUE}luu-bo-loc/", {"name": f"lọc {number}", "query": "q=x"})
    page = officer.post(f"{QUEUE}luu-bo-loc/", {"name": "một nữa", "query": "q=x"})
    assert page.status_code == 422
    assert "Đã có 20 bộ lọc" in text_of(page)


# --- in English ---


def test_in_english(ward):
    make.sent()
    page = text_of(client_of(ward, Role.PETITION_OFFICER, **{"Accept-Language": "en"}).get(QUEUE))
    for words in ("Inbox", "Field report", "5 working days left", "Nobody yet", "Assign to"):
        assert words in page
    for words in ("Hàng việc", "Phân công", "Người xử lý", "Bộ lọc", "Thời hạn"):
        assert words not in page
