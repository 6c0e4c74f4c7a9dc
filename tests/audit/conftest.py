"""The audit by itself: rooms above it would miss the rows of objects that only these tests know."""

import pytest

from gandan.core import hooks


@pytest.fixture(autouse=True)
def _no_rooms_above(monkeypatch):
    monkeypatch.setitem(hooks._registry, "verify_records", {})
