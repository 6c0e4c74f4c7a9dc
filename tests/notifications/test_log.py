"""The delivery log: who reads it, what it shows, and sending again."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from gandan.audit.models import Entry
from gandan.core.types import Conflict, NotAllowed, NotFound
from gandan.directory.queries import actor_of
from gandan.law.types import Role
from gandan.notifications import actions, queries
from gandan.notifications.models import Message
from gandan.notifications.types import State
from tests.directory import make as people


@pytest.fixture
def ward(db):
    return people.a_ward()


@pytest.fixture
def elsewhere(db):
    return people.a_ward("26737", "Phường Tân Định")


def a_message(unit, state: State = State.FAILED, key: str = "k", **fields: object) -> Message:
    values = {"address": "ba.hai@example.vn", "subject": f"Tin {key}", "body": "Nội dung riêng"} | fields
    return Message.objects.create(key=key, unit=unit, state=state, **values)


# Who sees the page, and who may send again.
@pytest.mark.parametrize(("role", "reads", "resends"), [
    (role, role in {Role.ADMINISTRATOR, Role.AUDITOR}, role is Role.ADMINISTRATOR)
    for role in Role if role not in {Role.CITIZEN, Role.SYSTEM}
])  # fmt: skip
def test_roles(client, ward, role, reads, resends):
    message = a_message(ward)
    client.force_login(people.an_officer(role, ward))
    response = client.get(reverse("notifications:messages"))
    assert response.status_code == (200 if reads else 403)
    assert ("Gửi lại" in response.content.decode()) is resends
    response = client.post(reverse("notifications:resend", args=[message.pk]))
    assert response.status_code == (303 if resends else 403 if reads else 404)
    assert (Message.objects.get().state == State.QUEUED) is resends


def test_the_log_hides_address_and_words(client, ward):
    a_message(ward, error="550 b•••@example.vn unknown")
    client.force_login(people.an_officer(Role.AUDITOR, ward))
    shown = client.get(reverse("notifications:messages")).content.decode()
    assert "b•••@example.vn" in shown
    assert "ba.hai" not in shown
    assert "Nội dung riêng" not in shown
    assert "550" in shown
    assert "Không gửi được" in shown


def test_one_sees_ones_own_units_only(client, ward, elsewhere):
    a_message(ward, key="cua-minh")
    message = a_message(elsewhere, key="noi-khac")
    account = people.an_officer(Role.ADMINISTRATOR, ward)
    client.force_login(account)
    shown = client.get(reverse("notifications:messages")).content.decode()
    assert "cua-minh" in shown
    assert "noi-khac" not in shown
    with pytest.raises(NotFound):
        actions.retry(message.pk, actor_of(account))


def test_the_city_sees_its_wards(ward, elsewhere):
    a_message(ward, key="a")
    a_message(elsewhere, key="b")
    actor = people.an_actor(Role.AUDITOR, people.a_city())
    assert {row.subject for row in queries.log_page(actor).rows} == {"Tin a", "Tin b"}


def test_tabs_and_pages(client, ward):
    for n in range(5):
        a_message(ward, State.SENT, f"gui-{n}")
    a_message(ward, State.UNSURE, "ngo")
    actor = people.an_actor(Role.ADMINISTRATOR, ward)
    page = queries.log_page(actor, State.SENT, size=3)
    assert [row.subject for row in page.rows] == ["Tin gui-4", "Tin gui-3", "Tin gui-2"]
    rest = queries.log_page(actor, State.SENT, before=page.older, size=3)
    assert [row.subject for row in rest.rows] == ["Tin gui-1", "Tin gui-0"]
    assert rest.older is None
    assert page.counts[State.UNSURE] == 1


@pytest.mark.parametrize("asked", ["?trang_thai=unsure", "?trang_thai=xyz&truoc=-1", "?truoc=99999999999999999999"])
def test_any_address_of_the_list_is_answered(client, ward, asked):
    a_message(ward, State.UNSURE)
    client.force_login(people.an_officer(Role.ADMINISTRATOR, ward))
    response = client.get(reverse("notifications:messages") + asked)
    assert response.status_code == 200


def test_the_page_costs_few_queries(client, ward, django_assert_max_num_queries):
    for n in range(30):
        a_message(ward, key=str(n))
    client.force_login(people.an_officer(Role.ADMINISTRATOR, ward))
    client.get(reverse("notifications:messages"))  # the first page of a session also writes the session down
    with django_assert_max_num_queries(15):
        client.get(reverse("notifications:messages"))


@pytest.mark.parametrize("state", [State.FAILED, State.UNSURE])
def test_sending_again_is_recorded_with_who_did_it(ward, state):
    message = a_message(ward, state, attempts=6)
    actor = people.an_actor(Role.ADMINISTRATOR, ward)
    actions.retry(message.pk, actor)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.QUEUED, 0)
    entry = Entry.objects.get(object=f"message:{message.pk}")
    assert (entry.actor, entry.verb, entry.unit) == (actor.code, "resend", ward.code)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.SENT])
def test_what_was_sent_is_not_sent_again(ward, state):
    message = a_message(ward, state)
    with pytest.raises(Conflict):
        actions.retry(message.pk, people.an_actor(Role.ADMINISTRATOR, ward))
    assert not Entry.objects.filter(object=f"message:{message.pk}").exists()


def test_an_impossible_address_cannot_be_sent_to_again(ward):
    with transaction.atomic():
        actions.send(key="k", address="khong-phai", subject="x", body="x", unit=ward.pk)
    with pytest.raises(Conflict):
        actions.retry(Message.objects.get().pk, people.an_actor(Role.ADMINISTRATOR, ward))


def test_auditors_look_but_do_not_send(ward):
    with pytest.raises(NotAllowed):
        actions.retry(a_message(ward).pk, people.an_actor(Role.AUDITOR, ward))


def test_messages_about_one_thing(ward):
    a_message(ward, key="a", about="case:1")
    a_message(ward, key="b", about="case:2")
    assert [row.subject for row in queries.messages_about("case:1")] == ["Tin a"]
