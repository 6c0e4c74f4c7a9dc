"""The directory's pages: administrators manage people and units, officers hand over, everybody sees boundaries."""

import json
from datetime import timedelta

import pytest
from django.core.checks import run_checks

from gandan.audit.models import Entry
from gandan.config.commands import serve
from gandan.directory import actions, queries
from gandan.directory.models import Account, Delegation, Installation, Membership, Organisation, Succession
from gandan.directory.types import Actor, Kind
from gandan.law.types import Role

from . import make

pytestmark = pytest.mark.django_db
CLI = Actor.system("cli")
PEOPLE = "/ban-lam-viec/nhan-su/"
UNITS = "/ban-lam-viec/don-vi/"


@pytest.fixture
def ward():
    return make.a_ward()


@pytest.fixture
def admin(client, ward):
    account = make.an_officer(Role.ADMINISTRATOR, ward, "quan-tri", "Quản trị hệ thống", "Quản Thị Trị")
    client.force_login(account)
    return account


def text(response):
    return response.content.decode()


# --- people ---


def test_an_administrator_hires_and_hands_over_a_link(client, admin, ward):
    form = {
        "name": "Lê Văn Mẫu",
        "username": "le.mau",
        "email": "",
        "phone": "",
        "unit": ward.code,
        "title": "Chuyên viên đô thị",
        "role": "specialist",
        "valid_from": "",
    }
    wrong = client.post(f"{PEOPLE}them/", {**form, "username": "Có Dấu", "role": ""})
    assert wrong.status_code == 422
    assert not Account.objects.filter(person__name="Lê Văn Mẫu").exists()
    clash = client.post(f"{PEOPLE}them/", {**form, "username": "quan-tri"})
    assert clash.status_code == 422
    assert "Đã có tài khoản mang tên này." in text(clash)
    done = client.post(f"{PEOPLE}them/", form, follow=True)
    assert "Tạo đường dẫn đặt mật khẩu" in text(done)
    account = Account.objects.get(username="le.mau")
    assert not account.has_usable_password()
    invited = client.post(f"{PEOPLE}{account.person_id}/dat-mat-khau/")
    assert "/tai-khoan/password/reset/key/" in text(invited)
    assert "/tai-khoan/password/reset/key/" not in text(client.get(f"{PEOPLE}{account.person_id}/"))
    assert "Lê Văn Mẫu" in text(client.get(PEOPLE, {"q": "le van mau"}))
    assert "Lê Văn Mẫu" not in text(client.get(PEOPLE, {"q": "nguyen"}))


def test_half_a_hire_is_none(client, admin, ward):
    other = make.a_ward("26743", "Phường Bến Thành")
    form = {"name": "Lê", "username": "le.mau", "unit": other.code, "title": "Chuyên viên", "role": "specialist"}
    assert client.post(f"{PEOPLE}them/", form).status_code == 422
    assert not Account.objects.filter(username="le.mau").exists()


def test_appoint_delegate_and_end_on_the_page_of_a_person(client, admin, ward):
    officer = make.an_officer(Role.LEADER, ward, "chu-tich", "Chủ tịch", "Chủ Thị Tịch")
    page = f"{PEOPLE}{officer.person_id}/"
    client.post(f"{page}bo-nhiem/", {"unit": ward.code, "title": "Trưởng ban tiếp dân", "role": "petition_officer"})
    assert "Trưởng ban tiếp dân" in text(client.get(page))
    day = make.today()
    held = officer.person.memberships.get(post__title="Chủ tịch")
    absence = {
        "membership": held.pk,
        "to": admin.person_id,
        "valid_from": day.isoformat(),
        "valid_to": f"{day + timedelta(days=4):%d/%m/%Y}",
        "reason": "Đi học",
    }
    wrong = client.post(f"{page}uy-quyen/", {**absence, "valid_to": "31/02/2026"})
    assert wrong.status_code == 422
    assert "Chưa phải ngày" in text(wrong)
    client.post(f"{page}uy-quyen/", absence)
    lent = Delegation.objects.get()
    assert "làm thay" in text(client.get(page))
    client.post(f"/ban-lam-viec/vang-mat/{lent.pk}/thu-hoi/", {"person": officer.person_id})
    assert Delegation.objects.get().revoked_on == day
    client.post(f"{page}thoi-giu/{held.pk}/", {"on": ""})
    assert Membership.objects.get(pk=held.pk).valid_to == day
    assert client.post(f"{page}thoi-giu/{admin.person.memberships.get().pk}/", {"on": ""}).status_code == 404


def test_lock_and_unlock(client, admin, ward):
    officer = make.an_officer(Role.SPECIALIST, ward, "le-mau")
    page = f"{PEOPLE}{officer.person_id}/"
    assert client.post(f"{page}khoa/", {"reason": ""}).status_code == 422
    client.post(f"{page}khoa/", {"reason": "Chuyển công tác"})
    assert not Account.objects.get(pk=officer.pk).is_active
    assert "Tài khoản đang khóa" in text(client.get(page))
    client.post(f"{page}mo-khoa/")
    assert Account.objects.get(pk=officer.pk).is_active
    assert client.post(f"{PEOPLE}{admin.person_id}/khoa/", {"reason": "tự khóa"}).status_code == 422


