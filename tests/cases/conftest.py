"""What tests of cases share."""

import pytest
from django.utils import timezone

from tests.cases import make


@pytest.fixture
def plain_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is a Monday before eleven weeks without a feast: what is counted must not depend on the day of the run.

    By `monkeypatch`, as all who move the clock on do it: it takes back the last first.
    """
    real = timezone.now
    ago = real() - make.moment("2026-09-07 09:00")
    monkeypatch.setattr(timezone, "now", lambda: real() - ago)
