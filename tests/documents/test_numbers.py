"""Numbers without gaps, whoever asks at once and whatever is rolled back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from gandan.documents import actions
from gandan.documents.models import Counter


class Failed(Exception):
    pass


def test_numbers_run_from_one_in_each_series_and_period(db):
    taken = [actions.next_number("so-den:26740", "2026") for _ in range(3)]
    assert taken == [1, 2, 3]
    assert actions.next_number("so-den:26740", "2027") == 1
    assert actions.next_number("so-den:26737", "2026") == 1


def test_a_number_belongs_into_a_transaction(transactional_db):
    with pytest.raises(TransactionManagementError):
        actions.next_number("so-den:26740", "2026")
    assert not Counter.objects.exists()


def test_one_statement_each(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        actions.next_number("so-den:26740", "2026")


def test_a_rolled_back_number_is_given_again(transactional_db):
    def fail() -> None:
        with transaction.atomic():
            actions.next_number("s", "2026")
            raise Failed

    with pytest.raises(Failed):
        fail()
    with transaction.atomic():
        assert actions.next_number("s", "2026") == 1


def test_no_gap_and_no_double_with_many_at_once(transactional_db):
    def take(number: int) -> int | None:
        try:
            with transaction.atomic():
                taken = actions.next_number("dong-thoi", "2026")
                if number % 3 == 0:
                    raise Failed
                return taken
        except Failed:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = [number for number in pool.map(take, range(60)) if number is not None]
    assert sorted(taken) == list(range(1, 41))
