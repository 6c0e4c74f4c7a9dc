"""The desk's page of years of keeping: seen, held back, approved."""

from __future__ import annotations

from gandan.cases.models import Case, Disposal, Hold
from gandan.law.types import Role
from tests.cases.doors_desk.make import client_of, text_of
from tests.cases.test_retention import an_old_report, key_of

PAGE = "/ban-lam-viec/luu-tru/"


def test_only_who_looks_after_it_gets_the_page(ward, officer) -> None:
    assert officer.get(PAGE).status_code == 403
    assert client_of(ward, Role.LEADER).get(PAGE).status_code == 200


def test_a_leader_looks_holds_one_back_and_approves_the_rest(ward) -> None:
    leader = client_of(ward, Role.LEADER)
    kept, gone = an_old_report(ward), an_old_report(ward)
    key = str(key_of(kept))
    assert "Phản ánh hiện trường" in text_of(leader.get(PAGE))
    batch = leader.get(f"{PAGE}dot/", {"dot": key})
    assert "2 hồ sơ được xử lý, 0 hồ sơ giữ lại" in text_of(batch)

    short = leader.post(f"{PAGE}giu-lai/", {"batch": key, "code": kept.code, "reason": "án"})
    assert (short.status_code, Hold.objects.count()) == (422, 0)
    assert "ít nhất 10 chữ cái" in text_of(short)
    held = {"batch": key, "code": kept.code, "reason": "Đang có vụ án hành chính"}
    assert leader.post(f"{PAGE}giu-lai/", held).status_code == 303

    order = {"batch": key, "seen": 2, "sure": "on"}
    changed = leader.post(f"{PAGE}duyet/", order)
    assert (changed.status_code, Disposal.objects.count()) == (409, 0)
    assert "1 hồ sơ được xử lý, 1 hồ sơ giữ lại" in text_of(changed)
    unsure = leader.post(f"{PAGE}duyet/", {"batch": key, "seen": 1})
    assert (unsure.status_code, Disposal.objects.count()) == (422, 0)
    assert leader.post(f"{PAGE}duyet/", order | {"seen": 1}).status_code == 303
    assert "đã xử lý 0" in text_of(leader.get(PAGE))
    assert Case.objects.filter(erased_on=None).count() == 2, "the job does it, not the request"
    assert gone.code in text_of(leader.get(f"{PAGE}dot/", {"dot": key}))


def test_nonsense_is_not_found(ward) -> None:
    leader = client_of(ward, Role.LEADER)
    for key in ("", "x", "1:2019:y", "99999999999999999999:2019:y"):
        assert leader.get(f"{PAGE}dot/", {"dot": key}).status_code == 404
        assert leader.post(f"{PAGE}duyet/", {"batch": key, "seen": 1, "sure": "on"}).status_code == 404
