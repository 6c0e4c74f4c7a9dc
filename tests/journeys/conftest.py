"""A ward at work, home of this installation; limits are off, as everybody comes from one address."""

import pytest

from gandan.core import throttle
from gandan.directory.models import Installation
from gandan.ui import caching
from tests.cases import make as cases
from tests.cases.make import Ward


@pytest.fixture(autouse=True)
def unlimited(settings):
    settings.RATE_LIMITS = False
    throttle.clear()
    caching.forget()


@pytest.fixture
def ward(live_server) -> Ward:
    ward = cases.a_ward_at_work()
    Installation.objects.update_or_create(id=1, defaults={"home_unit": ward.unit, "demo": False})
    return ward
