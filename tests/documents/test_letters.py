"""Letters with numbers: no gap, no double, whoever asks at once and whatever dies in between."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from pypdf import PdfReader

from gandan.audit import queries as audit
from gandan.core.types import Conflict, NotFound, Refused
from gandan.documents import actions, queries
from gandan.documents.models import Counter, Letter, StoredFile
from gandan.documents.queries import path_of
from gandan.documents.queries.letters import verify_letters
from gandan.documents.types import LetterState
from tests.core.make import ROOT, environment, kill, wait_until
from tests.documents import letters

ABOUT = "case:SG26-4829-1379"


class Failed(Exception):
    pass


def numbered(**changes) -> int:
    with transaction.atomic():
        return actions.number_letter(letters.a_letter(**changes), letters.ON).id


def issued(**changes) -> int:
    letter = numbered(**changes)
    assert actions.finish_letter(letter)
    return letter


def findings() -> list[str]:
    return [f"{found.record}: {found.what}" for found in verify_letters()]


def test_numbers_run_in_one_series_of_a_unit_and_year(db):
    decision = queries.letter_template("quyet-dinh-giai-quyet", date(2027, 1, 1))
    first, second = numbered(), numbered()
    third = numbered(template=decision, facts={}, paper=letters.a_paper(decision))
    elsewhere = numbered(unit="26737")
    with transaction.atomic():
        next_year = actions.number_letter(letters.a_letter(), date(2027, 1, 4)).id
    symbols = dict(Letter.objects.values_list("pk", "symbol"))
    assert [symbols[pk] for pk in (first, second, third)] == ["01/PHD-UBND", "02/PHD-UBND", "01/QĐ-UBND"]
    assert symbols[elsewhere] == symbols[next_year] == "01/PHD-UBND"


def test_a_letter_is_printed_after_its_number_and_once(db):
    letter = numbered()
    assert queries.letter(letter, ABOUT).state is LetterState.ISSUING
    with pytest.raises(NotFound, match="chưa tạo xong"):
        queries.file_of(letter, ABOUT, "pdf")
    assert [actions.finish_letter(letter), actions.finish_letter(letter)] == [True, False]
    view = queries.letter(letter, ABOUT)
    assert (view.state, view.name) == (LetterState.ISSUED, "Phiếu hướng dẫn số 01/PHD-UBND")
    assert queries.file_of(letter, ABOUT, "pdf")[:5] == b"%PDF-"
    assert queries.file_of(letter, ABOUT, "docx")[:2] == b"PK"
    assert [entry.verb for entry in audit.entries(f"letter:{letter}")] == ["print_letter"]
    assert findings() == []


def test_a_number_is_one_statement_and_a_letter_one_more(db, django_assert_num_queries):
    new = letters.a_letter()
    with django_assert_num_queries(2):
        actions.number_letter(new, letters.ON)


def test_a_rolled_back_letter_leaves_no_gap(transactional_db):
    with pytest.raises(Failed), transaction.atomic():
        actions.number_letter(letters.a_letter(), letters.ON)
        raise Failed
    assert Letter.objects.get(pk=numbered()).number == 1
    with pytest.raises(TransactionManagementError):
        actions.number_letter(letters.a_letter(), letters.ON)


def test_no_gap_and_no_double_with_many_at_once(transactional_db):
    def take(turn: int) -> None:
        try:
            with transaction.atomic():
                given = actions.number_letter(letters.a_letter(about=f"case:{turn}"), letters.ON)
                if turn % 3 == 0:
                    raise Failed
            actions.finish_letter(given.id)
        except Failed:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(take, range(45)))
    assert sorted(Letter.objects.values_list("number", flat=True)) == list(range(1, 31))
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.ISSUED}
    assert findings() == []


def test_two_that_print_the_same_letter_make_one(transactional_db):
    letter = numbered()

    def finish(_turn: int) -> bool:
        try:
            return actions.finish_letter(letter)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(finish, range(4)))
    assert sorted(done) == [False, False, False, True]
    assert StoredFile.objects.count() == 2
    assert len(audit.entries(f"letter:{letter}")) == 1


class Office:
    """A process that issues letters, and the numbers that it said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.documents.issuing", "3"],
            cwd=ROOT, env=environment(), start_new_session=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def kill(self) -> None:
        kill(self._process)
        self._reader.join(timeout=60)
        self._process.stdout.close()

    def _read(self) -> None:
        for line in self._process.stdout:
            if line.endswith("-UBND\n"):  # the last line may be cut in the middle: then nobody was told
                self.said.append(line.strip())


