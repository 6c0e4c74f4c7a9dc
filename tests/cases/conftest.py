"""What tests of cases share."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.utils import timezone

from tests.cases import make


@pytest.fixture
def plain_weeks() -> Iterator[None]:
    """Today is a Monday before eleven weeks without a feast: what is counted must not depend on the day of the run."""
    ago = timezone.now() - make.moment("2026-09-07 09:00")
    real = timezone.now
    with patch.object(timezone, "now", lambda: real() - ago):
        yield
