"""A sender's own data: read and taken away with code and number; corrected or erased by a request that is decided."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from gandan.audit import queries as audit
from gandan.cases.models import Case, Entry, Link, Party
from gandan.cases.queries.receipts import pin
from gandan.cases.queries.records import verify_records
from gandan.cases.types import PartyInput
from gandan.law import queries as law
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_desk.make import client_of, post, text_of

WHO = PartyInput(name="Bà Hai (mẫu)", phone="0912345678", email="ba.hai@example.vn", address="Hẻm 18")


@pytest.fixture
def ward(db) -> make.Ward:
    return make.a_ward_at_work()


def address(code: str, end: str = "du-lieu/") -> str:
    return f"/tra-cuu/{code}/{end}"


def confirmed(client, code: str):
    assert client.post(address(code, ""), {"pin": pin(code)}).status_code == 303
    return client


def asked(client, code: str, **more: str):
    return client.post(address(code), {"wants": "erase", "key": f"own-{make.a_key()}", **more})


def request_of(code: str) -> Case:
    return Link.objects.get(other__code=code, kind="follows_from").case


def test_without_the_number_there_is_nothing(client, ward) -> None:
    code = make.sent().code
    for end in ("du-lieu/", "du-lieu.zip"):
        answer = client.get(address(code, end))
        assert (answer.status_code, answer["Location"]) == (303, address(code, ""))
    assert asked(client, code).status_code == 303
    assert not Link.objects.exists()


def test_all_that_is_held_is_shown_and_can_be_taken_away(client, ward) -> None:
    case = make.answered(ward, party=WHO, files=(make.a_file(name="anh-hem.pdf"),), file_names=("anh-hem.pdf",))
    make.do(case.code, "note", ward.officer, text="Ghi chú chỉ cán bộ thấy")
    confirmed(client, case.code)
    page = client.get(address(case.code))
    for told in ("Bà Hai (mẫu)", "0912345678", "Đèn trước hẻm 18", "Đã thay bóng đèn"):
        assert told in text_of(page)
    taken = client.get(address(case.code, "du-lieu.zip"))
    assert taken["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(taken.streaming_content))) as archive:
        assert archive.namelist() == ["doc-truoc.html", "du-lieu.json", "tep/01-anh-hem.pdf"]
        assert archive.read("tep/01-anh-hem.pdf") == make.PDF
        told, read = json.loads(archive.read("du-lieu.json")), archive.read("doc-truoc.html").decode()
    assert told["people"] == [
        {"role": "petitioner", "name": WHO.name, "phone": WHO.phone, "email": WHO.email, "address": WHO.address}
    ]
    assert [entry["text"] for entry in told["entries"]][-1] == "Đã thay bóng đèn."
    assert "Bà Hai (mẫu)" in read and "<script" not in read
    for everything in (json.dumps(told, ensure_ascii=False), read, page.content.decode()):
        assert "chỉ cán bộ thấy" not in everything
        assert ward.officer.name not in everything, "posts are told, never names of officers"


def test_a_sealed_identity_is_not_printed_and_its_openings_are(client, ward) -> None:
    from gandan.cases import actions

    code = make.sent(party=PartyInput(name="Người Kín", phone="0909090909", sealed=True)).code
    actions.open_seal(code, ward.officer, "Cần gọi để hỏi vị trí")
    page = text_of(confirmed(client, code).get(address(code)))
    assert "Người Kín" not in page and "0909090909" not in page
    assert "Danh tính niêm phong" in page and "Cần gọi để hỏi vị trí" in page and "Công chức tiếp dân" in page


def test_a_request_to_erase_is_decided_and_done(client, ward) -> None:
    code = make.sent(party=WHO).code
    answer = asked(confirmed(client, code), code, reason="Không muốn giữ tên nữa")
    request = request_of(code)
    assert (answer.status_code, answer["Location"]) == (303, address(request.code, ""))
    assert client.get(answer["Location"]).status_code == 200
    assert law.case_type_version(request.version).group == "rights"
    assert Party.objects.get(case__code=code).name == WHO.name, "nothing happens by itself"

    leader = client_of(ward, Role.LEADER)
    assert post(leader, request.code, "carry_out", text="Đã xóa tên và số điện thoại.").status_code == 303
    assert set(Party.objects.values_list("name", "phone", "email")) == {("", "", "")}
    assert Entry.objects.get(case__code=code, action="erase_person").text.endswith(request.code)
    assert list(verify_records()) == [] and audit.verify() == []
    assert "Đã xóa tên" in text_of(client.get(address(request.code, "")))


def test_a_request_to_correct_changes_what_was_wrong_only(client, ward) -> None:
    code = make.sent(party=WHO).code
    empty = asked(confirmed(client, code), code, wants="correct")
    assert (empty.status_code, Link.objects.count()) == (422, 0)
    assert "Ghi ít nhất một thông tin đúng" in text_of(empty)
    asked(client, code, wants="correct", phone="0987654321")
    request = request_of(code)
    post(client_of(ward, Role.LEADER), request.code, "carry_out", text="Đã sửa số điện thoại.")
    party = Party.objects.get(case__code=code)
    assert (party.name, party.phone) == (WHO.name, "0987654321")
    assert list(verify_records()) == []
    Party.objects.filter(pk=party.pk).update(phone="0911111111")
    assert [finding.record for finding in verify_records()] == [f"cases_party {code}"]


def test_a_refusal_names_its_ground(client, ward) -> None:
    code = make.sent(party=WHO).code
    asked(confirmed(client, code), code)
    request = request_of(code)
    leader = client_of(ward, Role.LEADER)
    assert post(leader, request.code, "refuse", reason="Phải lưu 5 năm.").status_code == 422
    done = post(leader, request.code, "refuse", ground="law_keeps", reason="Phải lưu 5 năm.")
    assert done.status_code == 303
    page = text_of(client.get(address(request.code, "")))
    assert "Pháp luật buộc lưu hồ sơ này" in page and "Phải lưu 5 năm." in page
    assert Party.objects.get(case__code=code).name == WHO.name


def test_the_same_form_twice_is_one_request(client, ward) -> None:
    code = make.sent(party=WHO).code
    confirmed(client, code)
    for _ in range(2):
        assert asked(client, code, key="own-1").status_code == 303
    assert Link.objects.count() == 1


def test_such_a_request_is_not_sent_round_its_door(client, ward) -> None:
    """The interface for machines asks for no confirmation number."""
    kind = next(pack.code for pack in law.case_types() if pack.group == "rights")
    answers = {"about": "SG26-1", "wants": "erase"}
    body = {"type": kind, "unit": "26740", "subject": "Xóa", "content": "xóa đi", "answers": answers}
    headers = {"HTTP_IDEMPOTENCY_KEY": "k1"}
    assert client.post("/api/v1/cases", body, content_type="application/json", **headers).status_code == 403
    assert kind not in client.get("/gui-don/").content.decode()
