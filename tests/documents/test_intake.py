"""Taking files in: once each, whole or not at all, whoever sends the same at the same moment."""

import hashlib
import io
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import connection
from PIL import Image

from gandan.core.home import home
from gandan.core.types import NotFound, Refused
from gandan.documents import actions, queries
from gandan.documents.models import StoredFile
from gandan.documents.types import MAX_BYTES, MediaType
from tests.documents import make


def files_kept() -> set[str]:
    return {path.name for path in (home() / "files").rglob("*") if path.is_file()}


def test_a_photo_is_kept_without_its_place(db):
    stored = actions.store(make.photo(), "đèn hỏng.JPG")
    with queries.opened(stored.id) as file:
        content = file.read()
    assert not Image.open(io.BytesIO(content)).getexif()
    assert (stored.media_type, stored.name, stored.width, stored.height) == ("image/jpeg", "đèn hỏng.jpg", 640, 480)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.size == len(content)
    assert default_storage.exists(f"{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}")


def test_files_are_readable_by_their_owner_only(db):
    stored = actions.store(make.PDF, "don.pdf")
    mode = stat.S_IMODE(os.stat(default_storage.path(queries.path_of(stored.sha256))).st_mode)
    assert mode == 0o600


def test_the_same_content_is_kept_once(db):
    first = actions.store(make.photo(), "a.jpg")
    second = actions.store(io.BytesIO(make.photo()), "b.jpg")
    assert (first.id, first.sha256) == (second.id, second.sha256)
    assert second.name == "b.jpg"
    assert StoredFile.objects.filter(sha256=first.sha256).count() == 1


@pytest.mark.parametrize("upload", [bytes, io.BytesIO, ContentFile])
def test_whatever_carries_the_bytes(db, upload):
    assert actions.store(upload(make.PDF), "x.pdf").sha256 == hashlib.sha256(make.PDF).hexdigest()


def test_an_upload_on_disk_is_streamed(db):
    with TemporaryUploadedFile("lon.pdf", "text/html", 0, None) as upload:
        upload.write(make.PDF.replace(b"<<>>", b"<<>>" + b" " * 3_000_000, 1))
        upload.seek(0)
        assert actions.store(upload, "lon.pdf").media_type == MediaType.PDF


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (make.HEIC, "IMG_1.heic", "Chọn ảnh JPG hoặc PNG"),
        (make.HTML, "trang.jpg", "Không nhận loại tệp của «trang.jpg»"),
        (b"", "trong.pdf", "trống"),
        (make.photo()[:2500], "hong.jpg", "hỏng"),
        (make.png_that_claims(40_000, 40_000), "bom.png", "quá lớn"),
        (make.PDF + b"0" * MAX_BYTES, "to.pdf", "lớn hơn 10 MB"),
    ],
)
def test_what_is_refused_says_what_to_do_and_leaves_nothing(db, content, name, words):
    before = files_kept()
    with pytest.raises(Refused) as refusal:
        actions.store(content, name)
    assert words in refusal.value.errors["files"]
    assert files_kept() == before


def test_bytes_decide_not_the_name(db):
    stored = actions.store(make.photo(kind="PNG"), "anh.exe")
    assert (stored.media_type, stored.extension, stored.name) == ("image/png", "png", "anh.exe.png")


def test_a_sealed_file_says_nothing_of_itself(db):
    stored = actions.store(make.photo(), "to-cao.jpg", seal=lambda content: b"locked" + content[::-1])
    row = StoredFile.objects.get(pk=stored.id)
    assert (row.media_type, row.extension, row.width, row.height) == ("application/octet-stream", "bin", None, None)
    assert (stored.media_type, stored.name) == ("image/jpeg", "to-cao.jpg")
    with queries.opened(stored.id) as file:
        assert file.read().startswith(b"locked")


def test_a_file_that_is_not_there(db):
    with pytest.raises(NotFound):
        queries.opened(10**9)


def test_two_who_send_the_same_at_once(transactional_db):
    content = make.photo(700, 500)

    def send(number: int) -> tuple[int, str]:
        try:
            stored = actions.store(content, f"{number}.jpg")
            return stored.id, stored.sha256
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        results = set(pool.map(send, range(6)))
    assert len(results) == 1
    assert StoredFile.objects.filter(sha256=results.pop()[1]).count() == 1


@pytest.fixture
def scanner(settings, tmp_path):
    """A scanner that knows one virus, told by its exit code as ClamAV's does."""
    script = tmp_path / "scan.py"
    script.write_text(
        "import sys\ncontent = open(sys.argv[1], 'rb').read()\n"
        "sys.exit(1 if b'EICAR' in content else 2 if b'CRASH' in content else 0)\n"
    )
    settings.SCANNER = f"{sys.executable} {script} {{path}}"


def test_a_clean_file_passes_the_scanner(db, scanner):
    assert StoredFile.objects.get(pk=actions.store(make.PDF, "a.pdf").id).scan == "clean"


@pytest.mark.parametrize(("word", "words"), [(b"EICAR", "mã độc"), (b"CRASH", "Chưa kiểm tra được")])
def test_a_file_the_scanner_does_not_clear_is_not_kept(db, scanner, word, words):
    before = files_kept()
    with pytest.raises(Refused, match=words):
        actions.store(make.PDF.replace(b"obj", word), "a.pdf")
    assert files_kept() == before


def test_a_scanner_that_is_missing_takes_nothing_in(db, settings):
    settings.SCANNER = "/nowhere/scanner {path}"
    with pytest.raises(Refused, match="Chưa kiểm tra được"):
        actions.store(make.PDF, "a.pdf")


def test_a_thumbnail_is_made_once_and_kept(db):
    stored = actions.store(make.photo(1200, 900), "a.jpg")
    small = actions.thumbnail(stored.id)
    assert Image.open(io.BytesIO(small)).size == (320, 240)
    place = Path(default_storage.path(queries.thumbnail_path_of(stored.sha256)))
    place.write_bytes(b"kept")
    assert actions.thumbnail(stored.id) == b"kept"
    place.unlink()


def test_no_draft_is_left_behind(db):
    actions.store(make.photo(), "a.jpg")
    assert not list((home() / "files" / ".incoming").iterdir())
