"""Builders of the room: a ward with an editor and a leader, articles, pictures, a tiny film."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from PIL import Image

from gandan.directory.models import Organisation
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.news import actions, queries
from gandan.news.types import MediaKind, NewReform, Section, Step, Told, Upload, Writing
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


def element(kind: str, body: bytes, wide: int = 1) -> bytes:
    """An element of EBML, its length written in so many bytes."""
    return bytes.fromhex(kind) + ((1 << 7 * wide) | len(body)).to_bytes(wide, "big") + body


def a_webm(place: bytes = b"+10.7769+106.7009/", *, live: bool = False) -> bytes:
    """A WebM whose tags tell the place; `live`: its length not known when it was begun."""
    head = element("1a45dfa3", element("4282", b"webm"))
    tags = element(
        "1254c367", element("7373", element("67c8", element("45a3", b"LOCATION") + element("4487", place))), 8
    )
    inside = element("1549a966", element("4d80", b"vi du")) + tags + element("1f43b675", element("a3", bytes(90)), 2)
    inside += element("1941a469", b"tep") + element("1c53bb6b", bytes(20))
    return head + (b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + inside if live else element("18538067", inside, 8))


def a_cover(alt: str = "Quầy sao y buổi tối") -> Upload:
    return Upload(MediaKind.COVER, alt=alt, name="quay.jpg")


def a_scene(leader: Actor) -> dict[str, object]:
    """One of everything that the pages of the room show."""
    article = a_draft(leader)
    actions.add_media(article, a_cover(), leader, a_picture(960, 540))
    words = "Bốn bước: phản ánh, tiếp nhận, xử lý, trả lời."
    actions.add_media(article, Upload(MediaKind.INFOGRAPHIC, alt=words, name="buoc.jpg"), leader, a_picture(960, 540))
    actions.add_media(article, Upload(MediaKind.VIDEO, link="https://video.vi.du/abc"), leader)
    actions.rewrite(article, writing(body=f"{BODY}\n\n- Căn cước"), leader, seen=1)
    actions.take(article, Step.PUBLISH, leader)
    slug = queries.article_at(article, leader).row.slug
    comment = actions.say(slug, "Thứ Bảy có mở không?", "Bác Tư (mẫu)")
    actions.answer_comment(comment, leader, "Chưa. Thứ Tư mở đến 19:00.")
    actions.say(slug, "Cảm ơn phường")
    new = NewReform("Trả kết quả tại nhà", date(2026, 9, 2), "Người già", "Đến quầy hai lần.", "Bưu điện mang đến.")
    reform = actions.save_reform("26740", new, leader)
    actions.note_told(reform, leader, how=Told.MEETING, audience="Khu phố 3", reached=40)
    actions.publish_reform(reform, leader)
    page = actions.save_page("26740", "Liên hệ", "Thứ Hai đến thứ Sáu.", leader)
    return {"news": slug, "news_id": article, "comment": comment, "reform": "tra-ket-qua-tai-nha", "reform_id": reform,
            "stays": page}  # fmt: skip
