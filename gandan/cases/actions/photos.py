"""A person has looked at a photograph: public as it is, public with parts blurred, or kept private."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.cases import policies
from gandan.cases.models import Attachment
from gandan.cases.queries.locked import place_of
from gandan.cases.queries.photos import photo
from gandan.core.types import NotAllowed, Refused
from gandan.directory.types import Actor
from gandan.documents import actions as documents
from gandan.documents.types import Box

BOXES = 40


def check_photo(id: int, actor: Actor, *, public: bool, boxes: Sequence[Box] = ()) -> None:
    """What becomes of it; may be decided anew. Raises NotFound, NotAllowed, Refused at `boxes`."""
    shown = photo(id, actor)
    row = Attachment.objects.select_related("case__unit", "case__assigned_unit", "file").get(pk=shown.id)
    if not policies.may_check_photos(policies.roles_for(actor, place_of(row.case))):
        raise NotAllowed(_("Vai trò của bạn không duyệt ảnh."))
    if len(boxes) > BOXES:
        raise Refused(boxes=_("Vẽ nhiều nhất %(n)d khung.") % {"n": BOXES})
    copy = documents.blurred_copy(row.file_id, boxes, row.name) if public and boxes else None
    row.public, row.checked = public, True
    row.shown_id = None if not public else copy.id if copy else row.file_id
    with transaction.atomic():
        row.save(update_fields=["public", "checked", "shown"])
        audit.record(
            actor=actor.code,
            verb="publish_photo" if public else "keep_photo_private",
            object=f"photo:{row.case.code}:{row.pk}",
            unit=row.case.unit.code,
            payload={
                "file": row.file.sha256,
                "shown": copy.sha256 if copy else row.file.sha256 if public else "",
                "boxes": [[box.left, box.top, box.width, box.height] for box in boxes],
            },
        )
