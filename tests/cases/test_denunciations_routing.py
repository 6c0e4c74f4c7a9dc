"""Nobody handles what is said about them: a letter about a head goes to the body above, and nobody who works for the
denounced ever finds it.
"""

from __future__ import annotations

import pytest

from gandan.audit import queries as audit
from gandan.cases import actions, queries
from gandan.cases.actions import barring, sealing
from gandan.cases.models import Case, Entry
from gandan.cases.queries import sealed as sealed_queries
from gandan.cases.queries.records import verify_records
from gandan.cases.types import Channel
from gandan.core.types import NotAllowed, NotFound, Refused
from gandan.directory import queries as directory_queries
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.notifications.models import Notice
from tests.cases import make, sealed
from tests.cases.sealed import REASON
from tests.directory import make as directory

CHAIR = "Đỗ Mẫu Chủ Tịch"


@pytest.fixture
def ward(db) -> make.Ward:
    return make.a_ward_at_work()


@pytest.fixture
def city(ward) -> Actor:
    """Who takes denunciations at the body above."""
    above = ward.unit.parent
    return directory_queries.actor_of(directory.an_officer(Role.PETITION_OFFICER, above, title="Thanh tra viên"))


def sent(**changes) -> str:
    return actions.submit(sealed.a_denunciation(**changes), Actor.resident()).code


def about(against: str = "staff", denounced: str = "Người Nào Đó", office: str = "") -> dict:
    return {"answers": {"denounced": denounced, "office": office, "against": against}}


def sees(actor: Actor, code: str) -> bool:
    listed = code in {row.code for row in sealed_queries.sealed_list(actor).rows}
    try:
        queries.case_view(code, actor)
    except NotFound:
        assert not listed
        for refused in (sealing.open_content, sealing.ask_identity, actions.open_seal):
            with pytest.raises(NotFound):
                refused(code, actor, REASON)
        return False
    assert listed
    return True


def test_about_the_head_it_goes_to_the_body_above(ward, city):
    code = sent(**about("head"))
    assert Case.objects.get(code=code).unit == ward.unit.parent
    assert code.startswith("SG"), "the code does not tell where it went"
    assert sees(city, code)
    assert not any(sees(actor, code) for actor in (ward.leader, ward.officer, ward.counter, ward.specialist))
    assert [notice.account_id for notice in Notice.objects.filter(kind="sealed")] == [city.account]


def test_where_nobody_above_takes_it_nothing_is_kept_and_it_says_where_to_go(ward):
    with pytest.raises(Refused) as refusal:
        sent(**about("head"))
    assert "Thành phố Hồ Chí Minh" in refusal.value.errors["unit"]
    assert not Case.objects.exists()


def test_a_leader_above_sees_only_what_lies_there(ward, city):
    code = sent()
    assert sees(ward.officer, code)
    assert not sees(city, code)


def test_a_head_who_is_named_never_gets_it_though_the_sender_chose_wrongly(ward, city):
    chair = directory.an_officer(Role.LEADER, ward.unit, "chu-tich", title="Chủ tịch UBND phường", name=CHAIR)
    code = sent(**about("other", denounced="ong do mau CHU TICH"))
    assert Case.objects.get(code=code).unit == ward.unit.parent
    actors = [directory_queries.actor_of(chair), ward.leader, ward.officer]
    assert not any(sees(actor, code) for actor in actors)
    assert sees(city, code)


def test_a_named_deputy_and_their_staff_do_not_see_it_the_head_does(ward):
    chair = directory.an_officer(Role.LEADER, ward.unit, "chu-tich", title="Chủ tịch UBND phường", name=CHAIR)
    directory.an_officer(Role.LEADER, ward.unit, "pho", title="Phó Chủ tịch", name="Lê Thị Phó Mẫu")
    code = sent(**about(denounced="Bà Lê Thị Phó Mẫu, Phó Chủ tịch"))
    assert Case.objects.get(code=code).unit == ward.unit
    assert sees(directory_queries.actor_of(chair), code)
    assert not sees(ward.officer, code), "a petition officer works for the deputy too"


def test_a_named_officer_alone_is_barred(ward):
    named = directory.an_officer(Role.PETITION_OFFICER, ward.unit, "can-bo-ba", name="Hồ Văn Ba Mẫu")
    code = sent(**about(denounced="ông HỒ VĂN BA MẪU"))
    assert not sees(directory_queries.actor_of(named), code)
    assert sees(ward.officer, code) and sees(ward.leader, code)


