"""A ward with the catalogue that ships, and nothing kept from the test before."""

import pytest

from gandan.procedures import actions
from gandan.ui import caching


@pytest.fixture(autouse=True)
def _nothing_kept(settings):
    settings.RATE_LIMITS = False
    caching.forget()


@pytest.fixture
def catalogue(db):
    actions.load_catalogue()
