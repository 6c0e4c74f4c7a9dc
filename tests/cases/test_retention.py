"""Years of keeping: previewed, held back, approved, done in lots; nothing that was said is left, figures stay."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.files.storage import default_storage

from gandan.audit import queries as audit
from gandan.cases import actions as cases
from gandan.cases import queries as views
from gandan.cases.actions import erasing, retention
from gandan.cases.models import Attachment, Case, Disposal, Entry, Hold
from gandan.cases.queries import retention as queries
from gandan.cases.queries.records import verify_records
from gandan.cases.rules import retention as rules
from gandan.cases.types import PartyInput
from gandan.cases.types.retention import BatchKey
from gandan.core import clock
from gandan.core.clock import VIETNAM
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.notifications.models import Message
from tests.cases import make, sealed
from tests.cases.sealed import everything
from tests.directory import make as directory

YEARS = 5  # of a field report, in the shipped pack
MARK = "Zugzwang"  # stands in all that is said here, and in nothing else


@pytest.fixture
def ward(db) -> make.Ward:
    return make.a_ward_at_work()


def closed(year: int, case: Case) -> Case:
    """As if it had come to rest then."""
    Case.objects.filter(pk=case.pk).update(closed_at=datetime(year, 7, 1, 9, tzinfo=VIETNAM))
    case.refresh_from_db()
    return case


def due_year() -> int:
    return clock.today().year - YEARS - 1


def an_old_report(ward: make.Ward, **changes) -> Case:
    return closed(due_year(), make.answered(ward, **changes))


def key_of(case: Case) -> BatchKey:
    return BatchKey(case.unit_id, case.version, case.closed_at.astimezone(VIETNAM).year)


def approved(ward: make.Ward, case: Case) -> None:
    batch = queries.batch(key_of(case), ward.leader)
    retention.approve(batch.key, ward.leader, seen=batch.to_go)


# --- rules ---


def test_years_are_counted_from_the_end_of_the_year() -> None:
    assert rules.last_year(5, date(2026, 1, 1)) == 2020
    assert rules.last_year(5, date(2025, 12, 31)) == 2019
    assert rules.goes_on(2020, 5) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Kính gửi bà Trần Thị Mẫu, 0912 345 678.", "Kính gửi bà […], […]."),
        ("TRẦN THỊ MẪU hỏi qua mau.tran@example.vn", "[…] hỏi qua […]"),
        ("Gọi +84 912.345.678 hoặc 028-3822-1234", "Gọi […] hoặc […]"),
        (
            "Quyết định 123/QĐ-UBND ngày 12/05/2026, 1.200.000 đồng",
            "Quyết định 123/QĐ-UBND ngày 12/05/2026, 1.200.000 đồng",
        ),
    ],
)
def test_names_and_contacts_are_taken_out(text: str, left: str) -> None:
    assert rules.scrubbed(text, ["Trần Thị Mẫu", "Mẫu"]) == left


def test_a_batch_is_read_back_from_its_address() -> None:
    key = BatchKey(7, "field-report@2019-01-01#ab12", 2019)
    assert BatchKey.read(str(key)) == key
    for nonsense in ("", "7", "7:2019", "x:2019:y", "7:x:y", "7:2019:", "1:1:" + "y" * 200):
        assert BatchKey.read(nonsense) is None


# --- preview ---


def test_what_is_due_stands_apart_from_what_will_be(ward) -> None:
    old = an_old_report(ward)
    closed(due_year(), make.answered(ward))
    closed(due_year() + 1, make.answered(ward))
    closed(due_year() + 2, make.answered(ward))  # in two years: not told of yet
    make.sent()  # open
    told = [(each.key.year, each.due, each.cases, each.held) for each in queries.batches(ward.leader)]
    assert told == [(due_year(), True, 2, 0), (due_year() + 1, False, 1, 0)]
    rows, after = queries.batch_rows(key_of(old), ward.leader)
    assert (rows[0].code, rows[0].subject, after) == (old.code, old.subject, None)


def test_the_last_minute_of_a_year_belongs_to_it(ward) -> None:
    edge = make.answered(ward)
    for moment, year in (("12-31 23:59", due_year()), ("01-01 00:00", due_year() + 1)):
        at = datetime.fromisoformat(f"{due_year() + (moment < '06')}-{moment}").replace(tzinfo=VIETNAM)
        Case.objects.filter(pk=edge.pk).update(closed_at=at)
        (batch,) = queries.batches(ward.leader)
        assert batch.key.year == year
        assert queries.members(batch.key).count() == 1


def test_other_wards_and_other_roles_see_none_of_it(ward) -> None:
    case = an_old_report(ward)
    stranger = directory.an_actor(Role.LEADER, directory.a_ward("26734", "Phường Tân Định"), "leader.tan-dinh")
    for actor in (stranger, ward.officer, Actor.resident()):
        assert queries.batches(actor) == ()
        with pytest.raises(NotFound):
            queries.batch(key_of(case), actor)
        with pytest.raises(NotFound):
            retention.hold(case.code, actor, "Đang có vụ án hành chính")
    administrator = directory.an_actor(Role.ADMINISTRATOR, ward.unit, "quan-tri")
    (batch,) = queries.batches(administrator)
    rows, _after = queries.batch_rows(batch.key, administrator)
    assert rows[0].subject == "", "an administrator runs the machine and reads no case"
    with pytest.raises(NotAllowed):
        retention.approve(batch.key, administrator, seen=1)


def test_the_preview_costs_the_same_for_many(ward, django_assert_max_num_queries) -> None:
    for _ in range(3):
        an_old_report(ward)
    with django_assert_max_num_queries(4):
        assert len(queries.batches(ward.leader)) == 1


# --- approving and doing ---


def test_it_is_approved_as_it_was_shown_and_once(ward) -> None:
    case, young = an_old_report(ward), closed(due_year() + 1, make.answered(ward))
    key = key_of(case)
    with pytest.raises(Conflict):
        retention.approve(key, ward.leader, seen=2)
    with pytest.raises(Refused, match="chưa đến hạn"):
        retention.approve(key_of(young), ward.leader, seen=1)
    approved(ward, case)
    with pytest.raises(Conflict):
        retention.approve(key, ward.leader, seen=1)
    assert audit.entries(f"retention:{key}"[:80])[0].verb == "retention.approve"


def test_nothing_that_was_said_is_left_anywhere(ward) -> None:
    """Words in every place that takes words; then the whole database is searched for them."""
    said = {
        "subject": f"Đèn hỏng {MARK}1",
        "content": f"Nhà tôi số 12 {MARK}2",
        "address": f"Hẻm {MARK}3",
        "party": PartyInput(name=f"Bà {MARK}4", phone="0912345678", email=f"{MARK}5@example.vn", address=f"{MARK}6"),
        "files": (make.a_file(make.PDF + MARK.encode(), "anh.pdf"),),
        "file_names": (f"{MARK}7.pdf",),
    }
    code = make.sent(**said).code
    make.do(code, "start_verification", ward.officer, text=f"Đi xem {MARK}8")
    make.do(code, "request_information", ward.officer, text=f"Cho biết {MARK}9")
    make.do(code, "supplement", Actor.resident(), text=f"Là nhà bà {MARK}10")
    make.do(code, "note", ward.officer, text=f"Ghi {MARK}11")
    cases.assign([code], ward.leader, person=ward.specialist.person, note=f"Nhờ {MARK}12")
    make.do(code, "answer", ward.officer, text=f"Kính gửi {MARK}13", result="done", document_number="12/UBND")
    case = closed(due_year(), Case.objects.get(code=code))
    stored = Attachment.objects.get(case=case).file
    path = f"{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}"
    figures = views.petition_figures(ward.unit.path, date(2000, 1, 1), clock.today())
    assert f"{MARK}1" in everything() and default_storage.exists(path)

    approved(ward, case)
    assert retention.apply() == 1
    left = [line for line in everything().splitlines() if MARK.lower() in line.lower() or "0912345678" in line]
    assert left == []
    assert not Attachment.objects.filter(case=case).exists()
    assert not Message.objects.filter(about=f"case:{code}").exists()
    assert list(verify_records()) == [] and audit.verify() == []
    assert views.petition_figures(ward.unit.path, date(2000, 1, 1), clock.today()) == figures

    case.refresh_from_db()
    last = Entry.objects.filter(case=case).latest("number")
    assert (case.erased_on, last.action, case.result) == (clock.today(), "apply_retention", "done")
    assert "lưu 5 năm" in last.text
    assert Entry.objects.get(case=case, action="answer").form == {"result": "done", "document_number": "12/UBND"}
    page = views.case_view(code, ward.leader)
    assert (page.subject, page.actions) == (erasing.ERASED, ())
    with pytest.raises(Conflict, match="đã được xóa"):
        make.do(code, "note", ward.officer, text="Thêm một dòng")


def test_the_bytes_of_a_file_go_with_its_last_case(ward, django_capture_on_commit_callbacks) -> None:
    file = make.a_file()
    first, second = an_old_report(ward, files=(file,)), make.answered(ward, files=(file,))
    stored = Attachment.objects.get(case=first).file
    path = f"{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}"
    approved(ward, first)
    with django_capture_on_commit_callbacks(execute=True):
        retention.apply()
    assert default_storage.exists(path), "another case still holds it"
    closed(due_year(), second)
    approved(ward, second)
    with django_capture_on_commit_callbacks(execute=True):
        retention.apply()
    assert not default_storage.exists(path)


def test_a_published_answer_stays_without_its_names(ward) -> None:
    who = PartyInput(name="Nguyễn Văn Thử", phone="0903222111", email="thu@example.vn")
    case = make.sent(party=who, publish=True, subject="Đèn hỏng, ông Nguyễn Văn Thử báo")
    make.do(case.code, "start_verification", ward.officer)
    words = "Ông Nguyễn Văn Thử (0903 222 111) báo đúng. Đã thay đèn."
    make.do(case.code, "answer", ward.officer, text=words, result="done", document_number="12/UBND")
    row = closed(due_year(), Case.objects.get(code=case.code))
    approved(ward, row)
    retention.apply()
    row.refresh_from_db()
    assert (row.publish, row.subject, row.content) == (True, "Đèn hỏng, ông […] báo", "")
    assert Entry.objects.get(case=row, action="answer").text == "Ông […] ([…]) báo đúng. Đã thay đèn."
    assert views.public_view(case.code).code == case.code


def test_where_the_pack_says_erase_not_even_that_stays(ward) -> None:
    row = an_old_report(ward, publish=True)
    erasing.erase_content(erasing.locked([row.pk]), retention.JOB, rule="Quy định thử", then="erase")
    row.refresh_from_db()
    assert (row.publish, row.subject, row.neighbourhood_id) == (False, erasing.ERASED, None)
    assert list(verify_records()) == []


def test_a_case_held_back_stays_whole(ward) -> None:
    kept, other = an_old_report(ward), an_old_report(ward)
    with pytest.raises(Refused):
        retention.hold(kept.code, ward.leader, "ngắn")
    retention.hold(kept.code, ward.leader, "Đang có vụ án hành chính")
    assert queries.batch(key_of(kept), ward.leader).to_go == 1
    approved(ward, other)
    retention.hold(other.code, ward.leader, "Thanh tra đang xem hồ sơ này")  # after the order, before the job
    assert retention.apply() == 0
    retention.release(other.code, ward.leader)
    assert not Hold.objects.filter(case=other).exists()
    approved(ward, other)
    assert retention.apply() == 1
    kept.refresh_from_db()
    assert kept.erased_on is None and "Đèn" in kept.subject
    with pytest.raises(Conflict):
        retention.hold(other.code, ward.leader, "Quá muộn rồi, đã xóa mất")
    with pytest.raises(Refused, match="chưa kết thúc"):
        retention.hold(make.sent().code, ward.leader, "Việc này còn đang mở")
    verbs = [entry.verb for entry in audit.entries(f"retention:{other.code}")]
    assert verbs == ["retention.hold", "retention.release"]


def test_killed_between_lots_it_goes_on_where_it_was(ward, monkeypatch) -> None:
    old = [an_old_report(ward) for _ in range(3)]
    approved(ward, old[0])
    monkeypatch.setattr(retention, "LOT", 1)
    whole, calls = erasing.erase_content, []

    def killed(*args, **kwargs) -> None:
        whole(*args, **kwargs)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt  # after its writes, before its commit

    monkeypatch.setattr(erasing, "erase_content", killed)
    with pytest.raises(KeyboardInterrupt):
        retention.apply()
    assert Case.objects.filter(erased_on=None).count() == 2
    assert Disposal.objects.get().done == 1
    monkeypatch.setattr(erasing, "erase_content", whole)
    assert retention.apply() == 2
    assert retention.apply() == 0
    assert (Disposal.objects.get().done, Disposal.objects.get().done_at is not None) == (3, True)
    assert list(verify_records()) == []


def test_the_job_is_enqueued_with_the_order(ward, django_capture_on_commit_callbacks) -> None:
    from django_tasks_db.models import DBTaskResult

    approved(ward, an_old_report(ward))
    paths = DBTaskResult.objects.values_list("task_path", flat=True)
    assert "gandan.cases.tasks.apply_retention" in set(paths)


def test_erasing_a_person_takes_their_letters_along(ward) -> None:
    code = make.sent().code
    Message.objects.create(key="x", address="ba.hai@example.vn", subject="s", body="b", about=f"case:{code}")
    cases.erase_person(ward.leader, code=code, rule="Điều 4 Luật 91/2025/QH15")
    assert "ba.hai@example.vn" not in everything()


def test_of_a_denunciation_the_ciphertext_goes_and_the_chain_stays(ward, django_capture_on_commit_callbacks) -> None:
    code = make.sent(sealed.a_denunciation(**sealed.a_sealed_file())).code
    case = closed(clock.today().year - 40, Case.objects.get(code=code))
    before = {bytes(secret) for secret in Entry.objects.exclude(secret=None).values_list("secret", flat=True)}
    assert case.secret
    stored = Attachment.objects.get(case=case).file
    approved(ward, case)
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.apply() == 1
    case.refresh_from_db()
    assert (case.secret, case.bars, case.subject) == (None, "", erasing.ERASED)
    left = {bytes(secret) for secret in Entry.objects.exclude(secret=None).values_list("secret", flat=True)}
    assert not left & before
    assert not default_storage.exists(f"{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}")
    assert list(verify_records()) == [] and audit.verify() == []