def test_a_name_inside_another_word_bars_nobody(ward):
    directory.an_officer(Role.PETITION_OFFICER, ward.unit, "can-bo-ba", name="Hồ Văn")
    assert Case.objects.get(code=sent(**about(denounced="Hồ Vănh và Thohồ Văn"))).bars == ""


def test_the_officer_names_the_denounced_and_loses_sight_with_them(ward):
    target = directory.an_officer(Role.PETITION_OFFICER, ward.unit, "can-bo-hai", name="Phạm Văn Hai Mẫu")
    code = sent()
    second = directory_queries.actor_of(target)
    assert sees(second, code)
    assert barring.bar_person(code, ward.leader, target.person_id, REASON) is True
    assert not sees(second, code)
    assert sees(ward.officer, code) and sees(ward.leader, code)
    assert set(Entry.objects.get(action="bar_person").form) == {"marks"}
    assert list(verify_records()) == audit.verify() == []


def test_naming_the_head_sends_it_up_in_the_same_act(ward, city):
    chair = directory.an_officer(Role.LEADER, ward.unit, "chu-tich", title="Chủ tịch", name=CHAIR)
    code = sent()
    assert barring.bar_person(code, ward.officer, chair.person_id, REASON) is False
    assert Case.objects.get(code=code).unit == ward.unit.parent
    assert sees(city, code)
    assert not sees(ward.officer, code)
    assert list(verify_records()) == []


def test_naming_the_head_where_nobody_above_can_take_it_is_refused_and_changes_nothing(ward):
    chair = directory.an_officer(Role.LEADER, ward.unit, "chu-tich", title="Chủ tịch", name=CHAIR)
    code = sent()
    with pytest.raises(Refused):
        barring.bar_person(code, ward.officer, chair.person_id, REASON)
    assert Case.objects.get(code=code).bars == ""
    assert not Entry.objects.filter(action="bar_person").exists()


def test_it_is_passed_to_another_unit_by_an_act_of_its_own(ward, city):
    code = sent()
    assert barring.reroute(code, ward.officer, "79", REASON) is False
    assert sees(city, code) and not sees(ward.leader, code)
    entry = Entry.objects.get(action="reroute")
    assert (entry.form, entry.text) == ({"from": "26740", "to": "79"}, "")
    assert list(verify_records()) == []


@pytest.mark.parametrize("to", ["", "26740", "99999", "\x00", "26740-kthtdt"])
def test_it_is_not_passed_to_nowhere(ward, to):
    code = sent()
    with pytest.raises(Refused):
        barring.reroute(code, ward.officer, to, REASON)
    assert Case.objects.get(code=code).unit == ward.unit


def test_who_is_barred_reads_nothing_of_it_among_the_openings(ward):
    auditor = directory.an_officer(Role.AUDITOR, ward.unit, title="Thanh tra", name="Vũ Thị Thanh Tra")
    actor = directory_queries.actor_of(auditor)
    first = sent(**about(denounced="Vũ Thị Thanh Tra"))
    other = sent()
    for code in (first, other):
        sealing.open_content(code, ward.officer, REASON)
    assert [row.code for row in sealed_queries.openings(actor).rows] == [other]


def test_marks_of_one_case_say_nothing_about_another(ward, city):
    marks = [set(Case.objects.get(code=sent(**about("head"))).bars.split()) for _ in range(2)]
    assert marks[0] and marks[0].isdisjoint(marks[1])


def test_at_the_counter_only_who_may_open_seals_takes_it_in(ward):
    with pytest.raises(NotAllowed):
        actions.submit(sealed.a_denunciation(channel=Channel.COUNTER), ward.counter)
    assert actions.submit(sealed.a_denunciation(channel=Channel.COUNTER), ward.officer).code


def test_nobody_else_is_reminded_of_it_not_even_by_a_count(ward, city, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    from gandan.cases.actions import reminding

    sent(**about("head"))
    Notice.objects.all().delete()
    later = timezone.now() + timedelta(days=60)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert reminding.mark_late() == 2
    assert {notice.account_id for notice in Notice.objects.all()} == {city.account}


def test_the_preview_of_an_ending_counts_it_and_names_no_code(ward):
    from gandan.directory.queries import unit

    sent()
    preview = actions.open_work(unit(ward.unit.pk))
    assert (preview.count, preview.examples) == (1, ())


def test_a_unit_that_ends_hands_it_on(ward):
    from gandan.directory.queries import unit

    code = sent()
    heir = directory.a_unit("26743", "Phường Bến Thành", ward.unit.parent)
    moved = actions.move_open_work(unit(ward.unit.pk), unit(heir.pk), Actor.system("test"))
    assert moved == 1
    assert Case.objects.get(code=code).unit == heir
    assert list(verify_records()) == []
