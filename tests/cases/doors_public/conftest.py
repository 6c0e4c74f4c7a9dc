"""Limits are off here, as everybody comes from one address; the tests of limits switch them on."""

import pytest
from django.utils import translation

from gandan.cases.actions import units
from gandan.core import throttle


@pytest.fixture(autouse=True)
def unlimited(settings):
    settings.RATE_LIMITS = False
    throttle.clear()
    units.forget()  # another test's ward had another key


@pytest.fixture(autouse=True)
def vietnamese():
    """A request in English leaves its language behind in the thread."""
    translation.deactivate()
    yield
    translation.deactivate()
