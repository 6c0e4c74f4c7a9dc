"""How dates, numbers, sizes and clocks are said, in Vietnamese and English: pure functions."""

from __future__ import annotations

from datetime import date, datetime

from .types import TEXT_SIZES, CountedDay, DayCell

_DAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT_VI = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_SHORT_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

CLOCK_ICONS = {
    "ok": "clock",
    "done": "circle-check",
    "soon": "clock-alert",
    "late": "triangle-alert",
    "hold": "circle-pause",
    "info": "info",
    "none": "clock",
}
ALERT_ICONS = {
    "info": "info",
    "ok": "circle-check",
    "soon": "clock-alert",
    "late": "triangle-alert",
    "lock": "lock",
}
# What a day of the strip says when it is not simply counted.
_WHY = {
    "vi": {
        "start": "nhận",
        "weekend": "nghỉ",
        "holiday": "lễ",
        "paused": "dừng",
        "half": "½",
        "due": "hạn",
    },
    "en": {
        "start": "start",
        "weekend": "off",
        "holiday": "holiday",
        "paused": "paused",
        "half": "½",
        "due": "due",
    },
}
_OFF = {"weekend", "holiday", "paused", "moved"}  # moved: the period ended on a day off


def is_english(lang: str | None) -> bool:
    return (lang or "").lower().startswith("en")


def weekday(day: date, lang: str = "vi") -> str:
    """«thứ Hai» · "Monday"."""
    return (_DAYS_EN if is_english(lang) else _DAYS_VI)[day.weekday()]


def short_date(day: date, lang: str = "vi") -> str:
    """«23/11», the same in both languages: day before month, as everywhere in Việt Nam."""
    return f"{day.day:02d}/{day.month:02d}"


def full_date(day: date, lang: str = "vi") -> str:
    """«23/11/2026»."""
    return f"{short_date(day)}/{day.year:04d}"


def day_date(day: date, lang: str = "vi") -> str:
    """«thứ Hai 23/11» · "Monday 23/11"."""
    return f"{weekday(day, lang)} {short_date(day, lang)}"


def long_date(day: date, lang: str = "vi") -> str:
    """«thứ Hai 23/11/2026» · "Monday 23/11/2026"."""
    return f"{weekday(day, lang)} {full_date(day, lang)}"


def clock_time(moment: datetime) -> str:
    """«8:40»: no leading zero, as it is spoken."""
    return f"{moment.hour}:{moment.minute:02d}"


def day_time(moment: datetime, lang: str = "vi") -> str:
    """«8:40 ngày 12/11» · "8:40, 12/11"."""
    if is_english(lang):
        return f"{clock_time(moment)}, {short_date(moment, lang)}"
    return f"{clock_time(moment)} ngày {short_date(moment)}"


def month_words(day: date, lang: str = "vi") -> str:
    """«tháng 11» · "Nov", under the number of a date block."""
    return _MONTHS_EN[day.month - 1] if is_english(lang) else f"tháng {day.month}"


def thousands(number: float | int, lang: str = "vi", places: int | None = None) -> str:
    """«35.565», «93,2»; English "35,565", "93.2"."""
    if places is None:
        places = 0 if float(number).is_integer() else 1
    text = f"{number:,.{places}f}"
    if is_english(lang):
        return text
    return text.translate(str.maketrans(",.", ".,"))


def file_size(octets: int, lang: str = "vi") -> str:
    """«1,8 MB», «180 KB», «12 byte»: decimal units, as phones show them."""
    if octets < 1000:
        return f"{octets} byte" + ("s" if is_english(lang) and octets != 1 else "")
    value, unit = octets / 1000, "KB"
    for bigger in ("MB", "GB"):
        if value < 999.5:
            break
        value, unit = value / 1000, bigger
    places = 1 if value < 9.95 and round(value, 1) % 1 else 0
    return f"{thousands(value, lang, places)} {unit}"


def initials(name: str) -> str:
    """«TD» of «Nguyễn Tiếp Dân»: the last two words, as Vietnamese names are called by the last."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in words[-2:]).upper()


def days_words(count: int, unit: str, lang: str = "vi") -> str:
    """«2 ngày làm việc», «2 ngày», «2 giờ»: the unit is always named."""
    number = thousands(count, lang)
    if is_english(lang):
        noun = {"working": "working day", "hours": "hour"}.get(unit, "day")
        return f"{number} {noun}" + ("" if count == 1 else "s")
    return f"{number} {({'working': 'ngày làm việc', 'hours': 'giờ'}).get(unit, 'ngày')}"


def clock_words(state: str, left: int | None, unit: str = "working", lang: str = "vi") -> str:
    """What a clock says when nobody gave it words. `left` is negative or positive once late."""
    english = is_english(lang)
    if state == "late":
        if not left:
            return "Overdue" if english else "Quá hạn"
        days = days_words(abs(left), unit, lang)
        return f"{days} overdue" if english else f"Quá hạn {days}"
    if state in ("ok", "soon") and left is not None:
        if left == 0 and unit != "hours":
            return "Today" if english else "Hôm nay"
        days = days_words(left, unit, lang)
        return f"{days} left" if english else f"Còn {days}"
    words = {
        "ok": ("Trong hạn", "In time"),
        "soon": ("Sắp đến hạn", "Due soon"),
        "done": ("Đã xong", "Done"),
        "hold": ("Tạm dừng", "Paused"),
        "none": ("Chưa phát sinh", "Not applicable"),
    }
    return words.get(state, ("", ""))[1 if english else 0]


def day_cell(
    step: CountedDay, lang: str = "vi", done: date | None = None, words: dict[str, str] | None = None
) -> DayCell:
    """One cell of the strip. `words` replaces what the first day, the due day or the day of the answer says."""
    english = is_english(lang)
    said = {**_WHY["en" if english else "vi"], **(words or {})}
    answered = done is not None and step.on == done
    note = said.get(step.why, "") if step.counted is None or step.why == "due" else str(step.counted)
    kind = "due" if step.why == "due" else "off" if step.why in _OFF else ""
    if answered:
        note = said.get("done", "done" if english else "xong")
        kind = "done"
    number = f"{step.on.day:02d}"
    if step.on.day == 1:  # a strip that crosses into a month says so
        number = short_date(step.on)
    spoken = f"{long_date(step.on, lang)}:"
    if note.isdigit():
        spoken += " day" if english else " ngày thứ"
    title = step.reason_en if english else step.reason
    if step.why == "weekend" or title == weekday(step.on, lang):
        title = ""  # the strip says the day of the week anyway
    short = (_SHORT_EN if english else _SHORT_VI)[step.on.weekday()]
    return DayCell(short, number, note, kind, spoken, title)


def symbol(name: str) -> str:
    """The id in the sprite: «send» → «i-send»; the mark and the six doors are named as they are."""
    return name if name == "mark" or name.startswith("door-") else f"i-{name}"


def text_size(value: str | None) -> str:
    """One of the three sizes; anything else is the ordinary one."""
    return value if value in TEXT_SIZES else TEXT_SIZES[0]
