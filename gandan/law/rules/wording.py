"""Dates and units in words, in Vietnamese and English."""

from datetime import date

from gandan.law.types import Unit

WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def weekday(day: date, language: str = "vi") -> str:
    return WEEKDAYS[language][day.weekday()]


def short_date(day: date) -> str:
    """02/11/2026, the same in both languages: day before month, as everywhere in Việt Nam."""
    return f"{day:%d/%m}/{day.year:04}"


def long_date(day: date, language: str = "vi") -> str:
    """thứ Hai 02/11/2026"""
    return f"{weekday(day, language)} {short_date(day)}"


def number_of_days(number: int, unit: Unit, language: str = "vi") -> str:
    """«3 ngày làm việc», «3 ngày»; always with the unit, because both are used side by side."""
    if language == "en":
        kind = "working day" if unit is Unit.WORKING else "calendar day"
        return f"{number} {kind}" + ("" if number == 1 else "s")
    return f"{number} ngày làm việc" if unit is Unit.WORKING else f"{number} ngày"
