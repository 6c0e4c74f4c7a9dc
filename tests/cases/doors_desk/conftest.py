"""A ward at work, and a browser signed in as one of its officers."""

import pytest
from django.test import Client
from django.utils import translation

from gandan.core import throttle
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_desk.make import client_of


@pytest.fixture(autouse=True)
def vietnamese():
    """A request in English leaves its language behind in the thread."""
    throttle.clear()
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def ward(db) -> make.Ward:
    return make.a_ward_at_work()


@pytest.fixture
def officer(ward) -> Client:
    """The petition officer of the ward."""
    return client_of(ward, Role.PETITION_OFFICER)
