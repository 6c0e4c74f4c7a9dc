"""The house in which disclosures are tested, and its desk."""

import pytest

from tests.disclosures.make import a_house


@pytest.fixture
def house(db):
    return a_house()


@pytest.fixture
def desk(client, house):
    client.force_login(house.editor_account)
    return client
