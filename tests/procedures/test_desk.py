"""The desk of whoever keeps the catalogue: our words with a reason, hidden and shown, common questions."""

import html
import re
from datetime import date
from pathlib import Path

import pytest

from gandan.audit.models import Entry
from gandan.core.types import NotAllowed
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.procedures import actions, queries
from gandan.procedures.models import PublicAnswer, PublicService
from gandan.search.queries import search
from tests.directory.make import a_ward, an_officer

CUT = Path(__file__).with_name("portal_cut.json")
DESK = "/ban-lam-viec/thu-tuc/"
CODE = "1.000020"  # of which the house says nothing yet
AT = f"{DESK}{CODE}/"


@pytest.fixture
def desk(catalogue, client):
    actions.import_procedures(CUT)
    client.force_login(an_officer(Role.EDITOR, a_ward()))
    return client


def words(**more: object) -> dict[str, object]:
    told = {
        "short": "Đòi bồi thường",
        "lead": "",
        "bring": "Đơn\n\nGiấy tờ chứng minh thiệt hại",
        "mistakes": "Nộp trễ",
    }
    return told | {"said": "nhà nước đền tiền", "intake": "portal", "seen": 1, "reason": "Dân hay hỏi"} | more


def text(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_which_lack_our_words(desk):
    assert CODE in text(desk.get(f"{DESK}?loc=thieu"))
    assert "2.000815" not in text(desk.get(f"{DESK}?loc=thieu"))
    assert "Chứng thực bản sao" in text(desk.get(f"{DESK}?q=sao+y"))
    for only in ("?loc=thieu&q=xyz", "?loc=an"):
        assert "gandan import" not in text(desk.get(f"{DESK}{only}")), "nothing found is not an empty house"


def test_what_was_sought_in_vain_is_filled_in(desk):
    """A procedure is chosen, and the words already stand among its other names, with the reason."""
    listed = desk.get(f"{DESK}?them=nuôi+chó+%26+mèo").content.decode()
    assert f'href="{AT}?them=nu%C3%B4i%20ch%C3%B3%20%26%20m%C3%A8o#id_said"' in listed
    form = desk.get(f"{AT}?them=nuôi+chó+%26+mèo").context["form"]
    assert form.initial["said"].splitlines()[-1] == "nuôi chó & mèo"
    assert "nuôi chó & mèo" in form.initial["reason"]


def test_leaders_look_over_it_and_change_nothing(catalogue, client):
    actions.import_procedures(CUT)
    client.force_login(an_officer(Role.LEADER, a_ward()))
    page = client.get(f"{DESK}?loc=thieu")
    assert CODE in text(page)
    assert f'href="/thu-tuc/{CODE}/"' in page.content.decode()
    assert AT not in page.content.decode()
    actions.set_hidden(CODE, True, actor=Actor.system("test"))
    hidden = client.get(f"{DESK}?loc=an")
    assert CODE in text(hidden)
    assert f'href="/thu-tuc/{CODE}/"' not in hidden.content.decode(), "nothing stands there"
    assert [client.get(AT).status_code, client.post(AT, words()).status_code] == [403, 403]
    assert "Thủ tục" in text(client.get("/ban-lam-viec/"))


def test_new_words_are_a_new_version_that_says_why(desk, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert desk.post(AT, words()).status_code == 303
    new, old = queries.versions(CODE)
    assert (new.number, new.reason) == (2, "Dân hay hỏi")
    changed = {part for part, _before, _after in new.changes}
    assert {"Tên ngắn", "Cần mang theo", "Lỗi thường gặp", "Tên gọi khác"} <= changed
    assert old.number == 1
    assert "Giấy tờ chứng minh thiệt hại" in text(desk.get(f"/thu-tuc/{CODE}/"))
    assert search("nha nuoc den tien", "procedure")[0].key == CODE
    assert Entry.objects.filter(object=f"procedure:{CODE}", verb="procedures.edit").count() == 1
    assert "Dân hay hỏi" in text(desk.get(AT))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reason": " "}, "Ghi lý do sửa"),
        ({"seen": 7}, "Người khác vừa sửa thủ tục này"),
        ({"intake": "x"}, "Chọn nơi nộp hồ sơ."),
        ({"short": "x" * 200}, "160"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_written(desk, change, told):
    answer = desk.post(AT, words(**change))
    assert answer.status_code == 422
    assert told in text(answer)
    assert "Giấy tờ chứng minh thiệt hại" in text(answer)
    assert len(queries.versions(CODE)) == 1


def test_hidden_and_shown_again(desk):
    assert desk.post(f"{AT}an-hien/", {"hidden": "1"}).status_code == 303
    assert desk.get(f"/thu-tuc/{CODE}/").status_code == 404
    assert CODE in text(desk.get(f"{DESK}?loc=an"))
    assert desk.post(f"{AT}an-hien/", {"hidden": "0"}).status_code == 303
    assert desk.get(f"/thu-tuc/{CODE}/").status_code == 200


def test_common_questions_in_our_order(desk):
    for asked in ("Nộp ở đâu?", "Bao lâu có tiền?"):
        assert desk.post(f"{AT}hoi-dap/", {"question": asked, "answer": "Tại quầy <b>số 2</b>."}).status_code == 303
    assert desk.post(f"{AT}hoi-dap/", {"question": "", "answer": ""}).status_code == 422
    first, second = queries.service(CODE).questions
    desk.post(f"{AT}hoi-dap/{second.id}/", {"what": "up"})
    assert [each.id for each in queries.service(CODE).questions] == [second.id, first.id]
    page = desk.get(f"/thu-tuc/{CODE}/").content.decode()
    assert "&lt;b&gt;số 2" in page
    told = {"what": "edit", "question": "Nộp ở quầy nào?", "answer": "Quầy 3."}
    assert desk.post(f"{AT}hoi-dap/{first.id}/", told).status_code == 303
    assert "Nộp ở quầy nào? Quầy 3." in text(desk.get(f"/thu-tuc/{CODE}/"))
    assert desk.post(f"{AT}hoi-dap/{first.id}/", told | {"answer": " "}).status_code == 422
    desk.post(f"{AT}hoi-dap/{first.id}/", {"what": "remove"})
    assert "Nộp ở quầy nào?" not in text(desk.get(f"/thu-tuc/{CODE}/"))
    assert desk.post(f"{AT}hoi-dap/999999/", {"what": "up"}).status_code == 404


def test_an_answer_to_one_becomes_an_answer_to_many(desk, django_assert_max_num_queries):
    service = PublicService.objects.get(code=CODE)
    told = {"question": "Chiều thứ Sáu có nhận không?", "answer": "Có, đến 17 giờ.", "answered_on": date(2026, 11, 2)}
    PublicAnswer.objects.create(key="SG26-0000-0000", procedure=service, **told)
    with django_assert_max_num_queries(15):
        page = desk.get(f"/thu-tuc/{CODE}/")
    assert "Chiều thứ Sáu có nhận không? Có, đến 17 giờ." in text(page)
    assert "/tra-cuu/SG26-0000-0000/" in page.content.decode()
    with django_assert_max_num_queries(15):
        taken = desk.get(f"{AT}?tu=SG26-0000-0000").content.decode()
    assert 'value="Chiều thứ Sáu có nhận không?"' in taken
    assert "Trần Thị Mẫu" not in taken.split("Các bản")[-1]
    desk.post(AT, words())
    assert "Trần Thị Mẫu" in desk.get(AT).content.decode().split("Các bản")[-1], "who wrote it stands there"


def test_who_may_not(catalogue, client):
    client.force_login(an_officer(Role.COUNTER_OFFICER, a_ward()))
    assert client.get(DESK).status_code == 403
    assert client.post(AT, words()).status_code == 403
    with pytest.raises(NotAllowed):
        actions.set_hidden(CODE, True, actor=Actor.resident())
