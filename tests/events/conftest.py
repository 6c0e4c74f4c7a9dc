"""The house in which meetings are tested, and its desk."""

import pytest

from tests.events.make import a_house


@pytest.fixture
def house(db):
    return a_house()


@pytest.fixture
def desk(client, house):
    client.force_login(house.officer_account)
    return client
