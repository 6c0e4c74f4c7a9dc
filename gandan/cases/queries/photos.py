"""Photographs that wait for a person to look for faces and number plates before the public sees them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.models import Attachment, Case
from gandan.cases.types.nearby import Photo
from gandan.core import clock
from gandan.core.types import NotFound
from gandan.directory.types import Actor
from gandan.documents.types import PICTURES

LATELY = timedelta(days=180)  # an answer older than that is read by nobody for its photographs
COUNTED = 200


def next_photo(actor: Actor, after: int = 0) -> Photo | None:
    """The oldest that waits, after the one just left aside. Two queries."""
    waiting = _waiting(actor)
    row = waiting.filter(pk__gt=after).first() or (waiting.first() if after else None)
    return _view(row, waiting[:COUNTED].count() - 1) if row else None


def waiting_photos(actor: Actor) -> int:
    """How many wait for this person to look at them, counted up to a bound. One query, none for who looks at none."""
    return _waiting(actor)[:COUNTED].count() if policies.photo_paths(actor) else 0


def photo(id: int, actor: Actor) -> Photo:
    """One of a report that the public sees or may see, waiting or decided. Raises NotFound."""
    row = _open_to_all(actor).filter(pk=id).first()
    if row is None:
        raise NotFound(_("Không có ảnh này."))
    return _view(row, 0)


def _waiting(actor: Actor) -> QuerySet[Attachment]:
    return _open_to_all(actor).filter(checked=False)


def _open_to_all(actor: Actor) -> QuerySet[Attachment]:
    """Of reports opened to neighbours and of answers that the sender lets be read; not what was added in private."""
    where = Q(pk__in=[])
    for path in policies.photo_paths(actor):
        where |= Q(unit__path__startswith=path) | Q(assigned_unit__path__startswith=path)
    opened = Case.objects.filter(where).exclude(shown_as="")
    answered = Case.objects.filter(where, publish=True, answered_on__gte=clock.today() - LATELY)
    rows = Attachment.objects.filter(Q(case__in=opened.values("pk")) | Q(case__in=answered.values("pk")))
    rows = rows.filter(Q(entry=None) | Q(entry__public=True), file__media_type__in=PICTURES)
    return rows.select_related("case__unit").order_by("pk")


def _view(row: Attachment, left: int) -> Photo:
    return Photo(
        id=row.pk,
        file=row.file_id,
        name=row.name,
        code=row.case.code,
        words=row.case.shown_as or row.case.subject,
        unit=row.case.unit.name,
        public=row.public,
        checked=row.checked,
        left=left,
    )
