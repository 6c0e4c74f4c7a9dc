"""Reading one moment of the database while others write."""

import threading

import pytest
from django.db import connection, transaction

from gandan.audit import queries as audit
from gandan.core.moment import one_moment
from tests.audit.make import several


def written_by_another() -> None:
    several(1, "sample:2")
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_others_write_meanwhile_is_seen_afterwards():
    several(2, "sample:1")
    with one_moment():
        assert audit.counts().entries == 2
        other = threading.Thread(target=written_by_another)
        other.start()
        other.join(timeout=30)
        assert not other.is_alive(), "who reads keeps nobody from writing"
        assert audit.counts().entries == 2
        assert audit.verify() == []
    assert audit.counts().entries == 3
    several(1, "sample:3")
    assert audit.counts().entries == 4, "the connection writes as before"


def test_within_a_transaction_it_is_that_transactions(db):
    with transaction.atomic(), one_moment():
        several(1, "sample:1")
        assert audit.counts().entries == 1
    assert audit.counts().entries == 1
