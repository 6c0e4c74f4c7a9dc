"""Messages that leave the house: written down with what they tell of, sent by a job after the commit."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import connection
from django.db.transaction import TransactionManagementError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gandan.core import clock, rows
from gandan.core.home import known_key
from gandan.core.text import clean, one_line
from gandan.notifications import rules
from gandan.notifications.models import Message
from gandan.notifications.types import Event, Letter, State

KEY = "seal"
EMAIL, SMS = "email", "sms"
_is_address = EmailValidator()


# Marked for translators here, put into the letter's language when one is written.
_SUBJECTS = {
    Event.RECEIVED: gettext_lazy("%(unit)s: đã nhận, mã %(code)s"),
    Event.ANSWERED: gettext_lazy("%(unit)s: có trả lời cho việc %(code)s"),
    Event.INFORMATION_REQUESTED: gettext_lazy("%(unit)s: cần bạn bổ sung cho việc %(code)s"),
    Event.FORWARDED: gettext_lazy("%(unit)s: việc %(code)s đã được chuyển"),
    Event.REOPENED: gettext_lazy("%(unit)s: việc %(code)s được mở lại"),
    Event.EXTENDED: gettext_lazy("%(unit)s: việc %(code)s có hạn mới"),
    Event.UNIT_MOVED: gettext_lazy("%(unit)s: việc %(code)s có đơn vị mới"),
    Event.DUE_CHANGED: gettext_lazy("%(unit)s: việc %(code)s có hạn mới"),
    Event.JOINED: gettext_lazy("%(unit)s: việc %(code)s được gộp"),
    Event.UPDATED: gettext_lazy("%(unit)s: có tin về việc %(code)s"),
}


def compose(event: Event, letter: Letter, language: str = "vi") -> tuple[str, str]:
    """Subject and body of a letter, in its language; no database, so it can be done before the transaction."""
    with translation.override(language):
        template = "sealed" if letter.sealed else event.value
        body = render_to_string(f"notifications/{template}.txt", {"letter": letter, "unit": {"name": letter.unit_name}})
        return _subject(event, letter), body


def tell(
    event: Event,
    letter: Letter,
    *,
    key: str,
    address: str,
    language: str = "vi",
    about: str = "",
    unit: int | None = None,
) -> None:
    """Tell a person by e-mail what happened to what they sent; the words are in `templates/notifications/`."""
    subject, body = compose(event, letter, language)
    if letter.sealed:
        about, unit = "", None
    send(key=key, address=address, subject=subject, body=body, about=about, unit=unit)


def send(
    *,
    key: str,
    address: str,
    subject: str,
    body: str,
    about: str = "",
    unit: int | None = None,
    job: bool = True,
    lock: bool = False,
    text: str = "",
    end_link: str = "",
) -> None:
    """Queue one e-mail in the caller's transaction: it leaves after the commit, and not at all after a rollback.

    The same `key` is sent once, however often it is asked for. An impossible address goes to the log as failed, and
    does not undo what it would have told of. Two statements; without `job` one, and the caller sees to `deliver`.
    `lock`: neither address nor words are kept in the clear, and the log names nobody. Where the address is a telephone
    number, a text message: `text`, or the subject and where to look. `end_link` ends what one subscribed to: programs
    of mail show it as a button and press it by POST, without a login (RFC 2369, RFC 8058).
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("send() belongs into the transaction that it tells of")
    problem, by_text = _problem_of(address), rules.is_number(address)
    if by_text:
        body = (text or f"{subject}. {settings.BASE_URL}/tra-cuu/")[: rules.TEXT_MOST]
    words = {
        "address": one_line(address)[:254],
        "subject": one_line(subject)[:300],
        "body": "" if problem else clean(body) + "\n",
    }
    if lock:
        secret = None if problem else rules.locked(words, known_key(KEY))
        words = {"address": "", "subject": "", "body": ""}
    message = Message(
        key=key,
        channel=SMS if by_text else EMAIL,
        **words,
        secret=secret if lock else None,
        end_link=end_link,
        about=about,
        unit_id=unit,
        state=State.FAILED if problem else State.QUEUED,
        error=problem,
        due_at=None if problem else clock.now(),
    )
    rows.insert([message], ignore=True)
    if job and not problem:
        enqueue(key)


def enqueue(key: str, at: datetime | None = None) -> None:
    """Leave the sending to a job. By its path: jobs stand above actions, which do not import them."""
    job = import_string("gandan.notifications.tasks.deliver")
    (job.using(run_after=at) if at else job).enqueue(key)


def _problem_of(address: str) -> str:
    if rules.is_number(address):
        return "" if settings.SMS_URL else "Chưa nối cổng tin nhắn."
    try:
        _is_address(address.strip())
    except ValidationError:
        return "Địa chỉ không đúng dạng."
    return ""


def _subject(event: Event, letter: Letter) -> str:
    """Neutral: it stands on locked screens and in shared mailboxes. Never what the matter is about."""
    if letter.sealed:
        return _("%(unit)s: có tin về việc %(code)s") % {"unit": letter.unit_name, "code": letter.code}
    return str(_SUBJECTS[event]) % {"unit": letter.unit_name, "code": letter.code}
