"""The sample authority: real units, Quận 1's figures of 2019 from records, a living ward around today."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import pytest
from django.test import TestCase
from django.utils import timezone

from gandan.audit import queries as audit
from gandan.cases import queries as cases
from gandan.cases.actions import units
from gandan.cases.models import Case, Clock, Entry, Link
from gandan.cases.types import InboxFilter, LinkKind, Tab
from gandan.core import clock
from gandan.core.types import Refused
from gandan.demo import queries as demo
from gandan.demo.actions import build
from gandan.demo.actions.letters import living_letters
from gandan.demo.actions.living import living_cases
from gandan.demo.rules import fates
from gandan.directory import actions as directory
from gandan.directory.models import Account, Organisation
from gandan.directory.queries import actor_of, installation, the_unit
from gandan.directory.types import Actor
from gandan.disclosures import queries as disclosures
from gandan.disclosures.types import Standing
from gandan.documents.models import Letter
from gandan.documents.types import LetterState
from gandan.events import queries as events
from gandan.events.types import Kind, State
from gandan.law import queries as law
from gandan.law.rules import is_working_day

FIRST, LAST = date(2019, 1, 1), date(2019, 6, 30)


def historical():
    return Case.objects.filter(unit__path__startswith=Organisation.objects.get(code="760").path)


def _tan_phu_disclosed_all_of_2024_and_saigon_is_on_its_way() -> None:
    past = disclosures.matrix(the_unit("767"), 2024)
    assert past.figure(Standing.DONE) == 14
    assert {form.code for row in past.rows for form in row.forms} == {"website", "board", "radio", "heads", "front"}
    living = disclosures.matrix(the_unit("26740"), clock.today().year)
    waiting = {row.item.code: row.standing for row in living.rows if row.standing in (Standing.DUE, Standing.LATE)}
    assert waiting["inspection_discipline"] is Standing.LATE
    assert waiting["projects_land_planning"] is Standing.DUE


def _the_ward_meets_its_people() -> None:
    ahead = events.upcoming(the_unit("26740").path)
    assert {each.kind for each in ahead} == {Kind.CITIZEN_RECEPTION, Kind.DIALOGUE_CONFERENCE}
    assert {each.state for each in ahead} == {State.ANNOUNCED, State.MOVED, State.CANCELLED}
    assert all(each.on_time for each in ahead), "posted as early as the law asks"
    assert all(each.day_off is None for each in ahead)
    over = events.past(the_unit("26740").path).rows
    assert {each.state for each in over} == {State.HELD}
    assert {each.kind for each in over} == {Kind.CITIZEN_RECEPTION, Kind.COMMUNITY_MEETING}


def _quan_1_received_295_and_resolved_275() -> None:
    received = historical().filter(received_on__range=(FIRST, LAST))
    assert received.count() == 295
    resolved = received.filter(answered_on__range=(FIRST, LAST))
    assert resolved.count() == 275
    assert received.values("unit").distinct().count() == 10
    by_field = Counter(received.values_list("field", flat=True))
    assert sum(by_field[each] for each in ("construction", "urban_order", "projects")) > 200
    assert not historical().filter(open=True).exists(), "a petition of 2019 must not burden today's desk"


def _every_step_of_2019_lies_on_a_working_day_in_its_order() -> None:
    calendar = law.calendar()
    for case in historical().prefetch_related("entries"):
        days = [clock.day_of(entry.at) for entry in case.entries.all()]
        assert days == sorted(days)
        assert all(is_working_day(calendar, day) for day in days), case
        assert days[1] <= LAST, "accepted inside the period"


def _the_living_ward_has_work_of_every_kind() -> None:
    living = Case.objects.filter(unit__code="26740")
    assert 290 <= living.count() <= 310
    assert living.filter(state="merged_duplicate").count() >= 40
    by_state = Counter(living.filter(type="complaint").values_list("state", flat=True))
    wanted = {"received", "accepted", "verifying", "dialogue", "suspended", "decided", "sent", "executing", "archived"}
    assert wanted | {"refused", "guided", "withdrawn", "executed", "termination_sent"} <= set(by_state)
    second = Case.objects.filter(type="complaint-second", unit__code="79")
    assert sorted(second.values_list("state", flat=True)) == ["decided", "received"]
    assert Letter.objects.filter(template="quyet-dinh-giai-quyet-lan-hai", state=LetterState.ISSUED).count() == 1
    assert living.filter(answers__people=12).get().parties.count() == 5
    assert Link.objects.filter(kind=LinkKind.PART_OF).count() == 4
    assert Letter.objects.filter(state=LetterState.ISSUED).count() >= 7
    today = clock.today()
    open_cases = living.filter(open=True)
    assert open_cases.filter(due_on__lt=today, paused=False).count() >= 8
    assert open_cases.filter(paused=True).exists()
    assert living.filter(reopened=1).exists()
    assert living.filter(rating="done").exists()
    assert open_cases.filter(due_on__gt=today, due_on__lte=_a_week_ahead()).count() >= 10
    assert Entry.objects.filter(case__in=living, at__gt=clock.now()).count() == 0


def _a_week_ahead() -> date:
    """Six days, and at least four on which something may be due: at Tết that is two weeks."""
    today = day = clock.today()
    left = 4
    while left or day < today + timedelta(days=6):
        day += timedelta(days=1)
        left -= bool(left and is_working_day(law.calendar(), day))
    return day


def _officers_see_their_own_ward_only() -> None:
    here = actor_of(Account.objects.get(username="tiepdan"))
    there = actor_of(Account.objects.get(username="tandinh"))
    assert cases.inbox(here, InboxFilter(tab=Tab.ALL)).rows
    forwarded = cases.inbox(there, InboxFilter(tab=Tab.ALL)).rows
    assert len(forwarded) == 3, "what was forwarded to them"
    assert all(row.unit_name == "Phường Tân Định" for row in forwarded)


def _the_clock_of_each_open_case_is_the_laws() -> None:
    for case in Case.objects.filter(open=True, paused=False).exclude(due_on=None):
        assert case.due_on == min(Clock.objects.filter(case=case, met_on=None).values_list("due_on", flat=True))


def _two_denunciations_are_sealed() -> None:
    sealed = Case.objects.filter(type="denunciation")
    assert {(case.subject, case.content, case.open) for case in sealed} == {("Đơn niêm phong", "", False)}
    assert sorted(sealed.values_list("state", flat=True)) == ["received", "verifying"]


def test_a_real_database_is_never_filled_with_samples(db) -> None:
    actor = Actor.system("test")
    directory.import_units(actor=actor)
    directory.install("26740", actor=actor)
    with pytest.raises(Refused, match="cơ sở dữ liệu thật"):
        build()
    assert not Case.objects.exists()


class TestTheSample(TestCase):
    """Built once: that takes seconds."""

    @classmethod
    def setUpTestData(cls) -> None:
        units.forget()  # ids of another test's units, kept for half a minute
        build()

    def test_the_whole_sample_tells_its_stories(self) -> None:
        _quan_1_received_295_and_resolved_275()
        _every_step_of_2019_lies_on_a_working_day_in_its_order()
        _the_living_ward_has_work_of_every_kind()
        _officers_see_their_own_ward_only()
        _the_clock_of_each_open_case_is_the_laws()
        _two_denunciations_are_sealed()
        _tan_phu_disclosed_all_of_2024_and_saigon_is_on_its_way()
        _the_ward_meets_its_people()
        assert audit.verify() == []

    def test_building_again_changes_nothing(self) -> None:
        before = Case.objects.count()
        said: list[str] = []
        build(said.append)
        assert Case.objects.count() == before
        assert said == ["Cơ sở dữ liệu mẫu đã có."]
        assert installation().demo

    def test_the_plan_is_the_same_every_time(self) -> None:
        unit, _bodies, people = demo.people()
        officers = {person.username: actor_of(Account.objects.get(username=person.username)) for person in people}
        one, two = living_cases(unit, officers), living_cases(unit, officers)
        assert [plan.digits for plan in one] == [plan.digits for plan in two]
        assert [plan.submission.subject for plan in one] == [plan.submission.subject for plan in two]
        assert len(one) == len(fates())
        assert the_unit(unit).name == "Phường Sài Gòn"


@pytest.mark.parametrize("built", ["2026-11-27", "2026-11-28", "2026-11-29", "2026-12-31", "2027-01-01", "2027-02-05"])
def test_an_invitation_that_is_printed_today_gives_five_days_whatever_day_it_is(monkeypatch, built) -> None:
    moment = datetime.fromisoformat(f"{built}T09:30:00+07:00")
    monkeypatch.setattr(timezone, "now", lambda: moment)
    printed = [way.name for way in demo.letters().ways if way.letter == "giay-moi-doi-thoai"]
    plans = living_letters("26740", defaultdict(lambda: Actor.system("test")))
    days = [
        date.fromisoformat(step.form["on"])
        for plan in plans
        if plan.submission.key.rsplit("-", 1)[0] in {f"demo-letter-{name}" for name in printed}
        for step in plan.steps
        if step.action == "invite_dialogue"
    ]
    assert days and all(day >= moment.date() + timedelta(days=5) for day in days)
    assert all(is_working_day(law.calendar(), day) for day in days)