def test_a_killed_office_leaves_no_gap_and_a_job_prints_the_rest(transactional_db, monkeypatch):
    for killed in range(1, 10):
        office = Office()
        try:
            wait_until(lambda here=office: len(here.said) > 12, seconds=120)
            time.sleep(0.05)
        finally:
            office.kill()
        kept = set(Letter.objects.values_list("symbol", flat=True))
        assert set(office.said) <= kept
        cut_off = Letter.objects.filter(state=LetterState.ISSUING).count()
        if killed > 1 and cut_off:
            break
    assert cut_off, "three threads were killed, and none between number and print"
    Letter.objects.filter(state=LetterState.ISSUING).update(changed_at=timezone.now())
    assert actions.finish_stranded() == 0  # they may still be at it
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert actions.finish_stranded() == cut_off
    count = Letter.objects.count()
    assert sorted(Letter.objects.values_list("number", flat=True)) == list(range(1, count + 1))
    assert Counter.objects.get().last == count
    assert not Letter.objects.exclude(state=LetterState.ISSUED).exists()
    assert findings() == []
    assert audit.verify() == []


def test_the_job_runs_every_minute():
    from gandan.core.jobs import schedule

    plan = next(plan for plan in schedule.plans() if plan.name == "documents.finish_letters")
    assert plan.every == timedelta(minutes=1)


# --- drafts ---


def test_a_draft_has_no_number_becomes_the_letter_and_can_be_dropped(db):
    template = queries.letter_template("phieu-huong-dan", letters.ON.replace(year=2027))
    draft = actions.save_draft(letters.a_letter(facts={"body": "Sở"}, paper={}))
    assert (draft.state, draft.symbol) == (LetterState.DRAFT, "")
    again = actions.save_draft(letters.a_letter(facts={"body": "Sở Xây dựng"}, paper={}), draft.id)
    assert again.id == draft.id
    assert queries.letter_facts(draft.id, ABOUT) == {"body": "Sở Xây dựng"}
    with transaction.atomic():
        given = actions.number_letter(letters.a_letter(template=template), letters.ON, draft.id)
    assert given.id == draft.id
    assert Letter.objects.count() == 1
    for late in (
        lambda: actions.save_draft(letters.a_letter(), draft.id),
        lambda: actions.drop_draft(draft.id, ABOUT, "system:test"),
        lambda: numbered_again(draft.id),
    ):
        with pytest.raises(Conflict):
            late()
    other = actions.save_draft(letters.a_letter(paper={}))
    actions.drop_draft(other.id, ABOUT, "system:test")
    assert Letter.objects.count() == 1
    assert [entry.verb for entry in audit.entries(f"letter:{other.id}")] == ["draft_letter", "drop_draft"]


def numbered_again(draft: int) -> None:
    with transaction.atomic():
        actions.number_letter(letters.a_letter(), letters.ON, draft)


def test_a_letter_is_only_found_where_it_belongs(db):
    letter = issued()
    for wrong in (lambda: queries.letter(letter, "case:X"), lambda: queries.file_of(letter, "case:X", "pdf")):
        with pytest.raises(NotFound):
            wrong()


# --- cancelling, the book ---


