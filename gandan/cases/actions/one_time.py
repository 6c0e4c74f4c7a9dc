"""A sender who lost the receipt proves who they are by a code sent to the contact that stands in the case."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.cases.actions import parties
from gandan.cases.models import Case, OneTimeCode, Party
from gandan.cases.types import PartyRole, Told
from gandan.core import clock
from gandan.core.home import known_key
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.notifications import actions as notifications

LASTS = timedelta(minutes=10)
TRIES = 5
KEY = "one-time"


def send_one_time(code: str, way: Told) -> bool:
    """Send six digits to the e-mail or telephone of the case. False where there is none, which nobody is told.

    A new code ends the one before. Of what is sealed whole, nothing is sent.
    """
    case = Case.objects.select_related("unit").filter(code=code).first()
    if case is None or law.case_type_version(case.version).sealed:
        return False
    address = _address(case, way)
    if not address:
        return False
    digits = f"{secrets.randbelow(1_000_000):06d}"
    with translation.override(case.language):
        told = {"unit": case.unit.name, "code": case.code, "digits": digits}
        subject = _("%(unit)s: mã mở hồ sơ %(code)s") % told
        short = _("%(digits)s là mã mở hồ sơ %(code)s, dùng trong 10 phút. Không đưa cho ai.") % told
        lines = (
            _("Mã một lần: %(digits)s"),
            _("Nhập mã này ở trang tra cứu để mở hồ sơ %(code)s. Mã dùng một lần, trong 10 phút."),
            _("Không đưa mã cho ai, kể cả người tự xưng là cán bộ. Bạn không xin mã? Bỏ qua thư này."),
        )
        body = "\n\n".join(lines) % told
    locked = case.parties.filter(sealed=True).exists()
    with transaction.atomic():
        OneTimeCode.objects.filter(case=case).delete()
        made = OneTimeCode.objects.create(case=case, digest=_digest(code, digits), expires_at=clock.now() + LASTS)
        _record("send_one_time", case, {"way": way.value})
        notifications.send(
            key=f"{code}:once:{made.pk}:{made.digest[:12]}",
            address=address,
            subject=subject,
            body=body,
            text=short,
            about="" if locked else f"case:{code}",
            unit=None if locked else case.unit_id,
            lock=locked,
        )
    return True


def try_one_time(code: str, digits: str) -> bool:
    """Whether these are the digits, in time and within five tries; then they are used up."""
    with transaction.atomic():
        rows = OneTimeCode.objects.select_for_update(of=("self",)).select_related("case__unit")
        row = rows.filter(case__code=code).first()
        if row is None or row.expires_at < clock.now() or row.tries >= TRIES:
            return False
        if not hmac.compare_digest(row.digest, _digest(code, digits)):
            OneTimeCode.objects.filter(pk=row.pk).update(tries=row.tries + 1)
            return False
        row.delete()
        _record("use_one_time", row.case, {})
    return True


def _address(case: Case, way: Told) -> str:
    """Of whoever sent it: the first of several representatives who left such a contact."""
    if way is Told.SMS and not settings.SMS_URL:
        return ""
    wanted = (PartyRole.PETITIONER, PartyRole.REPRESENTATIVE, PartyRole.APPLICANT)
    for row in Party.objects.filter(case=case, role__in=wanted).order_by("id"):
        opened = parties.opened(row)
        if address := opened.phone if way is Told.SMS else opened.email:
            return address
    return ""


def _record(verb: str, case: Case, payload: dict[str, str]) -> None:
    """That it was asked for and used, apart from the case's own chain; neither digits nor address."""
    audit.record(
        actor=Actor.resident().code, verb=verb, object=f"one-time:{case.code}", unit=case.unit.code, payload=payload
    )


def _digest(code: str, digits: str) -> str:
    return hmac.new(known_key(KEY), f"{code} {digits}".encode(), hashlib.sha256).hexdigest()
