"""Files that were uploaded and then attached to nothing go after two days: nobody sees them, nobody owns them."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from gandan.core import clock
from gandan.documents.actions.renditions import rendition_paths
from gandan.documents.models import StoredFile
from gandan.documents.queries import path_of, thumbnail_path_of
from gandan.documents.types import MediaType

# A form that was sent back keeps its files for a day; another day for whoever sleeps over it.
KEPT_FOR = timedelta(hours=48)
AT_ONCE = 500


def sweep_uploads() -> int:
    """Remove what no table points to; returns how many files. A file that is attached meanwhile stays."""
    gone = 0
    for file in _stray()[:AT_ONCE]:
        try:
            with transaction.atomic():
                # Asked again under the lock: it may have been attached, or uploaded anew, since.
                if not _stray().filter(pk=file.pk).select_for_update(of=("self",)).exists():
                    continue
                StoredFile.objects.filter(pk=file.pk).delete()
                default_storage.delete(path_of(file.sha256))
                for small in (thumbnail_path_of(file.sha256), *rendition_paths(file.sha256)):
                    default_storage.delete(small)
        except IntegrityError:  # attached in this very moment
            continue
        gone += 1
    return gone


def _stray() -> QuerySet[StoredFile]:
    """Old files without anyone who points to them. Every room's foreign keys count, whoever adds one.

    Not what is sealed: who points to that may itself be under a seal.
    """
    old = StoredFile.objects.filter(created_at__lt=clock.now() - KEPT_FOR)
    found = old.exclude(media_type=MediaType.SEALED).order_by("pk")
    for relation in _pointing_here():
        name = relation.field.attname
        rows = relation.related_model._base_manager.filter(**{name: OuterRef("pk")})
        found = found.filter(~Exists(rows))
    return found


def _pointing_here() -> list[ForeignObjectRel]:
    return [each for each in StoredFile._meta.get_fields(include_hidden=True) if isinstance(each, ForeignObjectRel)]
