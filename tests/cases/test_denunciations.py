"""A denunciation is sealed whole: nothing of it is anywhere in the clear, and it goes to nobody it is about."""

from __future__ import annotations

import base64
import unicodedata

import pytest

from gandan.audit import queries as audit
from gandan.cases import actions, queries
from gandan.cases.actions import sealing
from gandan.cases.models import Case, Entry, Party
from gandan.cases.queries.records import verify_records
from gandan.cases.types import InboxFilter, PartyInput
from gandan.core.text import fold
from gandan.core.types import Conflict, NotFound, Refused
from gandan.directory.types import Actor
from tests.cases import make, sealed
from tests.cases.sealed import ACCUSED, CONTENT, EMAIL, NAME, OFFICER_WORDS, PHONE, REASON, TELLING_FILE

TELLING = (
    NAME, "Kín Đáo", PHONE, PHONE[1:], EMAIL, "kindao", "Vắng Tanh", ACCUSED, "Lạm Quyền", "zxqvbienlai", "zxqvtieude",
    "Trưởng phòng Mẫu", "phong bì", TELLING_FILE, "Bướm Bay", REASON, "construction",
)  # fmt: skip


@pytest.fixture
def ward(db) -> make.Ward:
    return make.a_ward_at_work()


def forms_of(word: str) -> set[str]:
    """A word as it is, folded, decomposed, escaped as JSON does, in base64 at any offset."""
    forms = {word, fold(word), unicodedata.normalize("NFD", word), word.encode("unicode_escape").decode()}
    for shift in range(3):
        raw = base64.b64encode(b"x" * shift + word.encode())
        forms.add(raw[4 if shift else 0 : -4].decode())
    return {form for form in forms if len(form) > 6}


def nowhere(text: str, but: tuple[str, ...] = ()) -> None:
    """`but`: words that stand there for another reason."""
    lower = text.casefold()
    words = (word for word in TELLING if word not in but)
    found = [form for word in words for form in forms_of(word) if form.casefold() in lower]
    assert not found


def code_of(**changes) -> str:
    return actions.submit(sealed.a_denunciation(**changes), Actor.resident()).code


def test_nothing_of_it_is_in_any_table(ward):
    code = code_of(**sealed.a_sealed_file())
    case = Case.objects.get(code=code)
    assert (case.subject, case.content, case.folded, case.field, case.answers) == ("Đơn niêm phong", "", "", "", {})
    assert case.secret
    make.do(code, "start_checking", ward.officer, text=OFFICER_WORDS)
    sealing.open_content(code, ward.officer, REASON)
    nowhere(sealed.everything())
    assert list(verify_records()) == audit.verify() == []


def test_the_search_itself_finds_what_stands_open(ward):
    """The guard above can fail: an open type's words are found by the same means."""
    make.sent(subject="Đèn hỏng phong bì zxqvtieude", content=CONTENT, party=PartyInput(name=NAME, phone=PHONE))
    with pytest.raises(AssertionError):
        nowhere(sealed.everything())


def test_an_opening_shows_all_and_is_entered_first(ward):
    code = code_of(**sealed.a_sealed_file())
    make.do(code, "start_checking", ward.officer, text=OFFICER_WORDS)
    shown = sealing.open_content(code, ward.officer, REASON)
    assert (shown.subject, shown.content) == ("Tố cáo nhận phong bì zxqvtieude", CONTENT)
    assert {value.code: value.value for value in shown.answers}["denounced"] == ACCUSED
    assert [file.name for file in shown.files] == [TELLING_FILE]
    assert [entry.text for entry in shown.entries if entry.label == "Đã xác định thẩm quyền"] == [OFFICER_WORDS]
    assert sealing.open_file(code, shown.files[0].id, ward.officer, REASON) == (make.PDF, TELLING_FILE)
    assert actions.open_seal(code, ward.officer, REASON).name == NAME
    whats = [entry.form["what"] for entry in Entry.objects.filter(action="open_seal").order_by("number")]
    assert whats == ["content", "file", "identity"]
    assert set(Entry.objects.filter(action="open_seal").values_list("text", flat=True)) == {""}


@pytest.mark.parametrize("reason", ["", "muốn xem", "x" * 301])
def test_without_a_reason_nothing_opens(ward, reason):
    code = code_of()
    with pytest.raises(Refused):
        sealing.open_content(code, ward.officer, reason)
    assert not Entry.objects.filter(action="open_seal").exists()


def test_it_stands_in_no_list_search_or_count(ward):
    code = code_of()
    for actor in (ward.officer, ward.leader, ward.counter, ward.specialist):
        for text in ("", code, "phong bi", "zxqvtieude", "đơn niêm phong"):
            assert queries.inbox(actor, InboxFilter(text=text)).rows == ()
        assert {count.number for count in queries.inbox_counts(actor).values()} == {0}


def test_only_who_may_open_seals_there_finds_it(ward):
    code = code_of()
    for actor in (ward.counter, ward.specialist):
        with pytest.raises(NotFound):
            queries.case_view(code, actor)
        with pytest.raises(NotFound):
            sealing.open_content(code, actor, REASON)
        with pytest.raises(NotFound):
            make.do(code, "note", actor, text="tôi tò mò")
    view = queries.case_view(code, ward.officer)
    assert (view.sealed, view.subject, view.content, view.answers) == (True, "Đơn niêm phong", "", ())
    (row,) = actions.assign([code], ward.leader, person=ward.accounts[next(iter(ward.accounts))].person_id)
    assert not row.done


