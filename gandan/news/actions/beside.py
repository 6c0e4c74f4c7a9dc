"""What stands beside an article: pictures, an infographic with its text, a video, files."""

from __future__ import annotations

from typing import BinaryIO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import clean, one_line
from gandan.core.types import NotFound, Refused
from gandan.directory.types import Actor
from gandan.documents import actions as documents
from gandan.documents.actions.videos import store_video
from gandan.documents.types import Stored
from gandan.news import rules
from gandan.news.actions.checking import locked_article, within
from gandan.news.models import Article, Media
from gandan.news.types import MIN_TEXT_ALTERNATIVE, MediaKind, Upload

MOST = 30
PICTURES = (MediaKind.COVER, MediaKind.GALLERY, MediaKind.INFOGRAPHIC)


Bytes = BinaryIO | File | bytes


def add_media(id: int, upload: Upload, actor: Actor, file: Bytes | None = None, poster: Bytes | None = None) -> int:
    """Puts one thing beside an article; a new cover takes the place of the old one. `poster` is the picture that stands
    for a film until somebody plays it. Returns its id.
    """
    alt = within(clean(upload.alt), "alt", 4000)
    caption = within(one_line(upload.caption), "caption", 300)
    link, captions = _checked_words(upload, alt, has_file=file is not None)
    stored = _stored(upload, file) if file is not None else None
    standing = _poster(upload, poster) if poster is not None else None
    with transaction.atomic():
        row = locked_article(id, actor)
        if row.media.count() >= MOST:
            raise Refused(files=_("Một bài có nhiều nhất %(most)s ảnh, tệp và video.") % {"most": MOST})
        if upload.kind is MediaKind.COVER:
            row.media.filter(kind=MediaKind.COVER).delete()
        media = Media.objects.create(
            article=row,
            kind=upload.kind,
            file_id=stored.id if stored else None,
            link=link,
            name=stored.name if stored else "",
            alt=alt,
            caption=caption,
            captions=captions,
            poster_id=standing.id if standing else None,
        )
        _note("add-media", row, actor, media)
    return media.pk


def remove_media(id: int, media: int, actor: Actor) -> None:
    with transaction.atomic():
        row = locked_article(id, actor)
        found = row.media.filter(pk=media).first()
        if found is None:
            raise NotFound(_("Không có tệp này."))
        _note("remove-media", row, actor, found)
        found.delete()


def _checked_words(upload: Upload, alt: str, *, has_file: bool) -> tuple[str, str]:
    """(link, captions), or Refused where words that people need are missing."""
    if upload.kind is MediaKind.INFOGRAPHIC and len(alt) < MIN_TEXT_ALTERNATIVE:
        raise Refused(alt=_("Viết lại bằng chữ mọi điều đồ họa nói, để ai không nhìn được cũng biết."))
    if upload.kind in (MediaKind.COVER, MediaKind.GALLERY) and has_file and not alt:
        raise Refused(alt=_("Tả ảnh bằng một câu, cho người nghe máy đọc."))
    if not has_file and upload.kind is not MediaKind.VIDEO:
        raise Refused(files=_("Chọn một tệp."))
    link = "" if has_file else upload.link.strip()
    if not has_file and not rules.host_of(link):
        raise Refused(link=_("Chọn tệp video, hoặc ghi một đường liên kết https://…"))
    if len(link) > 300:
        raise Refused(link=_("Đường liên kết quá dài."))
    captions = rules.captions_of(upload.captions) if upload.captions.strip() else ""
    if upload.captions.strip() and not captions:
        raise Refused(captions=_("Phụ đề phải là WebVTT: dòng đầu WEBVTT, rồi các mốc giờ 00:01.000 --> 00:04.000."))
    return link, captions


def _stored(upload: Upload, file: Bytes) -> Stored:
    if upload.kind is MediaKind.VIDEO:
        return store_video(file, upload.name)
    stored = documents.store(file, upload.name)
    if upload.kind in PICTURES and not stored.is_picture:
        raise Refused(files=_("Ở đây cần một ảnh JPG, PNG hoặc WebP."))
    return stored


def _poster(upload: Upload, picture: Bytes) -> Stored:
    if upload.kind is not MediaKind.VIDEO or upload.link:
        raise Refused(poster=_("Ảnh chờ chỉ dùng cho video tải lên."))
    try:
        stored = documents.store(picture, "anh-cho.jpg")
    except Refused as refusal:
        raise Refused(poster=str(refusal)) from None
    if not stored.is_picture:
        raise Refused(poster=_("Ở đây cần một ảnh JPG, PNG hoặc WebP."))
    return stored


def _note(verb: str, row: Article, actor: Actor, media: Media) -> None:
    payload = {"media": media.pk, "kind": str(media.kind), "name": media.name, "link": media.link}
    audit.record(
        actor=actor.code, verb=verb, object=f"article:{row.pk}", unit=row.unit.code, payload=payload, at=clock.now()
    )
