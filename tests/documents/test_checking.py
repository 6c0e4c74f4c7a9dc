"""A file that was changed or taken away behind the product is named; one that went by rule is not."""

import threading
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from gandan.core import hooks
from gandan.core.moment import one_moment
from gandan.documents import actions, queries
from gandan.documents.models import StoredFile
from gandan.documents.queries.checking import verify_files
from tests.documents import make


@pytest.fixture
def kept(settings, tmp_path):
    """Two photographs in a store of their own: what other tests left in theirs is not ours."""
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": disk}
    return actions.store(make.photo(41, 20), "a.jpg"), actions.store(make.photo(43, 20), "b.jpg")


def path_of(stored) -> Path:
    return Path(default_storage.path(queries.path_of(stored.sha256)))


def test_one_changed_octet_and_a_lost_file_are_named(db, kept):
    changed, lost = kept
    assert list(hooks.call_all("verify_records")["documents"]) == []
    content = bytearray(path_of(changed).read_bytes())
    content[100] ^= 1
    path_of(changed).write_bytes(content)
    path_of(lost).unlink()
    told = {each.record.split()[1]: each.what for each in hooks.call_all("verify_records")["documents"]}
    assert told.keys() == {str(changed.id), str(lost.id)}
    assert "đã bị sửa" in told[str(changed.id)] and "đã bị xóa" in told[str(lost.id)]


@pytest.mark.django_db(transaction=True)
def test_what_goes_by_rule_while_it_is_read_is_no_loss(kept):
    gone, lost = kept

    def as_another_process() -> None:
        StoredFile.objects.filter(pk=gone.id).delete()
        connection.close()

    with one_moment():
        assert StoredFile.objects.count() == 2
        path_of(gone).unlink()
        path_of(lost).unlink()
        other = threading.Thread(target=as_another_process)
        other.start()
        other.join(timeout=30)
        assert [each.record.split()[1] for each in verify_files()] == [str(lost.id)]
