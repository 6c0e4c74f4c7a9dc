"""Drawn pictures for the sample cases: nobody's street, nobody's face."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from gandan.documents import actions as documents

SKY, WALL, ROOF, ROAD, KERB = "#cfe5ea", "#f1e3c8", "#a32a2b", "#8d8478", "#d6c9b2"
SIZE = (960, 640)


def store_pictures() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """(id, name) of pictures «before» and of pictures «after», taken in like anybody's files."""
    before = [_store(_scene(kind, messy=True), f"hien-trang-{kind}.jpg") for kind in range(4)]
    after = [_store(_scene(kind, messy=False), f"sau-xu-ly-{kind}.jpg") for kind in range(4)]
    return before, after


def _store(picture: Image.Image, name: str) -> tuple[int, str]:
    data = BytesIO()
    picture.save(data, "JPEG", quality=80)
    stored = documents.store(data.getvalue(), name)
    return stored.id, stored.name


def _scene(kind: int, *, messy: bool) -> Image.Image:
    """A row of houses, a pavement and a road; with something in the way, or without."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    for house in range(4):
        left, top = house * 240, 150 + 30 * ((house + kind) % 3)
        draw.rectangle((left, top, left + 232, 450), fill=WALL)
        draw.polygon([(left, top), (left + 116, top - 60), (left + 232, top)], fill=ROOF)
        draw.rectangle((left + 80, 330, left + 150, 450), fill="#7a5a3a")
        draw.rectangle((left + 170, 300, left + 215, 350), fill="#7fb3bd")
    draw.rectangle((0, 450, 960, 510), fill=KERB)
    draw.rectangle((0, 510, 960, 640), fill=ROAD)
    draw.rectangle((60 + 200 * kind, 210, 68 + 200 * kind, 460), fill="#4b4136")
    lamp = (40 + 200 * kind, 190, 90 + 200 * kind, 215)
    draw.ellipse(lamp, fill="#4b4136" if messy else "#ffe08a")
    if messy:
        for heap in range(5):
            x = 300 + 60 * heap
            draw.ellipse((x, 440 - 10 * (heap % 2), x + 90, 505), fill=("#3d3a36", "#5b5048", "#6d4a32")[heap % 3])
    return picture