def test_a_cancelled_number_stays_in_the_book(db):
    first, second = issued(), issued()
    with transaction.atomic():
        actions.cancel_letter(first, ABOUT, "system:test", "Ghi nhầm tên người gửi")
    with pytest.raises(Conflict), transaction.atomic():
        actions.cancel_letter(first, ABOUT, "system:test", "Ghi nhầm tên người gửi")
    with pytest.raises(Refused, match="từ 10 đến 300"), transaction.atomic():
        actions.cancel_letter(second, ABOUT, "system:test", "nhầm")
    assert Letter.objects.get(pk=numbered()).number == 3
    rows = list(queries.letter_book(["26740"], letters.ON, letters.ON))
    assert [(row.number, row.state, row.reason) for row in rows] == [
        (1, LetterState.CANCELLED, "Ghi nhầm tên người gửi"),
        (2, LetterState.ISSUED, ""),
        (3, LetterState.ISSUING, ""),
    ]
    assert rows[0].recipients.startswith("Như trên; Lưu: VT")
    assert not list(queries.letter_book(["26737"], letters.ON, letters.ON))
    assert findings() == []


def test_a_removed_or_altered_letter_is_found(db):
    first, second, third = issued(), issued(), issued()
    Letter.objects.filter(pk=first).delete()
    Letter.objects.filter(pk=second).update(symbol="99/PHD-UBND")
    found = "\n".join(findings())
    assert "sổ số văn bản có chỗ trống: 1" in found
    assert "01/PHD-UBND: có trong nhật ký nhưng không còn trong bảng" in found
    assert "02/PHD-UBND: không khớp nhật ký ở: symbol" in found
    assert str(third) and "03/PHD-UBND" not in found


# --- sealed, erased ---


def test_a_sealed_letter_is_nowhere_in_the_clear(db):
    letter = issued(sealed=True)
    row = Letter.objects.get(pk=letter)
    assert (row.data, row.public) == ({}, False)
    for kept in [bytes(row.secret), content_of(row.pdf_id), content_of(row.docx_id)]:
        assert "Nguyễn Thị Mẫu".encode() not in kept
        assert kept[:5] not in (b"%PDF-", b"PK\x03\x04")
    assert not audit_says("Mẫu")
    assert queries.file_of(letter, ABOUT, "pdf")[:5] == b"%PDF-"
    view, (line,) = queries.letter(letter, ABOUT), queries.letter_book(["26740"], letters.ON, letters.ON)
    assert (view.facts, view.about_text, line.about_text, line.recipients) == ({}, "", "", "")
    assert queries.letter_facts(letter, ABOUT) == {}
    assert findings() == []


def content_of(file: int) -> bytes:
    with queries.opened(file) as content:
        return content.read()


def audit_says(words: str) -> bool:
    return any(words in str(payload) for *_rest, payload in audit.payloads("letter:"))


def test_an_erased_letter_keeps_its_line_and_the_chain_holds(transactional_db):
    letter, unfinished = issued(), numbered()
    draft = actions.save_draft(letters.a_letter())
    held = Letter.objects.get(pk=letter)
    places = [path_of(file.sha256) for file in (held.pdf, held.docx)]
    assert all(default_storage.exists(place) for place in places)
    assert actions.erase_letters(ABOUT, "Quy định mẫu về thời hạn lưu", "system:test") == 3
    row = Letter.objects.get(pk=letter)
    assert (row.data, row.pdf, row.docx, row.symbol) == ({}, None, None, "01/PHD-UBND")
    assert not any(default_storage.exists(place) for place in places)
    assert not StoredFile.objects.exists()
    assert not Letter.objects.filter(pk=draft.id).exists()
    assert not actions.finish_letter(unfinished)
    assert not audit_says("Mẫu")
    assert findings() == []
    assert audit.verify() == []


def test_what_is_printed_is_what_was_kept(db, tmp_path):
    letter = issued()
    (tmp_path / "thu.pdf").write_bytes(queries.file_of(letter, ABOUT, "pdf"))
    words = " ".join(PdfReader(tmp_path / "thu.pdf").pages[0].extract_text().split())
    assert "Số: 01/PHD-UBND" in words
    assert "Sài Gòn, ngày 05 tháng 02 năm 2026" in words
    assert "ông (bà) Nguyễn Thị Mẫu" in words
