"""What may be stored and under which name: bytes and names alone."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gandan.documents import rules
from gandan.documents.types import LONG_SIDE, MAX_NAME, MediaType, NotTaken, Problem
from tests.documents import make


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (make.photo(), MediaType.JPEG),
        (make.photo(kind="PNG"), MediaType.PNG),
        (make.photo(kind="WEBP"), MediaType.WEBP),
        (make.PDF, MediaType.PDF),
        (b"\xef\xbb\xbf\n" + make.PDF, MediaType.PDF),
        (make.office(), MediaType.DOCX),
        (make.office("xl/workbook.xml"), MediaType.XLSX),
    ],
)
def test_a_file_is_what_its_bytes_say(content, expected):
    assert rules.media_type_of(io.BytesIO(content)) is expected


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (make.HEIC, Problem.HEIC),
        (make.MP4, Problem.VIDEO),
        (make.OLD_WORD, Problem.OLD_OFFICE),
        (make.HTML, Problem.UNKNOWN),
        (make.SVG, Problem.UNKNOWN),
        (b"GIF89a" + b"\0" * 50, Problem.UNKNOWN),
        (b"MZ" + b"\0" * 100, Problem.UNKNOWN),
        (make.PDF[:-10], Problem.BROKEN),
        (make.office()[:-30], Problem.BROKEN),
        (make.office("readme.txt"), Problem.UNKNOWN),
        (make.office("word/document.xml", "word/vbaProject.bin"), Problem.MACRO),
        (make.office(size=201 * 1024 * 1024), Problem.UNPACKS_TOO_LARGE),
        (make.office_with_a_long_list(large=False), Problem.UNPACKS_TOO_LARGE),
        (make.office_with_a_long_list(large=True), Problem.UNPACKS_TOO_LARGE),
    ],
)
def test_what_is_not_taken_says_why(content, problem):
    with pytest.raises(NotTaken) as refusal:
        rules.media_type_of(io.BytesIO(content))
    assert refusal.value.problem is problem


@given(st.binary(max_size=400))
def test_any_bytes_are_typed_or_refused(content):
    try:
        rules.media_type_of(io.BytesIO(content))
    except NotTaken:
        pass


@pytest.mark.parametrize(
    ("typed", "media_type", "expected"),
    [
        ("ảnh đèn hỏng.jpg", MediaType.JPEG, "ảnh đèn hỏng.jpg"),
        ("ANH.JPEG", MediaType.JPEG, "ANH.jpeg"),
        (unicodedata.normalize("NFD", "đường.png"), MediaType.PNG, "đường.png"),
        ("anh.png", MediaType.JPEG, "anh.jpg"),
        ("virus.exe", MediaType.JPEG, "virus.exe.jpg"),
        ("Công văn 12.2026", MediaType.PDF, "Công văn 12.2026.pdf"),
        ("../../etc/passwd", MediaType.PDF, "passwd.pdf"),
        ("C:\\Users\\Hai\\đơn.docx", MediaType.DOCX, "đơn.docx"),
        ("hoa\u202egpj.exe", MediaType.JPEG, "hoagpj.exe.jpg"),
        ("a\u200bb\r\nSet-Cookie: x.pdf", MediaType.PDF, "abSet-Cookie x.pdf"),
        ("", MediaType.WEBP, "tep.webp"),
        ("...", MediaType.PNG, "tep.png"),
        (".jpg", MediaType.JPEG, "tep.jpg"),
        ("100%.pdf", MediaType.PDF, "100.pdf"),
    ],
)
def test_names(typed, media_type, expected):
    assert rules.cleaned_name(typed, media_type) == expected


@given(st.text(max_size=300), st.sampled_from([MediaType.JPEG, MediaType.PDF, MediaType.DOCX]))
def test_any_name_becomes_a_safe_one(typed, media_type):
    name = rules.cleaned_name(typed, media_type)
    assert 0 < len(name) <= MAX_NAME
    assert not set(name) & set('/\\<>:"|?*;%\r\n\0')
    assert not any(unicodedata.category(c).startswith("C") for c in name)
    assert not name.startswith(".")
    assert unicodedata.is_normalized("NFC", name)
    assert rules.cleaned_name(name, media_type) == name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_loses_everything_but_its_pixels(kind):
    sent = make.photo(kind=kind)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(make.GPS)  # it was there
    kept = rules.cleaned_picture(io.BytesIO(sent), MediaType(f"image/{kind.lower()}"))
    image = Image.open(io.BytesIO(kept.content))
    assert image.format == kind
    assert not image.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(image.info)
    assert b"SAMPLE" not in kept.content
    assert (image.width, image.height) == (kept.width, kept.height) == (640, 480)


def test_a_photograph_taken_sideways_stands_upright():
    kept = rules.cleaned_picture(io.BytesIO(make.photo(640, 480, orientation=6)), MediaType.JPEG)
    image = Image.open(io.BytesIO(kept.content))
    assert image.size == (480, 640)
    red, _, _ = image.getpixel((470, 10))  # the red corner went from top left to top right
    assert red > 180


def test_a_comment_and_a_thumbnail_inside_are_gone():
    kept = rules.cleaned_picture(io.BytesIO(make.photo(comment=b"nha toi o hem 12")), MediaType.JPEG)
    assert b"hem 12" not in kept.content


@pytest.mark.parametrize(
    ("size", "kept"), [((6000, 3000), (2560, 1280)), ((1000, 5000), (512, 2560)), ((90, 60), (90, 60))]
)
def test_large_pictures_shrink_small_ones_stay(size, kept):
    picture = rules.cleaned_picture(io.BytesIO(make.photo(*size)), MediaType.JPEG)
    assert (picture.width, picture.height) == kept
    assert max(picture.width, picture.height) <= LONG_SIDE


def test_a_see_through_picture_stays_see_through():
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    kept = rules.cleaned_picture(io.BytesIO(out.getvalue()), MediaType.PNG)
    assert Image.open(io.BytesIO(kept.content)).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16", "LA"])
def test_pictures_of_every_mode_are_kept(mode):
    out = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (40, 30)).save(out, kind)
    kept = rules.cleaned_picture(io.BytesIO(out.getvalue()), MediaType(f"image/{kind.lower()}"))
    assert (kept.width, kept.height) == (40, 30)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_picture_is_refused(kind):
    sent = make.photo(kind=kind)
    with pytest.raises(NotTaken) as refusal:
        rules.cleaned_picture(io.BytesIO(sent[: len(sent) * 2 // 3]), MediaType(f"image/{kind.lower()}"))
    assert refusal.value.problem is Problem.BROKEN


@pytest.mark.parametrize("side", [8000, 30_000])
def test_a_decompression_bomb_is_refused_before_it_unpacks(side):
    with pytest.raises(NotTaken) as refusal:
        rules.cleaned_picture(io.BytesIO(make.png_that_claims(side, side)), MediaType.PNG)
    assert refusal.value.problem is Problem.TOO_MANY_PIXELS


def test_a_thumbnail_is_small():
    small = rules.thumbnail(io.BytesIO(make.photo(1600, 900)), MediaType.JPEG)
    assert small.media_type is MediaType.WEBP
    assert (small.width, small.height) == (320, 180)
    assert len(small.content) < 10_000
