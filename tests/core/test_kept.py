"""What is kept for half a minute is found once, however many ask."""

from threading import Event, Thread

import pytest
from django.utils import translation

from gandan.core import kept as keeping
from gandan.core.kept import kept


@pytest.fixture(autouse=True)
def keeps(settings):
    settings.PAGE_CACHE_SECONDS = 30


@pytest.fixture
def later(monkeypatch):
    """Moves the clock forward."""
    now = [1000.0]
    monkeypatch.setattr(keeping, "monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, now[0] + seconds)


def counted():
    asked = []

    @kept
    def find(*args, **kwargs):
        asked.append((args, kwargs))
        return len(asked)

    return find, asked


def test_the_same_question_is_asked_once_until_it_is_old(later):
    find, asked = counted()
    assert [find("a"), find("a")] == [1, 1]
    later(29)
    assert find("a") == 1
    later(2)
    assert find("a") == 2
    assert len(asked) == 2


def test_other_arguments_and_languages_have_results_of_their_own():
    find, _asked = counted()
    assert len({find("a"), find("b"), find(unit="a"), find(unit="b")}) == 4
    with translation.override("en"):
        assert find("a") == 5
    assert find("a") == 1


def test_nothing_is_kept_where_pages_are_not(settings):
    settings.PAGE_CACHE_SECONDS = 0
    find, asked = counted()
    find()
    find()
    assert len(asked) == 2


def test_forgetting_asks_anew():
    find, asked = counted()
    find()
    find.forget()
    find()
    keeping.forget_all()
    find()
    assert len(asked) == 3


def test_a_failure_is_not_kept(later):
    asked = []

    @kept
    def find():
        asked.append(1)
        if len(asked) in (1, 3):
            raise LookupError
        return "found"

    with pytest.raises(LookupError):
        find()
    assert find() == "found"
    later(31)
    with pytest.raises(LookupError):
        find()
    assert find() == "found"
    assert len(asked) == 4


def test_while_one_finds_anew_others_get_the_old(later):
    started, go_on, asked = Event(), Event(), []

    @kept
    def find():
        asked.append(1)
        if len(asked) == 2:
            started.set()
            go_on.wait(60)
        return len(asked)

    assert find() == 1
    later(31)
    slow = Thread(target=find)
    slow.start()
    started.wait(60)
    assert [find(), find()] == [1, 1]
    go_on.set()
    slow.join(60)
    assert find() == 2
    assert len(asked) == 2


def test_the_first_question_is_asked_once_by_many():
    go_on, asked, answers = Event(), [], []

    @kept
    def find():
        asked.append(1)
        go_on.wait(60)
        return "found"

    readers = [Thread(target=lambda: answers.append(find())) for _ in range(4)]
    for reader in readers:
        reader.start()
    go_on.set()
    for reader in readers:
        reader.join(60)
    assert answers == ["found"] * 4
    assert len(asked) == 1


def test_no_more_is_kept_than_memory_should_hold():
    find, asked = counted()
    for number in range(keeping.MOST + 10):
        find(number)
    find(keeping.MOST + 9)
    assert len(asked) == keeping.MOST + 10
    find(0)
    assert len(asked) == keeping.MOST + 11
