"""Cases tied by two people in the same moment: no ring of waiting, nobody tied to what was merged or answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connections

from gandan.cases import actions
from gandan.cases.actions import intake, joining, writing
from gandan.cases.models import Case, Link
from gandan.cases.types import PartyInput
from gandan.core.types import Conflict, NotFound, Refused
from gandan.directory.types import Actor
from tests.cases import make

WORDS = "Đèn đường đầu hẻm 18 không sáng"


def test_two_officers_who_merge_into_each_other_by_the_case_page(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = make.a_ward_at_work()
    a, b = make.sent().code, make.sent().code
    start, both, real = threading.Barrier(2), threading.Barrier(2), writing.update
    won: list[str] = []
    lost: list[Exception] = []

    def update(*given: Any, **more: Any) -> None:
        """Each has written its own case before either goes on, wherever the locks let both come so far."""
        real(*given, **more)
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=0.3)

    monkeypatch.setattr(writing, "update", update)

    def act(own: str, main: str, actor: Actor) -> None:
        start.wait(timeout=60)
        try:
            actions.perform(own, "link_duplicate", actor, seen=1, form={"main_code": main})
            won.append(own)
        except Exception as error:  # a deadlock too: it is told below
            lost.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=each) for each in ((a, b, ward.officer), (b, a, ward.officer))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(error) for error in lost] in ([Refused], [Conflict]), lost
    assert [link.case.code for link in Link.objects.select_related("case")] == won
    assert Case.objects.filter(open=True).count() == 1


def merged(ward: make.Ward, code: str) -> None:
    assert actions.merge([code], make.sent().code, ward.officer)[0].done


def refused(ward: make.Ward, code: str) -> None:
    make.do(code, "refuse", ward.officer, ground="unclear", reason="Không rõ nơi nào.")


def hidden(ward: make.Ward, code: str) -> None:
    make.do(code, "show_nearby", ward.officer, text="")


@pytest.mark.parametrize("done", [merged, refused, hidden])
def test_who_joins_while_an_officer_ends_it_is_told_so(
    db: None, monkeypatch: pytest.MonkeyPatch, done: Callable[[make.Ward, str], None]
) -> None:
    ward = make.a_ward_at_work()
    lamp = make.sent().code
    make.do(lamp, "show_nearby", ward.officer, text=WORDS)
    real = intake.prepare

    def prepare(*given: Any) -> Any:
        """Between the joiner's look and their writing."""
        monkeypatch.setattr(intake, "prepare", real)
        done(ward, lamp)
        return real(*given)

    monkeypatch.setattr(intake, "prepare", prepare)
    wanted = joining.Joining(lamp, make.a_key(), PartyInput(anonymous=True))
    with pytest.raises(NotFound) as gone:
        joining.join(wanted, Actor.resident())
    assert "không còn mở" in str(gone.value)
    assert not Link.objects.filter(other__code=lamp).exists()
    assert not Case.objects.filter(subject=WORDS).exists(), "nothing of it stays"
