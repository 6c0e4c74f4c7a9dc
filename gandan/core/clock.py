"""Now and today, in Việt Nam."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The moment, aware. Tests move it by freezing `django.utils.timezone.now`."""
    return timezone.now()


def today() -> date:
    """The calendar day in Việt Nam, whatever the server's zone."""
    return timezone.now().astimezone(VIETNAM).date()


def day_of(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()
