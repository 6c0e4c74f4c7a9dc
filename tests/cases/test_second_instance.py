"""A second complaint to its decision on paper; suspending and resuming by decision; the number of a step's letter."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from docx import Document

from gandan.cases import queries
from gandan.cases.models import Case, Clock
from gandan.cases.queries import letters
from gandan.core import clock
from gandan.core.types import Conflict, Refused
from gandan.directory.types import Actor
from gandan.documents import queries as documents
from gandan.law.types import Role
from tests.cases import make
from tests.cases.test_complaint import decided_and_sent, verifying
from tests.cases.test_letters import issue, words
from tests.directory import make as directory

SUSPEND, RESUME, TERMINATE = "quyet-dinh-tam-dinh-chi", "quyet-dinh-tiep-tuc-giai-quyet", "quyet-dinh-dinh-chi"
SECOND = "quyet-dinh-giai-quyet-lan-hai"
SAID = {"findings": "Mái rộng 2,4 m.", "conclusion": "Giữ nguyên.", "decision": "Giữ nguyên.", "executor": "Văn phòng"}
HOME = "số 18 hẻm 12 đường Mẫu"


@pytest.fixture
def ward(db: None) -> make.Ward:
    return make.a_ward_at_work()


def offered(code: str, actor: Actor) -> set[str]:
    return {each.code for each in letters.letter_section(queries.case_view(code, actor), actor).offers}


def test_a_second_complaint_ends_with_a_decision_of_its_own(ward: make.Ward) -> None:
    first = decided_and_sent(ward)
    make.do(first, "second_complaint", Actor.resident(), text="Tôi không đồng ý vì chưa đo lại.")
    second = Case.objects.order_by("id").last()
    assert second.answers["first_decision"] == f"9/QĐ-UBND, {clock.today():%d/%m/%Y}"
    above = directory.queries.actor_of(directory.an_officer(Role.LEADER, second.unit, title="Phó Chủ tịch"))
    make.do(second.code, "accept", above, text="Thụ lý lần hai.")
    notice = issue(second.code, "thong-bao-thu-ly", above, sender_address=HOME)
    assert "Thụ lý giải quyết khiếu nại lần hai" in words(second.code, notice)
    assert "Điều 37 Luật Khiếu nại" in words(second.code, notice)
    make.do(second.code, "assign", above)
    assert SECOND not in offered(second.code, above), "no decision before the dialogue, which must be held"
    with pytest.raises(Conflict):
        issue(second.code, SECOND, above, sender_address=HOME, dialogue="Chưa có.", **SAID)
    today = clock.today().isoformat()
    make.do(second.code, "hold_dialogue", above, on=today, text="Hai bên giữ ý kiến.", waiver="Hai bên xin gặp ngay.")
    assert "quyet-dinh-giai-quyet" not in offered(second.code, above), "that of first instance is another one"
    with pytest.raises(Refused) as refused:
        issue(second.code, SECOND, above, sender_address=HOME, dialogue=" ", **SAID)
    assert list(refused.value.errors) == ["dialogue"]
    letter = issue(second.code, SECOND, above, sender_address=HOME, **SAID)
    said = words(second.code, letter)
    for expected in ("(lần hai)", "Hai bên giữ ý kiến.", "9/QĐ-UBND", "khởi kiện vụ án hành chính tại Tòa án"):
        assert expected in said
    assert "khiếu nại lần hai đến" not in said
    docx = Document(io.BytesIO(documents.file_of(letter.id, f"case:{second.code}", "docx")))
    assert "Quyết định giải quyết khiếu nại lần đầu: 9/QĐ-UBND" in "\n".join(each.text for each in docx.paragraphs)
    make.do(second.code, "decide", above, text="Giữ nguyên.", document_number=letter.symbol, result="kept")
    assert Clock.objects.get(case=second, code="send-decision").due_days == 7


def test_suspended_and_resumed_each_by_a_decision_that_is_sent(ward: make.Ward) -> None:
    code = verifying(ward)
    reason = {"reason": "Người khiếu nại nằm viện.", "executor": "Văn phòng", "sender_address": HOME}
    letter = issue(code, SUSPEND, ward.officer, **reason)
    assert (letter.symbol, "Điều 28b" in words(code, letter)) == ("01/QĐ-UBND", True)
    make.do(code, "suspend", ward.leader, reason="Người khiếu nại nằm viện.", document_number=letter.symbol)
    make.do(code, "send_suspension", ward.officer, on=clock.today().isoformat())
    known = letters.composing(code, RESUME, ward.officer).known
    assert known["executor"] == "Văn phòng", "said once, known again"
    resumed = issue(code, RESUME, ward.officer, reason="Người khiếu nại đã ra viện.")
    assert "Thời hạn giải quyết được tính tiếp" in words(code, resumed)
    make.do(code, "resume", ward.leader, reason="Đã ra viện.", document_number=resumed.symbol)
    again = Clock.objects.get(case__code=code, code="send-resumption")
    assert (again.due_days, again.met_on) == (3, None)
    make.do(code, "send_resumption", ward.officer, on=clock.today().isoformat())
    again.refresh_from_db()
    assert again.met_on == clock.today()
    ended = issue(code, TERMINATE, ward.officer, reason="Tất cả người khiếu nại đã rút đơn.")
    assert "Đình chỉ giải quyết khiếu nại lần đầu" in words(code, ended)


def test_the_step_is_offered_the_number_of_its_letter(ward: make.Ward, client) -> None:
    code = verifying(ward)
    facts = SAID | {"appeal_body": "Chủ tịch UBND Thành phố", "sender_address": HOME}
    letter = issue(code, "quyet-dinh-giai-quyet", ward.officer, **facts)
    client.force_login(ward.accounts[Role.LEADER])
    page = client.get(reverse("cases:desk_case", args=[code]), {"lam": "decide"}).content.decode()
    assert f'value="{letter.symbol}"' in page
    other = client.get(reverse("cases:desk_case", args=[code]), {"lam": "suspend"}).content.decode()
    assert letter.symbol not in other.partition('id="suspend-document_number"')[2].partition(">")[0]
    make.do(code, "decide", ward.leader, text="Giữ nguyên.", document_number=letter.symbol, result="rejected")
    view = queries.case_view(code, ward.leader)
    assert letters.letter_section(view, ward.leader).numbers == {}, "named once, it is not proposed again"
