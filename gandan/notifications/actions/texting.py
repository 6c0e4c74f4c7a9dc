"""Text messages by the authority's own gateway: one HTTP request each (docs/settings.md); off without an address."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request

from django.conf import settings

from gandan.notifications import rules
from gandan.notifications.types import State

SECONDS = 15


def post_text(key: str, number: str, text: str) -> tuple[State, str]:
    """Hand one message to the gateway. QUEUED: certainly not taken, may be tried again; UNSURE: nobody can say."""
    if not settings.SMS_URL.startswith(("https://", "http://")):
        return State.FAILED, "GANDAN_SMS_URL: cần địa chỉ https://"
    body = json.dumps({"id": key, "to": rules.international(number), "from": settings.SMS_SENDER, "text": text})
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    request = urllib.request.Request(settings.SMS_URL, body.encode(), headers, method="POST")  # noqa: S310 - checked above
    try:
        with _gateway.open(request, timeout=SECONDS):
            return State.SENT, ""
    except urllib.error.HTTPError as error:
        return rules.told_by_gateway(error.code), f"{error.code} {error.reason}"
    except urllib.error.URLError as error:
        never_left = isinstance(error.reason, ConnectionRefusedError | socket.gaierror)
        return (State.QUEUED if never_left else State.UNSURE), str(error.reason)
    except (OSError, ValueError) as error:
        return State.UNSURE, str(error)


class _Stay(urllib.request.HTTPRedirectHandler):
    """A number and a code go to the address that was set, and are carried nowhere else."""

    def redirect_request(self, *args: object, **rest: object) -> None:
        return None


_gateway = urllib.request.build_opener(_Stay)