def test_identities_are_linked_where_a_service_is_set(client, admin, ward, settings):
    officer = make.an_officer(Role.SPECIALIST, ward, "le-mau")
    page = f"{PEOPLE}{officer.person_id}/"
    assert "Định danh điện tử" not in text(client.get(page))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [{"provider_id": "dinh-danh"}]}}
    assert client.post(f"{page}dinh-danh/", {"subject": ""}).status_code == 422
    client.post(f"{page}dinh-danh/", {"subject": "VN-1"})
    assert "VN-1" in text(client.get(page))
    other = make.an_officer(Role.SPECIALIST, ward, "hai-ne")
    assert "đã gắn với một tài khoản khác" in text(
        client.post(f"{PEOPLE}{other.person_id}/dinh-danh/", {"subject": "VN-1"})
    )
    client.post(f"{page}bo-dinh-danh/", {"provider": "dinh-danh"})
    assert "VN-1" not in text(client.get(page))


def test_who_may_see_and_manage_people(client, ward):
    officer = make.an_officer(Role.SPECIALIST, ward, "le-mau")
    stranger = make.an_officer(Role.SPECIALIST, make.a_ward("26743", "Phường Bến Thành"), "khac")
    for role, sees, manages in (
        (Role.LEADER, True, False),
        (Role.AUDITOR, True, False),
        (Role.SPECIALIST, False, False),
        (Role.VOLUNTEER, False, False),
    ):
        client.force_login(make.an_officer(role, ward, f"x-{role.value}"))
        assert (client.get(PEOPLE).status_code == 200) is sees, role
        assert (f'href="{PEOPLE}"' in client.get("/ban-lam-viec/").content.decode()) is sees, (
            "nobody has to know the way"
        )
        assert (client.get(f"{PEOPLE}{officer.person_id}/").status_code == 200) is sees
        assert (client.get(f"{PEOPLE}them/").status_code == 200) is manages
        assert client.post(f"{PEOPLE}{officer.person_id}/dat-mat-khau/").status_code == 403
    client.force_login(make.an_officer(Role.ADMINISTRATOR, ward, "quan-tri"))
    assert client.get(f"{PEOPLE}{stranger.person_id}/").status_code == 404
    assert f"{PEOPLE}{stranger.person_id}/" not in text(client.get(PEOPLE))


def test_pages_of_people_cost_little(client, admin, ward, django_assert_max_num_queries):
    for number in range(60):
        make.an_officer(Role.SPECIALIST, ward, f"nguoi.{number:02}", name=f"Người Mẫu {number:02}")
    with django_assert_max_num_queries(14):
        page = client.get(PEOPLE)
    assert "Người Mẫu 40" in text(page)
    with django_assert_max_num_queries(14):
        rest = client.get(PEOPLE, {"sau": page.context["page"].more})
    shown = [row.name for row in page.context["page"].rows] + [row.name for row in rest.context["page"].rows]
    assert len(shown) == len(set(shown)) == 61
    person = Account.objects.get(username="nguoi.03").person_id
    with django_assert_max_num_queries(15):
        client.get(f"{PEOPLE}{person}/")


def test_an_officer_hands_over_while_away(client, ward):
    leader = make.an_officer(Role.LEADER, ward, "chu-tich", "Chủ tịch")
    deputy = make.an_officer(Role.SPECIALIST, make.a_department(ward), "le-mau", "Chuyên viên", "Lê Văn Mẫu")
    outside = make.an_officer(Role.SPECIALIST, make.a_ward("26743", "Phường Bến Thành"), "khac", name="Ngoài Phường")
    client.force_login(leader)
    page = text(client.get("/ban-lam-viec/vang-mat/"))
    assert "Lê Văn Mẫu, Chuyên viên" in page
    assert "Ngoài Phường" not in page
    day = make.today()
    absence = {
        "membership": leader.person.memberships.get().pk,
        "to": deputy.person_id,
        "valid_from": day,
        "valid_to": day + timedelta(days=3),
        "reason": "Nghỉ phép",
    }
    assert client.post("/ban-lam-viec/vang-mat/", {**absence, "to": outside.person_id}).status_code == 422
    assert client.post("/ban-lam-viec/vang-mat/", absence).status_code == 302
    client.force_login(deputy)
    assert "Tôi đang hoặc sẽ làm thay" in text(client.get("/ban-lam-viec/vang-mat/"))
    assert client.post(f"/ban-lam-viec/vang-mat/{Delegation.objects.get().pk}/thu-hoi/").status_code == 403


# --- units ---


