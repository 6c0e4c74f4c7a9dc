"""Sorting at the desk: choose many, look at what will happen, do it; each one done or says why not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gandan.cases.models import Case, Entry, Link
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_desk.make import client_of, page_of, text_of
from tests.directory import make as directory

SORT = "/ban-lam-viec/viec/sap-xep/"


def chosen(*codes: str, **more: str) -> dict[str, Any]:
    seen = dict(Case.objects.values_list("code", "last_number"))
    return {"row": [f"{code}={seen[code]}" for code in codes]} | more


def a_letter(**changes: Any) -> str:
    return make.sent(type="recommendation", place=None, address="", **changes).code


def test_many_are_merged_after_a_look(ward: make.Ward, officer: Client) -> None:
    main, *twins = (make.sent().code for _ in range(4))
    page = officer.post(f"{SORT}gop/", {"code": [main, *twins]})
    assert page.context["form"]["main_code"].value() in (main, *twins), "the oldest is proposed"
    alone = officer.get(f"{SORT}gop/?code={main}")
    assert not alone.context["form"]["main_code"].value(), "one alone goes into another, never into itself"
    looked = officer.post(f"{SORT}gop/", chosen(main, *twins, main_code=main, do="look"))
    assert "Hồ sơ chính" in text_of(looked)
    assert "Làm 3 việc" in text_of(looked)
    assert Entry.objects.count() == 4, "looking writes nothing"
    done = officer.post(f"{SORT}gop/", chosen(main, *twins, main_code=main, do="do"), follow=True)
    assert "Đã xong 3 việc." in text_of(done)
    assert Link.objects.count() == 3
    page = text_of(officer.get(page_of(main)))
    assert "gộp vào việc này" in page
    senders = text_of(officer.get(f"{page_of(main)}cung-gui/"))
    assert "3 đơn đã gộp" in senders
    assert "E-mail" in senders


def test_who_was_faster_is_told_and_nothing_is_written_over(ward: make.Ward, officer: Client) -> None:
    main, twin = make.sent().code, make.sent().code
    given = chosen(twin, main_code=main, do="do")
    make.do(twin, "note", ward.leader, text="Chờ tôi xem.")
    assert "Vừa có người khác cập nhật" in text_of(officer.post(f"{SORT}gop/", given, follow=True))
    assert not Link.objects.exists()


def test_a_letter_is_forwarded_to_a_unit_found_by_its_name(ward: make.Ward, officer: Client) -> None:
    directory.a_ward("26743", "Phường Bến Thành")
    code = a_letter()
    form = {"to": "ben thanh", "reason": "Việc ở Bến Thành."}
    first = officer.post(f"{SORT}chuyen/", chosen(code, do="look", **form))
    assert first.status_code == 422, "which of those found must be chosen"
    assert "Phường Bến Thành" in text_of(first)
    assert "Cơ quan ngoài hệ thống: ben thanh" in text_of(first)
    looked = officer.post(f"{SORT}chuyen/", chosen(code, do="look", unit="26743", **form))
    assert "Làm 1 việc" in text_of(looked)
    done = officer.post(f"{SORT}chuyen/", chosen(code, do="do", unit="26743", **form), follow=True)
    assert "Đã xong 1 việc." in text_of(done)
    assert Case.objects.get().unit.code == "26743"


def test_a_report_becomes_a_complaint_with_what_a_complaint_is_asked(ward: make.Ward, officer: Client) -> None:
    code = make.sent().code
    asked = officer.post(f"{SORT}phan-loai/", chosen(code, to="complaint", do="look"))
    assert asked.status_code == 422
    assert {"act", "wanted"} <= set(asked.context["form"].errors)
    answers = {"act": "Quyết định 12", "wanted": "Hủy"}
    done = officer.post(f"{SORT}phan-loai/", chosen(code, to="complaint", do="do", **answers))
    assert done["Location"] == page_of(code)
    page = text_of(officer.get(page_of(code)))
    assert "Khiếu nại (lần đầu)" in page
    assert "Đã phân loại lại" in page
    assert "Phản ánh hiện trường → Khiếu nại (lần đầu)" in page


def test_a_letter_is_split_at_its_own_page(ward: make.Ward, officer: Client) -> None:
    code = a_letter()
    there = f"{page_of(code)}tach/"
    assert "Nội dung thứ 2" in text_of(officer.get(there))
    part = {"p0-type": "recommendation", "p0-subject": "Xin sửa cống", "p0-content": "Cống hẻm 5 nghẹt."}
    empty = {"p1-type": "recommendation", "p2-type": "recommendation", "seen": "1", "key": "k"}
    wrong = officer.post(there, part | empty)
    assert wrong.status_code == 422
    assert wrong.context["parts"][0].errors["field"]
    right = part | empty | {"p0-field": "infrastructure"}
    assert officer.post(there, right)["Location"] == page_of(code)
    assert officer.post(there, right).status_code == 303, "pressed twice"
    assert Case.objects.count() == 2
    assert "tách từ đơn này" in text_of(officer.get(page_of(code)))
    assert officer.post(there, {"seen": "1"} | empty).status_code in (409, 422)


@pytest.mark.parametrize("what", ["gop", "chuyen", "phan-loai"])
def test_nothing_happens_without_role_or_choice(ward: make.Ward, officer: Client, what: str) -> None:
    code = make.sent().code
    assert officer.post(f"{SORT}{what}/", {})["Location"] == "/ban-lam-viec/viec/"
    auditor = client_of(directory.an_officer(Role.AUDITOR, ward.unit))
    given = chosen(code, main_code=code, to="recommendation", reason="x", do="do", unit="-")
    auditor.post(f"{SORT}{what}/", given)
    stranger = client_of(directory.an_officer(Role.PETITION_OFFICER, directory.a_ward("26743", "Phường Bến Thành")))
    stranger.post(f"{SORT}{what}/", given)
    assert Entry.objects.count() == 1
    assert officer.get(f"{SORT}khong-co/").status_code == 404


def test_the_whole_filter_is_chosen_at_once(ward: make.Ward, officer: Client) -> None:
    for _ in range(30):
        make.sent()
    page = officer.post(f"{SORT}gop/", {"all": "tab=all&field=infrastructure"})
    assert len(page.context["rows"]) == 30
    assert officer.post(f"{SORT}gop/", {"all": "tab=all&field=welfare"}).status_code == 303


def test_looking_at_forty_costs_few_queries(
    ward: make.Ward, officer: Client, django_assert_max_num_queries: Any
) -> None:
    codes = [make.sent().code for _ in range(40)]
    given = chosen(*codes, main_code=codes[0], do="look")
    officer.post(f"{SORT}gop/", given)
    with django_assert_max_num_queries(15):
        officer.post(f"{SORT}gop/", given)


NONSENSE = ("\x00", "=9", "SG26-0000-0000=x", "<script>", "'; DROP TABLE cases_case; --", "９９", "a" * 5000, "\ud7ff")


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize("what", ["gop", "chuyen", "phan-loai"])
def test_nonsense_writes_nothing_and_breaks_nothing(ward: make.Ward, officer: Client, what: str, nonsense: str) -> None:
    code = make.sent().code
    fields = ("main_code", "to", "unit", "field", "reason", "act", "all", "next")
    for given in (
        {"row": [nonsense], "do": "do"},
        chosen(code, do="do", **dict.fromkeys(fields[:-2], nonsense)),
        {"code": [nonsense]},
        {"all": nonsense},
    ):
        assert officer.post(f"{SORT}{what}/", given).status_code in (200, 303, 422)
    part = {"p0-type": nonsense, "p0-content": nonsense, "p0-field": nonsense, "seen": nonsense, "key": nonsense}
    assert officer.post(f"{page_of(code)}tach/", part).status_code in (409, 422)
    assert (Entry.objects.count(), Case.objects.count()) == (1, 1)
