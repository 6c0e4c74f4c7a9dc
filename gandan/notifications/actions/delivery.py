"""Sending, once: a message is claimed before it leaves, and what a crash leaves behind is never sent blindly."""

from __future__ import annotations

import hashlib
import smtplib
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.home import known_key
from gandan.core.text import one_line
from gandan.core.types import Conflict, NotAllowed, NotFound
from gandan.directory.types import Actor
from gandan.notifications import rules
from gandan.notifications.models import Message
from gandan.notifications.policies import log_paths, may_resend
from gandan.notifications.types import RETRIABLE, State

from .messages import KEY, SMS, enqueue
from .texting import post_text


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. QUEUED: nothing has left, it may be tried again."""

    state: State
    error: str = ""


def deliver(key: str) -> State | None:
    """Send the message of this key, if it is due. None where there is nothing to do (sent before, not due yet)."""
    message = _claim(key)
    if message is None:
        return None
    if message.state == State.UNSURE:
        return State.UNSURE
    if message.secret:
        for name, words in rules.unlocked(bytes(message.secret), known_key(KEY)).items():
            setattr(message, name, words)  # in memory only
    return _settle(message, _post(message))


def _claim(key: str) -> Message | None:
    with transaction.atomic():
        message = Message.objects.select_for_update(of=("self",)).filter(key=key).first()
        if message is None:
            return None
        if message.state == State.SENDING:
            # Somebody was sending when their process ended: it may have left. Were they still alive, they will say so.
            message.state, message.due_at = State.UNSURE, None
            message.error = _("Máy gửi dừng giữa chừng.")
        elif message.state == State.QUEUED and message.due_at and message.due_at <= clock.now():
            message.state, message.due_at = State.SENDING, None
            message.attempts += 1
            message.tried_at = clock.now()
        else:
            return None
        message.save(update_fields=["state", "due_at", "error", "attempts", "tried_at"])
    return message


def _post(message: Message) -> Outcome:
    """Hand the message to whoever carries it. Only what was certainly not taken may be tried again."""
    if message.channel == SMS:
        return Outcome(*post_text(message.key, message.address, message.body.strip()))
    return _mail(message)


def _mail(message: Message) -> Outcome:
    line = mail.get_connection()
    try:
        line.open()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(State.QUEUED, str(error))
    try:
        line.send_messages([_letter(message)])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return _refused(code, words)
    except smtplib.SMTPResponseException as error:
        return _refused(error.smtp_code, error.smtp_error)
    except (BadHeaderError, UnicodeError, smtplib.SMTPNotSupportedError) as error:
        return Outcome(State.FAILED, str(error))
    except (OSError, smtplib.SMTPException) as error:
        # The line broke between our words and the server's answer.
        return Outcome(State.UNSURE, str(error))
    finally:
        _hang_up(line)
    return Outcome(State.SENT)


def _refused(code: int, words: bytes | str) -> Outcome:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return Outcome(State.QUEUED if rules.is_temporary(code) else State.FAILED, f"{code} {said}")


def _hang_up(line: BaseEmailBackend) -> None:
    try:
        line.close()
    except (OSError, smtplib.SMTPException):
        pass  # the message has been taken or not; a rude goodbye changes neither


def _letter(message: Message) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    # The same on every attempt: a mailbox that gets it twice shows it once.
    number = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    headers = {
        "Message-ID": f"<{number}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if message.end_link:
        headers["List-Unsubscribe"] = f"<{message.end_link}>"
        if message.end_link.startswith("https://"):  # over anything else the one press is not allowed (RFC 8058)
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(message.subject, message.body, to=[message.address], headers=headers)


def _settle(message: Message, outcome: Outcome) -> State:
    wait = rules.wait_after(message.attempts) if outcome.state is State.QUEUED else None
    state = State.FAILED if outcome.state is State.QUEUED and wait is None else outcome.state
    now = clock.now()
    # What a mail server says may repeat the address in many ways; of a locked one only its number is kept.
    said = (
        outcome.error[:3] if message.secret else outcome.error.replace(message.address, rules.masked(message.address))
    )
    values = {
        "state": state,
        "error": one_line(said)[:300],
        "due_at": now + wait if wait else None,
    }
    if state is State.SENT:
        values |= {"sent_at": now, "body": "", "secret": None, "end_link": ""}
    with transaction.atomic():
        # UNSURE too: another worker may have given this one up while it was sending; it knows better.
        Message.objects.filter(pk=message.pk, state__in=[State.SENDING, State.UNSURE]).update(**values)
        if wait:
            enqueue(message.key, now + wait)
    return state


def retry(message: int, actor: Actor) -> None:
    """Send again what failed or what nobody is sure of, because a person has decided so."""
    with transaction.atomic():
        row = Message.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=message).first()
        path = row.unit.path if row and row.unit else None
        if row is None or not _may_see(actor, path):
            raise NotFound(_("Không có tin nhắn này."))
        if not may_resend(actor, path):
            raise NotAllowed(_("Chỉ người quản trị gửi lại tin nhắn."))
        if row.state not in RETRIABLE or not (row.body or row.secret):
            raise Conflict(_("Tin này đã được gửi hoặc đang chờ gửi."))
        before, now = row.state, clock.now()
        Message.objects.filter(pk=row.pk).update(state=State.QUEUED, attempts=0, error="", due_at=now)
        audit.record(
            actor=actor.code,
            verb="resend",
            object=f"message:{row.pk}",
            unit=row.unit.code if row.unit else "",
            payload={"state": before, "attempts": row.attempts},
        )
        enqueue(row.key)


def _may_see(actor: Actor, path: str | None) -> bool:
    return any(path is None or path.startswith(root) for root in log_paths(actor))


def sweep() -> tuple[int, int]:
    """Every few minutes: what hangs in «sending» becomes unsure, what lost its job gets another. Their numbers."""
    long_ago = clock.now() - rules.STUCK_AFTER
    stuck = Message.objects.filter(state=State.SENDING, tried_at__lt=long_ago)
    unsure = stuck.update(state=State.UNSURE, error=_("Máy gửi dừng giữa chừng."))
    with transaction.atomic():
        lost = list(Message.objects.filter(state=State.QUEUED, due_at__lt=long_ago).values_list("key", flat=True)[:500])
        # Claiming is by row: a second job for the same message finds nothing to do.
        for key in lost:
            enqueue(key)
    return unsure, len(lost)
