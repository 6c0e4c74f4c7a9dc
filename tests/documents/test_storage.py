"""Files on something that is no disk, and how the setting for it is read."""

import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.utils.module_loading import import_string
from PIL import Image

from gandan.config import env
from gandan.core.home import home
from gandan.documents import actions, queries
from tests.documents import make


@pytest.fixture
def no_disk(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


def test_files_are_kept_read_and_made_small_without_a_disk(db, client, no_disk):
    stored = actions.store(make.photo(900, 600), "a.jpg")
    assert default_storage.exists(queries.path_of(stored.sha256))
    assert stored.sha256 not in {path.name for path in (home() / "files").rglob("*")}
    with queries.opened(stored.id) as file:
        assert not Image.open(io.BytesIO(file.read())).getexif()
    assert actions.thumbnail(stored.id) == actions.thumbnail(stored.id)
    assert actions.store(make.photo(900, 600), "b.jpg").id == stored.id
    response = client.get(queries.link_to(stored.id, stored.name))
    assert len(b"".join(response.streaming_content)) == stored.size


def test_a_bucket_is_read_from_one_address():
    kept = env.files("s3://van-ban/phuong?endpoint=https://s3.example.vn&region=vn-1")
    assert kept["BACKEND"] == "storages.backends.s3.S3Storage"
    storage = import_string(kept["BACKEND"])(**kept["OPTIONS"])
    assert (storage.bucket_name, storage.location, storage.endpoint_url, storage.region_name) == (
        "van-ban",
        "phuong",
        "https://s3.example.vn",
        "vn-1",
    )
    assert storage.default_acl == "private"
    assert storage.file_overwrite  # the name is the content: writing it twice writes the same


def test_without_an_address_files_lie_at_home():
    assert env.files("")["BACKEND"] == "django.core.files.storage.FileSystemStorage"


@pytest.mark.parametrize("address", ["ftp://x/y", "s3://", "s3://bucket?secret=1"])
def test_an_address_that_cannot_be_is_refused_at_the_start(address):
    with pytest.raises(ImproperlyConfigured, match="GANDAN_FILES_URL"):
        env.files(address)