def test_an_administrator_describes_and_founds(client, admin, ward):
    assert "Phường Sài Gòn" in text(client.get(UNITS))
    client.post(f"{UNITS}26740/lien-he/", {"address": "45 Lê Duẩn", "phone": "028 0000", "email": "", "hours": "7:30"})
    assert Organisation.objects.get(code="26740").address == "45 Lê Duẩn"
    assert client.post(f"{UNITS}26740/lien-he/", {"email": "không phải"}).status_code == 422
    body = {"kind": "neighbourhood", "name": "Khu phố 1", "mark": "kp1", "valid_from": ""}
    client.post(f"{UNITS}26740/them/", body)
    found = Organisation.objects.get(code="26740-kp1")
    assert (found.kind, found.path, found.parent) == (Kind.NEIGHBOURHOOD.value, "/79/26740/26740-kp1/", ward)
    again = client.post(f"{UNITS}26740/them/", body)
    assert again.status_code == 422
    assert "đã có đơn vị mang" in text(again)
    client.post(f"{UNITS}26740/ten/", {"name": "Phường  Sài Gòn "})
    assert Organisation.objects.get(code="26740").name == "Phường Sài Gòn"
    assert [each.name for each in queries.neighbourhoods(ward.path)] == ["Khu phố 1"]
    assert Entry.objects.filter(verb="unit.found", unit="26740-kp1").count() == 1


def test_other_units_are_not_theirs(client, admin):
    make.a_ward("26743", "Phường Bến Thành")
    for address in ("26743/", "26743/ket-thuc/", "79/"):
        assert client.get(f"{UNITS}{address}").status_code == 403
    assert client.post(f"{UNITS}26743/ten/", {"name": "X"}).status_code == 403
    assert client.get(f"{UNITS}khong-co/").status_code == 404


def test_end_a_unit_with_preview_then_confirmation(client, ward):
    make.a_ward("26743", "Phường Bến Thành")
    make.an_officer(Role.LEADER, ward, "chu-tich", "Chủ tịch phường")
    client.force_login(make.an_officer(Role.ADMINISTRATOR, make.a_city(), "tp"))
    address, day = f"{UNITS}26740/ket-thuc/", make.today()
    form = {"on": day.isoformat(), "kind": "merge", "successors": "26743"}
    wrong = client.post(address, {**form, "successors": "99999"})
    assert wrong.status_code == 422
    assert "99999" in text(wrong)
    preview = client.post(address, form)
    assert "Chủ tịch phường" in text(preview)
    assert not Succession.objects.exists(), "a preview writes nothing"
    done = client.post(address, {**form, "confirm": "26740"}, follow=True)
    assert "Việc đã chuyển: 1." in text(done)
    assert Organisation.objects.get(code="26740").valid_to == day - timedelta(days=1)


# --- everybody ---


def test_a_boundary_is_never_large():
    from gandan.directory.queries.boundaries import boundaries, feature, neighbour_codes

    for code in boundaries():
        features = [feature(each, "x") for each in (code, *neighbour_codes(code))]
        assert len(json.dumps(features, ensure_ascii=False, separators=(",", ":"))) < 60_000, code


def test_choosing_a_role_exists_in_the_sample_authority_only(client, ward):
    officer = make.an_officer(Role.SPECIALIST, ward, "le-mau", "Chuyên viên đô thị", "Lê Văn Mẫu")
    real = make.an_account("that", "Người Thật", sample=False)
    make.a_holder(real.person, ward, Role.LEADER)
    assert client.get("/vao-vai/").status_code == 404
    assert client.post("/vao-vai/", {"account": str(officer.public_id)}).status_code == 404
    assert "_auth_user_id" not in client.session

    actions.install("26740", demo=True, actor=CLI)
    page = text(client.get("/vao-vai/"))
    assert "Lê Văn Mẫu" in page
    assert "Chuyên viên" in page
    assert "Người Thật" not in page
    assert client.post("/vao-vai/", {"account": str(real.public_id)}).status_code == 404, "nobody real without password"
    assert client.post("/vao-vai/", {"account": "nonsense"}).status_code == 404
    answer = client.post("/vao-vai/", {"account": str(officer.public_id), "next": "https://evil.example/"})
    assert answer["Location"] == "/ban-lam-viec/"
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_asked_for_roles_on_a_real_database_the_system_does_not_start(settings, ward):
    settings.DEMO_ROLES = True
    assert [error.id for error in run_checks()] == ["directory.E001"]
    actions.install("26740", demo=False, actor=CLI)
    assert [error.id for error in run_checks()] == ["directory.E001"]
    assert "directory.E001" in serve.refused()
    Installation.objects.update(demo=True)
    assert run_checks() == []
    assert serve.refused() == ""
    settings.DEMO_ROLES = False
    Installation.objects.update(demo=False)
    assert run_checks() == []


def test_the_mark_of_the_demo_is_never_changed(ward):
    actions.install("26740", demo=False, actor=CLI)
    with pytest.raises(Exception, match="không đổi cho nhau"):
        actions.install("26740", demo=True, actor=CLI)
    assert queries.installation().demo is False
    assert queries.installation().unit.code == "26740"
