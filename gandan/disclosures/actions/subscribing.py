"""Letters for those who asked for them: asked, confirmed by the link in the first one, ended by one press."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.types import NotFound, Refused
from gandan.directory import queries as directory
from gandan.disclosures.models import Publication, Subscription
from gandan.disclosures.types import State
from gandan.law import queries as law
from gandan.notifications import actions as notifications


def subscribe(unit: str, item: str, email: str) -> None:
    """Send a link to confirm. Whether the address is known already is told to nobody."""
    found, email = directory.the_unit(unit), email.strip().lower()
    if item and item not in law.obligations("commune").items:
        raise Refused(item=_("Chọn một nội dung trong danh mục."))
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(email=_("Địa chỉ e-mail không đúng dạng, ví dụ ten@vidu.vn.")) from None
    token = secrets.token_urlsafe(32)
    link = f"{settings.BASE_URL}/cong-khai/theo-doi/{token}/"
    body = render_to_string("disclosures/subscribe.txt", {"link": link, "unit": {"name": found.name}})
    subject = _("Xác nhận nhận tin công khai của %(unit)s") % {"unit": found.name}
    with transaction.atomic():
        row = Subscription.objects.select_for_update().filter(unit=found.id, item=item, email=email).first()
        if row is not None and row.confirmed_at:
            return
        if row is None:
            row = Subscription(unit_id=found.id, item=item, email=email)
        row.token, row.asked_at = token, clock.now()
        row.save()
        notifications.send(key=f"subscribe:{token}", address=email, subject=subject, body=body, unit=found.id)


def confirm(token: str) -> str:
    """Returns the name of the unit. NotFound where the link is old or was never sent."""
    row = _of(token)
    with transaction.atomic():
        Subscription.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=clock.now())
    return directory.unit(row.unit_id).name


def unsubscribe(token: str) -> None:
    """No more letters of that unit, of whichever content; the address goes too. Pressing twice is no mistake."""
    with transaction.atomic():
        row = Subscription.objects.filter(token=token).first()
        if row is not None:
            Subscription.objects.filter(unit=row.unit_id, email=row.email).delete()


def tell(code: str) -> int:
    """A letter to each who confirmed, once for each version. Returns how many."""
    row = Publication.objects.filter(code=code, state=State.PUBLISHED, audience="public").first()
    if row is None:
        return 0
    unit = directory.unit(row.unit_id)
    wanted = Subscription.objects.filter(unit=row.unit_id, item__in=["", row.item], confirmed_at__isnull=False)
    subject = _("%(unit)s công khai: %(title)s") % {"unit": unit.name, "title": row.title}
    told = set()
    with transaction.atomic():
        for reader in wanted.order_by("pk"):
            if reader.email in told:
                continue
            told.add(reader.email)
            context = {
                "row": row,
                "link": f"{settings.BASE_URL}/cong-khai/{row.code}/",
                "end": f"{settings.BASE_URL}/cong-khai/bo-theo-doi/{reader.token}/",
                "unit": {"name": unit.name},
            }
            body = render_to_string("disclosures/published.txt", context)
            key = f"disclosure:{row.code}:{row.version}:{reader.pk}"
            notifications.send(
                key=key, address=reader.email, subject=subject, body=body, unit=unit.id, end_link=context["end"]
            )
    return len(told)


def _of(token: str) -> Subscription:
    row = Subscription.objects.filter(token=token).first()
    if row is None:
        raise NotFound(_("Liên kết này đã hết hiệu lực. Đăng ký lại ở trang công khai."))
    return row