def test_the_code_alone_tells_neither_kind_nor_unit_nor_law(ward):
    code = code_of()
    view = queries.public_view(code)
    assert (view.type, view.type_label, view.unit, view.due_source, view.due_on) == ("", "Đơn của bạn", "", "", None)
    assert view.state_label == "Đang xử lý"
    with pytest.raises(NotFound):
        queries.confirmed_view(code)


def test_the_same_key_is_one_case_and_leaves_no_hash_to_try(ward):
    first = sealed.a_denunciation(**sealed.a_sealed_file())
    again = sealed.a_denunciation(key=first.key, **sealed.a_sealed_file())
    receipt = actions.submit(first, Actor.resident())
    repeated = actions.submit(again, Actor.resident())
    assert (repeated.code, repeated.new, receipt.new) == (receipt.code, False, True)
    with pytest.raises(Conflict):
        actions.submit(sealed.a_denunciation(key=first.key, content="Khác hẳn, mười chữ."), Actor.resident())
    from gandan.cases import rules
    from gandan.cases.queries import locked

    plain = rules.request_hash(__import__("dataclasses").replace(first, key="", files=()))
    stored = Entry.objects.get(number=1).request
    assert stored and stored != plain and stored == locked.keyed(plain)


def test_a_file_that_was_not_sealed_is_refused(ward):
    with pytest.raises(Refused) as refusal:
        code_of(files=(make.a_file(),))
    assert "files" in refusal.value.errors
    assert not Case.objects.exists()


def test_without_a_name_there_must_be_evidence_and_it_goes_to_inspection(ward):
    nameless = PartyInput(anonymous=True, phone=PHONE)
    with pytest.raises(Refused) as refusal:
        code_of(party=nameless)
    assert "answers.evidence" in refusal.value.errors
    code = code_of(party=nameless, **sealed.a_sealed_file())
    nowhere(sealed.everything())
    with pytest.raises(Refused, match="Đơn không ghi tên không được thụ lý"):
        make.do(code, "accept", ward.leader, text="Thụ lý")
    make.do(code, "pass_for_inspection", ward.officer, body="Thanh tra", reason="Có biên lai.")
    assert Case.objects.get(code=code).state == "inspected"
    named = code_of()
    with pytest.raises(Refused, match="có người đứng tên"):
        make.do(named, "pass_for_inspection", ward.officer, body="Thanh tra", reason="Có biên lai.")


def test_whoever_altered_the_ciphertext_is_noticed(ward):
    code = code_of()
    other = code_of()
    Case.objects.filter(code=code).update(secret=Case.objects.get(code=other).secret)
    Party.objects.filter(case__code=other).update(secret=None)
    Entry.objects.filter(case__code=other, number=1).update(secret=None)
    Case.objects.filter(code=other).update(bars="0" * 32)
    records = " ".join(f"{finding.record}: {finding.what}" for finding in verify_records())
    assert f"cases_case {code}" in records and "secret" in records
    assert f"cases_party {other}" in records and "những người không được xem" in records


def test_statements_are_counted(ward, django_assert_max_num_queries):
    """The budget of every page and write holds for what is sealed too."""
    from gandan.cases.queries import sealed as sealed_queries

    first = code_of()
    with django_assert_max_num_queries(15):
        code = code_of()
    officer = ward.officer
    with django_assert_max_num_queries(15):
        queries.case_view(code, officer)
    with django_assert_max_num_queries(2):
        assert {row.code for row in sealed_queries.sealed_list(officer).rows} == {first, code}
    with django_assert_max_num_queries(15):
        sealing.open_content(code, officer, REASON)
    with django_assert_max_num_queries(15):
        make.do(code, "start_checking", officer, text="Kiểm tra.")


def test_more_than_a_page_of_them_is_paged(ward):
    from gandan.cases.queries import sealed as sealed_queries

    codes = [code_of() for _ in range(3)]
    page = sealed_queries.sealed_list(ward.officer, size=2)
    rest = sealed_queries.sealed_list(ward.officer, before=page.older, size=2)
    assert {row.code for row in (*page.rows, *rest.rows)} == set(codes)
    assert rest.older is None


def test_figures_count_it_by_kind(ward):
    code_of()
    assert Case.objects.filter(type="denunciation", closed_at=None).count() == 1
    view = queries.case_view(Case.objects.get().code, ward.officer)
    assert view.open and not Case.objects.get().open, "at work, and in no queue"


def test_no_file_brings_them_in(ward, tmp_path):
    path = tmp_path / "so.csv"
    head = "external_number,received_on,type,unit,subject,content,sender_name,field"
    row = f"7/2026,2026-01-05,denunciation,26740,Tố cáo zxqvtieude,{CONTENT},{NAME},construction"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    report = actions.import_petitions(path, actor=Actor.system("import"))
    assert (report.created, len(report.refused)) == (0, 1)
    nowhere(sealed.everything())
