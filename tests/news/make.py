"""Builders of the room: a ward with an editor and a leader, articles, pictures, a tiny film."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from gandan.directory.models import Organisation
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.news import actions, queries
from gandan.news.types import MediaKind, Section, Step, Upload, Writing
from tests.directory.make import a_ward, an_actor

BODY = "Phường mở quầy sao y buổi tối.\n\nMang theo bản chính."


def an_editor(unit: Organisation | None = None) -> Actor:
    return an_actor(Role.EDITOR, unit or a_ward())


def a_leader(unit: Organisation | None = None) -> Actor:
    return an_actor(Role.LEADER, unit or a_ward())


def writing(title: str = "Sao y buổi tối thứ Tư", body: str = BODY, section: Section = Section.NOTICE) -> Writing:
    return Writing(title, "Không phải nghỉ làm để sao y.", body, section)


def a_draft(editor: Actor, title: str = "Sao y buổi tối thứ Tư", **more: object) -> int:
    return actions.write("26740", writing(title), editor, **more)


def published(editor: Actor, title: str = "Sao y buổi tối thứ Tư") -> str:
    """A published article; its slug."""
    article = a_draft(editor, title)
    actions.take(article, Step.PUBLISH, editor)
    return queries.article_at(article, editor).row.slug


def a_picture(width: int = 1200, height: int = 675) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#a32a2b").save(out, "JPEG")
    return out.getvalue()


def box(kind: bytes, content: bytes = b"") -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def a_film(place: bytes = b"+10.7769+106.7009/") -> bytes:
    """The boxes of an MP4, with the place that a phone writes into `udta`."""
    moov = box(b"moov", box(b"mvhd", bytes(100)) + box(b"udta", box(b"\xa9xyz", place)))
    return box(b"ftyp", b"isom" + bytes(4) + b"isomavc1") + moov + box(b"mdat", bytes(2000))


def a_cover(alt: str = "Quầy sao y buổi tối") -> Upload:
    return Upload(MediaKind.COVER, alt=alt, name="quay.jpg")
