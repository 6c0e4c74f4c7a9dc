"""A file that was changed or taken away behind the product is named; one that went by rule is not."""

import json
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from gandan.config import cli
from gandan.documents import actions, queries
from gandan.documents.models import StoredFile
from gandan.documents.queries import checking, verify_files
from tests.documents import make


@pytest.fixture
def kept(settings, tmp_path):
    """Two photographs in a store of their own: what other tests left in theirs is not ours."""
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": disk}
    return actions.store(make.photo(41, 20), "a.jpg"), actions.store(make.photo(43, 20), "b.jpg")


def path_of(stored) -> Path:
    return Path(default_storage.path(queries.path_of(stored.sha256)))


def test_one_changed_octet_and_a_lost_file_are_named(db, kept, capsys):
    changed, lost = kept
    assert list(verify_files()) == []
    content = bytearray(path_of(changed).read_bytes())
    content[100] ^= 1
    path_of(changed).write_bytes(content)
    path_of(lost).unlink()
    assert cli.main(["verify", "--json"]) == 1
    told = {each["record"].split()[1]: each["what"] for each in json.loads(capsys.readouterr().out)["findings"]}
    assert told.keys() == {str(changed.id), str(lost.id)}
    assert "đã bị sửa" in told[str(changed.id)] and "đã bị xóa" in told[str(lost.id)]
    assert cli.main(["verify", "--json", "--limit", "1"]) == 1
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 1


def test_what_goes_by_rule_while_it_is_read_is_no_loss(db, kept, monkeypatch):
    gone, lost = kept
    path_of(gone).unlink()
    path_of(lost).unlink()

    def swept_first(path: str) -> str:
        StoredFile.objects.filter(pk=gone.id).delete()
        return digest(path)

    digest = checking._digest
    monkeypatch.setattr(checking, "_digest", swept_first)
    assert [each.record.split()[1] for each in verify_files()] == [str(lost.id)]


@pytest.mark.django_db(transaction=True)
def test_no_moment_of_the_database_is_held_while_files_are_read(kept, monkeypatch):
    digest, held = checking._digest, []

    def looked(path: str) -> str:
        real = connection.connection
        held.append(real.in_transaction if connection.vendor == "sqlite" else real.info.transaction_status != 0)
        return digest(path)

    monkeypatch.setattr(checking, "_digest", looked)
    assert cli.main(["verify"]) == 0
    assert held == [False, False]
