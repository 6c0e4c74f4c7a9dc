"""Nothing that a process remembers goes from one test into the next."""

import pytest
from django.utils import translation

from gandan.cases.actions import units
from gandan.ui import caching


@pytest.fixture(autouse=True)
def forgetful():
    caching.forget()
    units.forget()
    translation.deactivate()
    yield
    caching.forget()
    translation.deactivate()
