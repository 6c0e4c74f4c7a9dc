"""From the decision to the proof: drafted, approved, public, corrected, withdrawn; who may; what is refused."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gandan.audit.models import Entry
from gandan.core import clock
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.queries import the_unit
from gandan.disclosures import actions, queries
from gandan.disclosures.models import DisclosureClock, Posting, Publication
from gandan.disclosures.types import PlanView, Standing, State
from gandan.law import queries as law
from gandan.law.types import Role
from gandan.notifications.models import Message, Notice
from gandan.search.queries import search
from tests.directory import make as directory
from tests.disclosures.make import a_budget, days_ago, on_the_board, published

pytestmark = pytest.mark.django_db


def test_the_clock_runs_from_the_decision_until_it_is_public(house):
    code = actions.draft(a_budget(), house.editor, "26740")
    timed = DisclosureClock.objects.get()
    assert timed.due_on == law.deadline("disclosure", "publish", clock.today()).due.on
    assert "Điều 12" in timed.due_source
    assert timed.met_on is None
    assert actions.publish(code, house.editor) is State.PUBLISHED
    timed.refresh_from_db()
    assert timed.met_on == clock.today()
    assert Posting.objects.get().form == "website"
    assert [hit.link for hit in search("ngan sach", scope="disclosure")] == [f"/cong-khai/{code}/"]


def test_before_july_2023_no_clock_is_claimed(house):
    actions.draft(a_budget(decision_on=date(2023, 6, 30)), house.editor, "26740")
    assert not DisclosureClock.objects.exists()


def test_where_the_unit_wants_it_a_leader_approves(house):
    actions.set_approval("26740", True, house.leader)
    code = actions.draft(a_budget(), house.editor, "26740")
    assert actions.publish(code, house.editor) is State.AWAITING
    assert Notice.objects.get().account_id == house.leader_account.pk
    with pytest.raises(NotFound):
        queries.of_code(code)
    with pytest.raises(Refused):
        actions.send_back(code, "", house.leader)
    with pytest.raises(NotAllowed):
        actions.send_back(code, "Tôi tự trả lại", house.editor)
    actions.send_back(code, "Ghi rõ nguồn số liệu", house.leader)
    assert "Ghi rõ nguồn số liệu" in Notice.objects.get(account=house.editor_account).text
    assert actions.publish(code, house.editor) is State.AWAITING
    assert actions.publish(code, house.leader) is State.PUBLISHED
    assert queries.of_code(code).version == 1
    with pytest.raises(NotAllowed):
        actions.correct(code, a_budget(summary="Con số mà lãnh đạo chưa xem bao giờ."), "Sửa số chi", house.editor)
    assert actions.correct(code, a_budget(), "Sửa số chi y tế", house.leader) == 2


def test_a_correction_is_a_new_version_that_says_what_changed(house):
    code = published(house)
    with pytest.raises(Refused, match="đổi gì"):
        actions.correct(code, a_budget(), "", house.editor)
    assert actions.correct(code, a_budget(title="Thực hiện ngân sách, sửa"), "Sửa số chi y tế", house.editor) == 2
    found = queries.of_code(code)
    assert [(each.number, each.changed) for each in found.versions] == [(2, "Sửa số chi y tế"), (1, "")]
    assert found.versions[1].title == "Thực hiện ngân sách 9 tháng"


def test_what_is_withdrawn_leaves_title_and_reason(house):
    code = published(house)
    actions.withdraw(code, "Văn bản bị bãi bỏ bởi quyết định 15.", house.leader)
    found = queries.of_code(code)
    assert (found.state, found.summary, found.tables) == (State.WITHDRAWN, "", ())
    assert "bãi bỏ" in found.withdrawn_reason
    assert search("ngan sach", scope="disclosure") == []
    with pytest.raises(Conflict):
        actions.withdraw(code, "Rút thêm một lần nữa.", house.leader)
    for gone in (lambda: queries.table_of(code, 1), lambda: queries.version_of(code, 1), lambda: queries.notice(code)):
        with pytest.raises(NotFound):
            gone()


def test_a_posting_gets_the_days_of_the_law(house):
    code = published(house)
    actions.post(code, on_the_board(), house.editor)
    board = Posting.objects.get(form="board")
    assert board.until == clock.today() + timedelta(days=29)
    with pytest.raises(Refused, match="Luật yêu cầu"):
        actions.end_posting(code, board.pk, house.editor)
    assert queries.of_code(code).missing_forms == ()


def test_what_hung_long_enough_is_told_once_and_taken_down_once(house):
    code = published(house, decision_on=days_ago(31))
    board = actions.post(code, on_the_board(since=days_ago(31)), house.editor)
    shown = next(each for each in queries.of_code(code).postings if each.id == board)
    assert shown.may_end_from == days_ago(2) and shown.over
    assert actions.remind() == 1
    assert "có thể gỡ" in Notice.objects.filter(account=house.editor_account).latest("pk").text
    assert actions.remind() == 0
    actions.end_posting(code, board, house.editor)
    shown = next(each for each in queries.of_code(code).postings if each.id == board)
    assert (shown.taken_down_on, shown.until, shown.days, shown.may_end_from) == (
        clock.today(), clock.today(), 32, None,
    )  # fmt: skip
    with pytest.raises(Conflict):
        actions.end_posting(code, board, house.editor)


def test_what_the_law_wants_up_for_good_is_not_taken_down(house):
    code = published(house, item="officials_and_conduct", decision_on=days_ago(90))
    board = actions.post(code, on_the_board(since=days_ago(80)), house.editor)
    with pytest.raises(Refused, match="thường xuyên"):
        actions.end_posting(code, board, house.editor)
    assert all(each.may_end_from is None for each in queries.of_code(code).postings)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": ""}, "place"),
        ({"who": " "}, "who"),
        ({"form": "website"}, "form"),
        ({"form": "pigeon"}, "form"),
        ({"form": "radio"}, "times"),
        ({"form": "heads"}, "receivers"),
        ({"form": "social", "link": "javascript:alert(1)"}, "link"),
        ({"since": date(2099, 1, 1)}, "since"),
        ({"since": date(2001, 1, 1)}, "since"),
        ({"until": date(2001, 1, 1)}, "until"),
    ],
)
def test_a_proof_without_what_proves_it_is_refused(house, changes, field):
    code = published(house)
    with pytest.raises(Refused) as refusal:
        actions.post(code, on_the_board(**changes), house.editor)
    assert field in refusal.value.errors
    assert Posting.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"item": "weather"}, "item"),
        ({"title": "a"}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"summary": "ngắn"}, "summary"),
        ({"decision_on": date(2099, 1, 1)}, "decision_on"),
        ({"decision_on": date(1800, 1, 1)}, "decision_on"),
    ],
)
def test_a_wrong_draft_is_refused_at_its_field(house, changes, field):
    with pytest.raises(Refused) as refusal:
        actions.draft(a_budget(**changes), house.editor, "26740")
    assert field in refusal.value.errors
    assert not Publication.objects.exists()


def test_who_may_not(house):
    stranger = directory.an_actor(Role.EDITOR, directory.a_ward("26734", "Phường Tân Định"))
    volunteer = directory.an_actor(Role.VOLUNTEER, house.unit)
    code = published(house)
    for actor in (stranger, volunteer):
        with pytest.raises(NotAllowed):
            actions.draft(a_budget(), actor, "26740")
        with pytest.raises(NotAllowed):
            actions.post(code, on_the_board(), actor)
        with pytest.raises(NotAllowed):
            actions.withdraw(code, "Rút cho vui thôi mà.", actor)
    with pytest.raises(NotAllowed):
        actions.set_approval("26740", True, house.editor)


def test_what_is_for_the_agency_stays_inside(house):
    code = published(house, set="agency", item="finance")
    with pytest.raises(NotFound):
        queries.of_code(code)
    assert queries.of_code(code, public=False).audience == "inside"
    assert search("ngan sach", scope="disclosure") == []
    assert queries.latest(the_unit("26740")) == ()


def test_the_matrix_counts_what_is_done_due_late_and_missing(house):
    published(house)
    actions.draft(a_budget(item="fees"), house.editor, "26740")
    actions.draft(a_budget(item="public_assets", decision_on=clock.today() - timedelta(days=25)), house.editor, "26740")
    relief = PlanView("relief_and_donations", (), None, None, "", True, "")
    actions.plan("26740", clock.today().year, [relief], house.editor)
    unit = the_unit("26740")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.matrix(unit, clock.today().year)
    assert len(asked) <= 5
    standing = {row.item.code: row.standing for row in found.rows}
    assert standing["budget"] is Standing.DONE
    assert standing["fees"] is Standing.DUE
    assert standing["relief_and_donations"] is Standing.NOTHING
    assert standing["military_service"] is Standing.MISSING
    if days_ago(25).year == clock.today().year:
        assert standing["public_assets"] is Standing.LATE
    assert len(found.rows) == 14


def test_what_waits_since_last_year_is_still_late_this_year(house):
    year = clock.today().year
    actions.draft(a_budget(decision_on=date(year - 1, 12, 1)), house.editor, "26740")
    for asked in (year, year - 1):
        found = {row.item.code: row.standing for row in queries.matrix(the_unit("26740"), asked).rows}
        assert found["budget"] is Standing.LATE


def test_before_the_law_nothing_is_said_to_be_missing(house):
    published(house, decision_on=date(2022, 5, 4))
    found = queries.matrix(the_unit("26740"), 2022)
    assert (found.claimed, [row.item.code for row in found.rows]) == (False, ["budget"])
    assert queries.matrix(the_unit("26740"), 2023).claimed


def test_several_units_cost_as_much_as_one(house, django_assert_num_queries):
    units = [the_unit("26740"), the_unit(directory.a_ward("26734", "Phường Tân Định").code)]
    published(house)
    with django_assert_num_queries(4):
        one, other = queries.matrices(units, clock.today().year)
    assert (one.figure(Standing.DONE), other.figure(Standing.DONE)) == (1, 0)


def test_the_list_of_the_quarter_announces_itself_once(house):
    first = clock.today().replace(month=3 * ((clock.today().month - 1) // 3) + 1, day=1)
    before = first - timedelta(days=20)
    past = actions.Past(a_budget(decision_on=before), before)
    actions.publish_many("26740", [past], house.editor)
    assert actions.remind() == 1
    told = Notice.objects.filter(account=house.leader_account).get()
    assert told.link.startswith("/cong-khai/danh-muc/26740/") and "để in và niêm yết" in told.text
    assert actions.remind() == 0


def test_reminders_come_once_before_the_day(house):
    actions.draft(a_budget(decision_on=days_ago(9)), house.editor, "26740")
    assert actions.remind() == 1
    assert Notice.objects.filter(kind="disclosure").count() == 2  # the editor and the leader
    assert actions.remind() == 0


def test_readers_confirm_then_get_one_letter_and_can_end_it(house):
    actions.subscribe("26740", "", "Doc.Gia@example.vn")
    token = Message.objects.get().key.removeprefix("subscribe:")
    published(house)
    assert actions.tell(Publication.objects.get().code) == 0, "not before it was confirmed"
    actions.confirm(token)
    code = Publication.objects.get().code
    assert (actions.tell(code), actions.tell(code)) == (1, 1)
    letters = Message.objects.filter(key__startswith="disclosure:")
    assert letters.count() == 1, "once for each version"
    assert token in letters.get().body
    actions.unsubscribe(token)
    actions.unsubscribe(token)
    assert actions.tell(code) == 0
    with pytest.raises(NotFound):
        actions.confirm(token)


def test_every_write_is_in_the_log_within_the_budget(house):
    code = actions.draft(a_budget(), house.editor, "26740")
    with CaptureQueriesContext(connection) as asked:
        actions.publish(code, house.editor)
    assert len(asked) <= 20
    verbs = Entry.objects.filter(object=f"disclosure:{code}").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["draft", "publish"]


def test_what_waits_goes_to_the_heir(house):
    code = actions.draft(a_budget(), house.editor, "26740")
    heir = the_unit(directory.a_ward("26734", "Phường Tân Định").code)
    assert actions.open_work(the_unit("26740")).count == 1
    assert actions.move_open_work(the_unit("26740"), heir, house.leader) == 1
    assert queries.of_code(code, public=False).unit == "26734"
