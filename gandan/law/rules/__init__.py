"""How the law counts: working days, due dates, their explanation, and how a clock stands today. All pure."""

from gandan.law.rules.calendars import (
    build_calendar,
    is_working_day,
    next_working_day,
    working_days_between,
)
from gandan.law.rules.clocks import clock_state
from gandan.law.rules.counting import due, due_chosen, recount, recount_earliest
from gandan.law.rules.explaining import explain, explain_text
from gandan.law.rules.places import as_started, in_remote_area

__all__ = [
    "as_started",
    "build_calendar",
    "clock_state",
    "due",
    "due_chosen",
    "explain",
    "explain_text",
    "in_remote_area",
    "is_working_day",
    "next_working_day",
    "recount",
    "recount_earliest",
    "working_days_between",
]
