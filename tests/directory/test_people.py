"""Accounts, posts, delegation: by date, audited, and never without a last administrator."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount

from gandan.audit.models import Entry
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory import actions, queries
from gandan.directory.models import Account, Delegation, Membership
from gandan.directory.types import Actor
from gandan.law.types import Role

from . import make

pytestmark = pytest.mark.django_db
CLI = Actor.system("cli")


@pytest.fixture
def ward():
    return make.a_ward()


@pytest.fixture
def admin(ward):
    return make.an_actor(Role.ADMINISTRATOR, ward, "quan-tri")


def days(number):
    return make.today() + timedelta(days=number)


def test_an_officers_roles_cost_two_queries(ward, django_assert_max_num_queries):
    account = make.an_officer(Role.SPECIALIST, make.a_department(ward))
    make.a_holder(account.person, ward, Role.PETITION_OFFICER, "Cán bộ tiếp dân")
    fresh = Account.objects.get(pk=account.pk)
    with django_assert_max_num_queries(2):
        actor = queries.actor_of(fresh)
    assert {(grant.role, grant.path) for grant in actor.grants} == {
        (Role.SPECIALIST, "/79/26740/26740-vhxh/"),
        (Role.PETITION_OFFICER, "/79/26740/"),
    }
    assert actor.paths == ("/79/26740/",)
    assert actor.roles_over("/79/26740/") == {Role.PETITION_OFFICER}
    assert actor.name == "Trần Thị Mẫu"


def test_a_desk_shows_its_unit_and_what_lies_below(ward, django_assert_max_num_queries):
    department = make.a_department(ward)
    other = make.a_ward("26743", "Phường Bến Thành")
    actor = make.an_actor(Role.LEADER, ward)
    with django_assert_max_num_queries(1):
        seen = queries.visible_to(actor)
    assert seen == {ward.pk, department.pk}
    assert other.pk not in seen
    assert queries.visible_to(Actor.resident()) == frozenset()
    city = make.an_actor(Role.LEADER, make.a_city(), "tp")
    assert queries.visible_to(city) >= {ward.pk, department.pk, other.pk}


def test_create_appoint_and_end(ward, admin):
    new = actions.create_account(
        username="Le.Mau", name=" Lê  Văn Mẫu ", email="Le.Mau@example.vn", password=make.PASSWORD, actor=admin
    )
    held = actions.appoint(new.person, ward.code, Role.SPECIALIST, "Chuyên viên đô thị", admin)
    account = Account.objects.get(pk=new.account)
    assert (account.username, account.email, account.person.name) == ("le.mau", "le.mau@example.vn", "Lê Văn Mẫu")
    assert account.check_password(make.PASSWORD)
    assert queries.actor_of(account).roles_over(ward.path) == {Role.SPECIALIST}
    actions.end_membership(held, admin, make.today())
    assert queries.actor_of(account, days(1)).grants == ()
    assert queries.actor_of(account).grants != (), "the last day still counts"
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["account.create", "post.appoint", "post.end"]
    assert set(Entry.objects.values_list("actor", flat=True)) == {admin.code}


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("username", {"username": "có dấu"}),
        ("username", {"username": "ab"}),
        ("name", {"name": "  "}),
        ("name", {"name": "x" * 200}),
        ("email", {"email": "không phải"}),
        ("email", {"email": "taken@example.vn"}),
        ("password", {"password": "12345"}),
        ("password", {"password": "mat-khau"}),
    ],
)
def test_a_wrong_field_is_named(admin, field, given):
    make.an_account("someone", email="taken@example.vn")
    told = {"username": "le.mau", "name": "Lê Văn Mẫu", "password": make.PASSWORD, **given}
    with pytest.raises(Refused) as refusal:
        actions.create_account(actor=admin, **told)
    assert set(refusal.value.errors) == {field}
    assert not Account.objects.filter(username="le.mau").exists()


def test_a_taken_name_is_refused(admin):
    make.an_account("le.mau")
    with pytest.raises(Refused) as refusal:
        actions.create_account(username="LE.MAU", name="Lê", actor=admin)
    assert "username" in refusal.value.errors


def test_an_administrator_reaches_no_further_than_their_unit(ward, admin):
    other = make.a_ward("26743", "Phường Bến Thành")
    person = make.an_officer(Role.SPECIALIST, other, "ben-thanh")
    with pytest.raises(NotAllowed):
        actions.appoint(person.person.pk, other.code, Role.LEADER, "Chủ tịch", admin)
    with pytest.raises(NotAllowed):
        actions.deactivate(person.pk, admin, "thử")
    with pytest.raises(NotAllowed):
        actions.invite(person.pk, admin)
    with pytest.raises(NotAllowed):
        actions.end_membership(person.person.memberships.get().pk, admin)
    with pytest.raises(NotAllowed):
        actions.link_identity(person.pk, "dinh-danh", "sub-1", admin)


def test_whoever_acts_elsewhere_too_is_out_of_reach(ward, admin):
    """Taking over an account takes over all its roles: those that end some day, and those that are lent, count too."""
    leaving = make.an_officer(Role.SPECIALIST, ward, "sap-thoi")
    above = make.a_holder(leaving.person, make.a_city(), Role.LEADER, "Phó Chủ tịch thành phố")
    Membership.objects.filter(pk=above.pk).update(valid_to=days(30))
    deputy = make.an_officer(Role.SPECIALIST, ward, "lam-thay")
    leader = make.an_officer(Role.LEADER, make.a_city(), "lanh-dao", "Chủ tịch thành phố")
    held = leader.person.memberships.get().pk
    lent = actions.delegate(held, deputy.person.pk, days(1), days(5), "Đi học", queries.actor_of(leader))
    for account in (leaving, deputy):
        with pytest.raises(NotAllowed):
            actions.invite(account.pk, admin)
    actions.revoke_delegation(lent, queries.actor_of(leader))
    Membership.objects.filter(pk=above.pk).update(valid_to=days(-1))
    for account in (leaving, deputy):
        assert actions.invite(account.pk, admin)


def test_officers_do_not_appoint(ward):
    for role in (Role.LEADER, Role.PETITION_OFFICER, Role.AUDITOR):
        actor = make.an_actor(role, ward)
        with pytest.raises(NotAllowed):
            actions.appoint(actor.person, ward.code, Role.ADMINISTRATOR, "Quản trị", actor)
        with pytest.raises(NotAllowed):
            actions.create_account(username="moi.toanh", name="Mới", actor=actor)


def test_appointments_that_cannot_be(ward, admin):
    person = make.a_person()
    for told, field in (
        ({"role": Role.CITIZEN, "title": "Dân"}, "role"),
        ({"role": Role.LEADER, "title": " "}, "title"),
        ({"role": Role.LEADER, "title": "Chủ tịch", "valid_to": days(-9)}, "valid_to"),
        ({"role": Role.LEADER, "title": "Chủ tịch", "unit": "760"}, "unit"),
    ):
        make.a_unit("760", "Quận 1", make.a_city(), valid_to=days(-30)) if told.get("unit") else None
        unit = told.pop("unit", ward.code)
        with pytest.raises(Refused) as refusal:
            actions.appoint(person.pk, unit, actor=CLI, **told)
        assert field in refusal.value.errors
    actions.appoint(person.pk, ward.code, Role.LEADER, "Chủ tịch", admin)
    with pytest.raises(Conflict):
        actions.appoint(person.pk, ward.code, Role.LEADER, "Chủ tịch", admin)
    with pytest.raises(NotFound):
        actions.appoint(10**9, ward.code, Role.LEADER, "Chủ tịch", admin)
    assert Membership.objects.filter(person=person).count() == 1


def test_a_deputy_acts_while_the_leader_is_away(ward):
    leader = make.an_officer(Role.LEADER, ward, "chu-tich", "Chủ tịch")
    deputy = make.an_officer(Role.SPECIALIST, make.a_department(ward), "chuyen-vien")
    held = leader.person.memberships.get()
    lent = actions.delegate(held.pk, deputy.person.pk, days(1), days(5), "Đi học", queries.actor_of(leader))
    assert Role.LEADER not in queries.actor_of(deputy).roles_over(ward.path)
    for day in (days(1), days(5)):
        actor = queries.actor_of(deputy, day)
        assert Role.LEADER in actor.roles_over(ward.path)
        assert [grant.delegated for grant in actor.grants if grant.role is Role.LEADER] == [True]
        assert Role.LEADER in queries.actor_of(leader, day).roles_over(ward.path), "the leader keeps the post"
    assert Role.LEADER not in queries.actor_of(deputy, days(6)).roles_over(ward.path)
    actions.revoke_delegation(lent, queries.actor_of(leader))
    assert Role.LEADER not in queries.actor_of(deputy, days(2)).roles_over(ward.path)
    assert queries.deputies_of(leader.person.pk, days(2)) == []
    assert Entry.objects.filter(verb="post.delegate").count() == 1


def test_delegations_that_cannot_be(ward):
    leader = make.an_officer(Role.LEADER, ward, "chu-tich")
    deputy = make.an_officer(Role.SPECIALIST, ward, "chuyen-vien")
    third = make.an_officer(Role.SPECIALIST, ward, "nguoi-ba")
    nobody = make.a_person("Không Tài Khoản")
    held, actor = leader.person.memberships.get().pk, queries.actor_of(leader)
    good = {"to": deputy.person.pk, "valid_from": days(1), "valid_to": days(5), "reason": "Nghỉ phép"}
    for change, field in (
        ({"to": leader.person.pk}, "to"),
        ({"to": nobody.pk}, "to"),
        ({"valid_to": days(0)}, "valid_to"),
        ({"valid_from": days(-9), "valid_to": days(-3)}, "valid_to"),
        ({"valid_to": days(900)}, "valid_to"),
        ({"reason": " "}, "reason"),
    ):
        with pytest.raises(Refused) as refusal:
            actions.delegate(held, actor=actor, **{**good, **change})
        assert set(refusal.value.errors) == {field}
    actions.delegate(held, actor=actor, **good)
    with pytest.raises(Refused):
        actions.delegate(held, actor=actor, **{**good, "to": third.person.pk})
    with pytest.raises(NotAllowed):
        actions.delegate(held, actor=queries.actor_of(third), **good)
    assert Delegation.objects.count() == 1


def test_a_borrowed_role_ends_with_its_post(ward, admin):
    leader = make.an_officer(Role.LEADER, ward, "chu-tich")
    deputy = make.an_officer(Role.SPECIALIST, ward, "chuyen-vien")
    held = leader.person.memberships.get().pk
    actions.delegate(held, deputy.person.pk, days(0), days(20), "Đi học", queries.actor_of(leader))
    actions.end_membership(held, admin, days(3))
    assert Role.LEADER in queries.actor_of(deputy, days(3)).roles_over(ward.path)
    assert Role.LEADER not in queries.actor_of(deputy, days(4)).roles_over(ward.path)


def test_the_last_administrator_stays(ward):
    account = make.an_officer(Role.ADMINISTRATOR, ward, "quan-tri")
    held = account.person.memberships.get().pk
    with pytest.raises(Refused):
        actions.end_membership(held, CLI)
    with pytest.raises(Refused):
        actions.deactivate(account.pk, CLI, "nghỉ việc")
    make.an_officer(Role.ADMINISTRATOR, ward, "quan-tri-2")
    actions.deactivate(account.pk, CLI, "nghỉ việc")
    assert not Account.objects.get(pk=account.pk).is_active


def test_a_deactivated_account_has_no_roles(ward, admin):
    account = make.an_officer(Role.SPECIALIST, ward, "le-mau")
    actions.deactivate(account.pk, admin, "Chuyển công tác")
    assert queries.actor_of(Account.objects.get(pk=account.pk)).grants == ()
    actions.reactivate(account.pk, admin)
    assert queries.actor_of(Account.objects.get(pk=account.pk)).grants != ()
    with pytest.raises(Refused):
        actions.deactivate(account.pk, admin, "  ")
    with pytest.raises(Refused):
        actions.deactivate(admin.account, admin, "tự khóa")


def test_an_identity_belongs_to_one_account(ward, admin):
    one, other = (make.an_officer(Role.SPECIALIST, ward, name) for name in ("mot-ne", "hai-ne"))
    actions.link_identity(one.pk, "dinh-danh", "sub-1", admin)
    with pytest.raises(Conflict):
        actions.link_identity(other.pk, "dinh-danh", "sub-1", admin)
    actions.unlink_identity(one.pk, "dinh-danh", admin)
    assert not SocialAccount.objects.exists()
    assert Entry.objects.filter(verb="account.unlink_identity").count() == 1


def test_people_who_can_be_given_work(ward, django_assert_max_num_queries):
    make.an_officer(Role.SPECIALIST, make.a_department(ward), "chuyen-vien", "Chuyên viên đô thị", "Lê Văn Mẫu")
    make.an_officer(Role.LEADER, ward, "chu-tich", "Chủ tịch", "An Thị Mẫu")
    make.an_officer(Role.LEADER, make.a_ward("26743", "Phường Bến Thành"), "khac")
    with django_assert_max_num_queries(2):
        people = queries.people_of(ward.pk)
    assert [(each.name, each.title) for each in people] == [
        ("An Thị Mẫu", "Chủ tịch"),
        ("Lê Văn Mẫu", "Chuyên viên đô thị"),
    ]
    assert [each.role for each in queries.people_of(ward.pk, [Role.LEADER])] == [Role.LEADER]


def test_who_is_told_of_a_unit_holds_the_role_there_or_above(ward):
    department = make.a_department(ward)
    here = make.an_officer(Role.PETITION_OFFICER, ward, "tiep-dan")
    above = make.an_officer(Role.PETITION_OFFICER, make.a_city(), "tp-tiep-dan")
    make.an_officer(Role.PETITION_OFFICER, make.a_ward("26743", "Phường Bến Thành"), "khac")
    make.an_officer(Role.LEADER, ward, "chu-tich")
    assert queries.accounts_with(department.pk, [Role.PETITION_OFFICER]) == sorted([here.pk, above.pk])


def test_names_behind_the_log(admin):
    assert queries.names_of([admin.code, "resident", "system:x"]) == {admin.code: "Trần Thị Mẫu"}
