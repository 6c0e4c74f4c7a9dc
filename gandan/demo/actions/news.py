"""News of the sample ward: a dozen articles, an infographic, readers' comments, two reforms, two pages."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from gandan.core import clock
from gandan.demo.actions.pictures import _scene
from gandan.directory.types import Actor
from gandan.news import actions as news
from gandan.news.queries import article_at
from gandan.news.types import MediaKind, NewReform, Section, Step, Told, Upload, Writing

PACKAGE = Path(__file__).resolve().parents[2]
DATA = PACKAGE / "demo" / "data"  # the film was recorded from a drawing by a browser; its words are in it and beside it
TOLD = DATA / "news.toml"
FONT = PACKAGE / "ui" / "fonts" / "tinos" / "Tinos-Bold.ttf"
STEPS = (
    ("1. Gửi", "Bạn gửi trên điện thoại hoặc tại quầy, nhận mã ngay."),
    ("2. Nhận", "Phường xem, phân loại, giao người. Bạn thấy vai người nhận."),
    ("3. Làm", "Xác minh, xử lý. Hạn và cách đếm ngày hiện ở trang theo dõi."),
    ("4. Trả lời", "Đã làm gì, chưa làm gì. Bạn chấm điểm hoặc yêu cầu xem lại."),
)


def living_news(unit: str, officers: dict[str, Actor]) -> None:
    """Written by the editor, published by the leader, who wants to look first."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    editor, leader = officers["bientap"], officers["lanhdao"]
    news.set_newsroom(unit, leader, review=True, comments=True)
    made = [_article(unit, each, editor, leader) for each in told["articles"]]
    _waiting(unit, editor)
    for each in told["comments"]:
        _comment(made[each["article"]], each, editor)
    for each in told["reforms"]:
        _reform(unit, each, officers)
    for each in told["pages"]:
        news.save_page(unit, each["title"], each["body"], editor)


def _article(unit: str, plan: dict[str, Any], editor: Actor, leader: Actor) -> str:
    at = clock.now() - timedelta(days=plan["ago"], hours=3)
    writing = Writing(plan["title"], plan["lead"], plan["body"], Section(plan["section"]))
    id = news.write(unit, writing, editor, at=at)
    if "cover" in plan:
        cover = Upload(MediaKind.COVER, alt=plan["alt"], caption="Hình vẽ mẫu", name="anh-bia.jpg")
        news.add_media(id, cover, editor, _jpeg(_scene(plan["cover"], messy=False)))
    if plan.get("infographic"):
        words = "\n".join(f"{head}: {words}" for head, words in STEPS)
        upload = Upload(MediaKind.INFOGRAPHIC, alt=words, caption="Đồ họa của phường mẫu", name="bon-buoc.png")
        news.add_media(id, upload, editor, _infographic())
    if plan.get("film"):
        words = "Bốn việc: mang theo bản chính, lấy số ở quầy 3, chờ khoảng mười phút, nhận bản sao và ký sổ."
        captions = (DATA / "sao-y-bon-viec.vtt").read_text(encoding="utf-8")
        film = Upload(
            MediaKind.VIDEO, alt=words, caption="Phim mẫu, không có tiếng", captions=captions, name="sao-y-bon-viec.mp4"
        )
        news.add_media(id, film, editor, (DATA / "sao-y-bon-viec.mp4").read_bytes())
    news.take(id, Step.SEND, editor)
    news.take(id, Step.PUBLISH, leader, at=at)
    if plan.get("pinned"):
        news.pin(id, editor, on=True)
    return article_at(id, editor).row.slug


def _waiting(unit: str, editor: Actor) -> None:
    """Something for the leader to look at this morning."""
    words = "Khu phố 2 họp bàn mức góp thay nắp cống, tối thứ Sáu.\n\nMỗi hộ cử một người dự."
    id = news.write(unit, Writing("Họp khu phố 2 về nắp cống", "", words, Section.NOTICE), editor)
    news.take(id, Step.SEND, editor)


def _comment(slug: str, plan: dict[str, Any], editor: Actor) -> None:
    at = clock.now() - timedelta(days=plan["ago"], hours=1)
    id = news.say(slug, plan["text"], plan["name"], at=at)
    if plan.get("answer"):
        news.answer_comment(id, editor, plan["answer"], at=at + timedelta(minutes=40))
    elif plan.get("shown"):
        news.show_comment(id, editor)


def _reform(unit: str, plan: dict[str, Any], officers: dict[str, Actor]) -> None:
    editor, today = officers["bientap"], clock.today()
    words = {name: plan[name] for name in ("title", "for_whom", "before", "after", "basis")}
    id = news.save_reform(unit, NewReform(since=today - timedelta(days=plan["ago"]), **words), editor)
    people = [person for name in plan["briefed"] if (person := officers[name].person) is not None]
    news.brief(id, people, editor, today - timedelta(days=plan["ago"]))
    for how, audience, ago, reached in plan["told"]:
        day = today - timedelta(days=ago)
        news.note_told(id, editor, how=Told(how), audience=audience, on=day, reached=reached or None)
    news.publish_reform(id, officers["lanhdao"])


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _infographic() -> bytes:
    """Four steps, drawn here: text dark on light, nothing said by colour alone."""
    picture = Image.new("RGB", (1200, 900), "#fbf6ec")
    draw = ImageDraw.Draw(picture)
    big, small = ImageFont.truetype(str(FONT), 44), ImageFont.truetype(str(FONT), 30)
    draw.text((60, 40), "Một phản ánh đi qua bốn bước", font=ImageFont.truetype(str(FONT), 54), fill="#8a1c1f")
    for n, (head, words) in enumerate(STEPS):
        top = 140 + n * 185
        draw.rounded_rectangle((60, top, 1140, top + 160), 24, fill="#ffffff", outline="#8a1c1f", width=4)
        draw.text((100, top + 28), head, font=big, fill="#1d1a17")
        draw.text((100, top + 92), words, font=small, fill="#1d1a17")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
