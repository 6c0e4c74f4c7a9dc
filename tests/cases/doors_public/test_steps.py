"""`/gui-don/` in three steps, with HTML alone: what, the matter, who; and every way to go wrong between them."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult

from gandan.cases.models import Attachment, Case, Party
from gandan.documents.models import StoredFile
from tests.cases.doors_public.make import CONTENT, a_home, a_picture, posted

pytestmark = pytest.mark.django_db
STEPS = "/gui-don/"
LAMP = "Đèn đường trước hẻm 18 tắt ba đêm nay"


@pytest.fixture(autouse=True)
def home():
    return a_home()


def asked(client, **data):
    return client.post(STEPS, {"unit": "26740", "then": "2", **data})


def matter(**changes):
    """The second step as it is sent on."""
    return posted(sender=None, contact=None, then="3", **changes)


def hidden(page) -> dict[str, list[str]]:
    """What a page sends along unseen, as a browser would."""
    import re
    from html import unescape

    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        found.setdefault(unescape(name[1]), []).append(unescape(value[1]) if value else "")
    return found


def test_words_lead_to_a_kind_and_the_kind_to_the_matter(client):
    page = asked(client, say=LAMP).content.decode()
    assert "Nghe như: Một chỗ cần sửa, cần dọn" in page
    assert "«đèn đường»" in page
    second = asked(client, say=LAMP, type="field-report").content.decode()
    assert "Phản ánh hiện trường" in second
    assert f">\n{LAMP}</textarea>" in second


def test_a_kind_is_never_forced(client):
    second = asked(client, say="Tôi khiếu nại quyết định xử phạt", type="question")
    page = second.content.decode()
    assert second.status_code == 200
    assert "Nghe giống hơn: Không đồng ý với một quyết định" in page
    assert "Bạn vẫn gửi ở đây được" in page
    switched = client.post(STEPS, matter(type="question", content="Tôi khiếu nại quyết định", switch="complaint"))
    assert switched.context["intake"].code == "complaint"
    assert "Tôi khiếu nại quyết định" in switched.content.decode()


def test_without_words_or_choice_the_first_step_asks_again(client):
    page = asked(client, say="")
    assert page.status_code == 422
    assert "Chọn một loại" in page.content.decode()
    assert asked(client, say="", type="task").status_code == 422  # not for residents


def test_words_of_a_denunciation_lead_to_its_own_page_and_are_not_carried_along(client):
    page = asked(client, say="Tôi tố cáo cán bộ vòi tiền").content.decode()
    assert "Nghe như: Báo người có chức vụ làm trái pháp luật" in page
    sealed = asked(client, say="Tôi tố cáo cán bộ vòi tiền", type="denunciation")
    assert "tố cáo" not in sealed.get("Location", "")
    assert "vòi tiền" not in sealed.get("Location", "")
    late = client.post(STEPS, matter(content="Cán bộ địa chính vòi tiền của tôi, nhận hối lộ")).content.decode()
    assert "Nghe như tố cáo" in late
    assert "data-draft-done" in late, "what the device kept of it is dropped"


def test_the_whole_way_with_a_photo(client):
    third = client.post(STEPS, matter(files=[a_picture()]))
    page = third.content.decode()
    assert third.status_code == 200
    assert 'id="id_name"' in page
    assert 'class="err"' not in page, "nothing is complained of before it was asked"
    along = hidden(page)
    assert along["content"] == [CONTENT]
    assert along["address"] == ["45 Lê Lợi"]
    assert len(along["kept"]) == 1
    along.pop("csrfmiddlewaretoken", None)
    done = client.post(STEPS, {**along, "sender": "anonymous", "told": "code", "started": posted()["started"]})
    assert done.status_code == 303
    assert Case.objects.get().content == CONTENT
    assert Attachment.objects.count() == 1


def test_back_and_forth_loses_nothing(client):
    data = matter(files=[a_picture()])
    along = hidden(client.post(STEPS, data).content.decode())
    back = client.post(STEPS, {**along, "to": "2", "name": "Bà Hai (mẫu)", "sender": "named", "contact": "0912345678"})
    page = back.content.decode()
    assert CONTENT in page
    assert "den.png" in page
    again = hidden(page)
    assert again["name"] == ["Bà Hai (mẫu)"]
    assert again["contact"] == ["0912345678"]
    first = client.post(STEPS, {**along, "to": "1", "content": CONTENT}).content.decode()
    assert f">{CONTENT}</textarea>" in first
    assert hidden(first)["address"] == ["45 Lê Lợi"]
    assert StoredFile.objects.count() == 1


def test_a_wrong_matter_stays_at_the_matter(client):
    page = client.post(STEPS, matter(content="", address="gần chợ"))
    assert page.status_code == 422
    assert "Còn 2 chỗ cần sửa" in page.content.decode()
    assert "Ghi họ tên" not in page.content.decode()


def test_a_forged_last_step_is_checked_whole(client):
    """Who skips the second step has it checked all the same, and is led back to it."""
    page = client.post(STEPS, {"type": "field-report", "unit": "26740", "key": "k", "sender": "anonymous"})
    assert page.status_code == 422
    assert 'data-step="2"' in page.content.decode()
    for step in ("9", "", "send", "'; --", "2" * 500):
        assert client.post(STEPS, posted(content="", to=step)).status_code in (422, 200)
    assert not Case.objects.exists()


def test_a_pin_in_another_ward_is_said_before_who_is_asked(client):
    from tests.directory.make import a_ward

    far = a_ward("27094", "Phường An Khánh")
    a_ward("27139", "Phường Xuân Hoà")
    page = client.post(STEPS, matter(unit=far.code, lat="10.7848", lon="106.6896"))
    assert page.status_code == 422
    assert 'name="unit" value="27139"' in page.content.decode()
    on = client.post(STEPS, matter(unit=[far.code, "27139"], lat="10.7848", lon="106.6896"))
    assert on.status_code == 200
    assert on.context["to"].code == "27139"


def test_an_address_in_another_ward_is_said_once_and_never_forced(client):
    from tests.directory.make import a_ward

    a_ward("27139", "Phường Xuân Hoà")
    told = matter(unit="26740", address="12 Lý Chính Thắng, P. Xuân Hoà")
    page = client.post(STEPS, told)
    shown = page.content.decode()
    assert "Địa chỉ bạn ghi có vẻ thuộc nơi khác" in shown
    assert 'name="unit" value="27139"' in shown
    assert "Vẫn gửi đến Phường Sài Gòn" in shown
    switched = client.post(STEPS, {**told, "unit": ["26740", "27139"]})
    assert (switched.context["to"].code, switched.context["step"]) == ("27139", 3)
    stayed = client.post(STEPS, {**told, "seen_units": hidden(shown)["seen_units"][0]})
    assert (stayed.context["to"].code, stayed.context["step"]) == ("26740", 3)
    another = client.post(STEPS, {**told, "seen_units": "26740"})
    assert another.context["step"] == 2, "another address is looked at anew"


def test_a_pin_counts_more_than_the_words_of_an_address(client):
    from tests.directory.make import a_ward

    a_ward("27139", "Phường Xuân Hoà")
    page = client.post(STEPS, matter(unit="26740", address="P. Xuân Hoà", lat="10.7769", lon="106.7009"))
    assert page.context["step"] == 3


# --- several people ---

COMPLAINT = {
    "type": "complaint",
    "content": "Chúng tôi không đồng ý với quyết định tháo dỡ chợ tạm.",
    "act": "Quyết định số 12/QĐ-UBND",
    "wanted": "Hủy quyết định",
    "field": "construction",
    "address": None,
    "sender": "named",
    "name": "Trần Thị Mẫu",
    "contact": "0912345678",
}
FIVE = {f"name_{n}": f"Người Mẫu {n}" for n in range(2, 6)}


def group(people, **more):
    return posted(**COMPLAINT, together="group", people=people, **more)


@pytest.mark.parametrize(("people", "others", "status"), [
    ("3", 0, 303), ("5", 0, 303), ("8", 1, 303), ("10", 2, 422), ("12", 4, 303), ("12", 0, 303), ("4", 4, 422),
    ("", 0, 422), ("1", 0, 422), ("-5", 0, 422), ("mười hai", 0, 422), ("999999999999", 0, 422), ("12; DROP", 0, 422),
])  # fmt: skip
def test_as_many_representatives_as_the_law_says(client, people, others, status):
    named = dict(list(FIVE.items())[:others])
    response = client.post(STEPS, group(people, **named))
    assert response.status_code == status, response.content.decode()[:3000]
    if status == 303:
        assert Party.objects.count() == 1 + others
        assert Case.objects.get().answers["people"] == int(people)
    else:
        assert not Case.objects.exists()
        assert "Điều 29" in response.content.decode()


def test_alone_means_alone_whatever_else_was_typed(client):
    response = client.post(STEPS, posted(**COMPLAINT, together="one", people="12", **FIVE))
    assert response.status_code == 303
    assert Party.objects.count() == 1
    assert "people" not in Case.objects.get().answers


# --- how to be told ---


@pytest.mark.parametrize(("told", "contact", "kept"), [
    ("phone", "0912 345 678", "phone"), ("email", "ten@hop.thu", "email"), ("code", "", "code"),
    ("", "0912345678", "phone"), ("", "ten@hop.thu", "email"),
])  # fmt: skip
def test_told_as_they_chose(client, told, contact, kept):
    assert client.post(STEPS, posted(told=told, contact=contact)).status_code == 303
    assert Party.objects.get().told_by == kept


@pytest.mark.parametrize(("told", "contact"), [
    ("phone", ""), ("phone", "ten@hop.thu"), ("email", "0912345678"), ("sms", "0912345678"), ("pigeon", ""),
])  # fmt: skip
def test_a_way_that_cannot_work_is_said(client, told, contact):
    assert client.post(STEPS, posted(told=told, contact=contact)).status_code == 422


def test_who_wants_no_letters_gets_none(client):
    client.post(STEPS, posted(told="phone", contact="0912345678"))
    client.post(STEPS, posted(told="code", contact="ten@hop.thu"))
    assert not DBTaskResult.objects.filter(task_path__endswith="send_receipt").exists()
    client.post(STEPS, posted(told="email", contact="ten@hop.thu"))
    assert DBTaskResult.objects.filter(task_path__endswith="send_receipt").count() == 1


# --- bad input, once for each step ---

NASTY = [
    "<script>alert(1)</script>",
    "'; DROP TABLE cases_case; --",
    "e\u0301" * 50,
    "😀" * 200,
    "\x00\x07",
    "{{ 7*7 }}",
]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("step", ["1", "2", "3"])
def test_nasty_words_are_text_at_every_step(client, text, step):
    data = posted(content=text + " đủ mười chữ", say=text, name=text, address=f"45 {text}", to=step, seen_near=text)
    page = client.post(STEPS, data)
    assert page.status_code in (200, 422)
    assert "<script>alert" not in page.content.decode()
    assert Case.objects.count() == 0
