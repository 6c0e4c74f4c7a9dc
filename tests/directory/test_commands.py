"""The operator's commands: import, the first administrator, the end of a unit; exit codes and words."""

import io
import json
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connection, transaction

from gandan.config import cli
from gandan.directory import queries
from gandan.directory.models import Account, Organisation, Succession
from gandan.law.types import Role

from . import make

pytestmark = pytest.mark.django_db


def test_import_units_twice(capsys, tmp_path):
    assert cli.main(["import", "units", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["kind"], first["created"], first["refused"]) == ("units", 3397, [])
    assert cli.main(["import", "units"]) == 0
    assert "0 mới, 0 đổi, 3397 giữ nguyên." in capsys.readouterr().out


def test_refused_rows_are_listed_and_the_rest_is_kept(capsys, tmp_path):
    wards = [{"Code": "26740", "FullName": "Phường Sài Gòn"}, {"Code": "x", "FullName": "Phường Y"}]
    path = tmp_path / "units.json"
    path.write_text(json.dumps([{"Code": "79", "FullName": "Thành phố Hồ Chí Minh", "Wards": wards}]))
    assert cli.main(["import", "units", str(path), "--dry-run"]) == 0
    assert "Chạy thử" in capsys.readouterr().out
    assert not Organisation.objects.exists()
    assert cli.main(["import", "units", str(path)]) == 0
    out = capsys.readouterr().out
    assert "dòng 3, [0].Wards[1].Code «x»" in out
    assert set(Organisation.objects.values_list("code", flat=True)) == {"79", "26740"}


def test_an_unusable_file_and_a_missing_one(capsys, tmp_path):
    (tmp_path / "bad.json").write_text("{")
    assert cli.main(["import", "units", str(tmp_path / "bad.json")]) == 1
    assert "không phải JSON" in capsys.readouterr().err
    (tmp_path / "empty.json").touch()
    for kind in ("units", "petitions", "procedures", "calendar"):
        wrong = {"empty.json": "tệp trống", "none.json": "không có tệp này", ".": "là thư mục, không phải tệp"}
        for name, said in wrong.items():
            assert cli.main(["import", kind, str(tmp_path / name)]) == 1
            assert capsys.readouterr().err == f"{tmp_path / name}: {said}.\n"
    assert cli.main(["import", "petitions"]) == 2
    assert "thiếu FILE" in capsys.readouterr().err
    with pytest.raises(SystemExit) as usage:
        cli.main(["import", "cats"])
    assert usage.value.code == 2


def test_a_list_of_which_nothing_could_be_taken_is_a_refusal(capsys, tmp_path):
    path = tmp_path / "units.json"
    path.write_text(json.dumps([{"Code": "x", "FullName": "Tỉnh Y"}]))
    assert cli.main(["import", "units", str(path)]) == 1
    assert "1 dòng không nhận" in capsys.readouterr().out


def test_what_an_operator_has_to_put_right_is_said_in_one_line(capsys, monkeypatch):
    with pytest.raises(DatabaseError) as missing, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM not_there_yet")
    assert cli.not_ready(missing.value).endswith("Chạy: gandan migrate")
    assert cli.not_ready(OperationalError('database "gandan" does not exist')).startswith("Cơ sở dữ liệu không trả lời")
    with pytest.raises(FileNotFoundError) as unwritable:
        Path("/proc/not-here/key").read_bytes()
    assert cli.not_ready(unwritable.value).startswith("/proc/not-here/key: ")
    assert cli.not_ready(ZeroDivisionError("ours")) == "", "a fault of ours shows its place"
    monkeypatch.setattr(queries, "the_unit", Mock(side_effect=ImproperlyConfigured("GANDAN_X=1: say on or off.")))
    assert cli.main(["people", "add-admin", "--username", "abc", "--unit", "1", "--password-stdin"]) == 1
    assert capsys.readouterr().err == "GANDAN_X=1: say on or off.\n"


@pytest.mark.parametrize("kind", ["units", "petitions", "calendar"])
def test_every_kind_that_is_offered_exists(kind):
    import importlib

    from gandan.config.commands import import_

    module, _, name = import_.IMPORTERS[kind].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_the_first_administrator(capsys, monkeypatch, client):
    make.a_ward()
    words = ["people", "add-admin", "--username", "quan.tri", "--name", "Quản Thị Trị", "--unit", "26740"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("12345\n"))
    assert cli.main([*words, "--password-stdin"]) == 1
    assert "password" in capsys.readouterr().err
    assert not Account.objects.exists()
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{make.PASSWORD}\n"))
    assert cli.main([*words, "--password-stdin"]) == 0
    account = Account.objects.get()
    assert account.check_password(make.PASSWORD)
    assert [grant.role for grant in queries.actor_of(account).grants] == [Role.ADMINISTRATOR]
    assert queries.installation().unit.code == "26740"
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{make.PASSWORD}\n"))
    assert cli.main([*words, "--password-stdin"]) == 1, "the same name again"
    assert cli.main([*words[:-1], "00000"]) == 1
    assert "00000" in capsys.readouterr().err


def test_the_end_of_a_unit(capsys):
    make.a_ward("26737", "Phường Tân Định")
    make.a_ward("26740", "Phường Sài Gòn")
    day = f"{make.today():%d/%m/%Y}"
    with pytest.raises(SystemExit):
        cli.main(["unit", "end", "26737", "--on", "31/02/2026", "--to", "26740"])
    assert "«31/02/2026» không phải ngày" in capsys.readouterr().err
    words = ["unit", "end", "26737", "--on", day, "--to", "26740", "--json"]
    assert cli.main([*words, "--preview"]) == 0
    assert json.loads(capsys.readouterr().out)["heir"] == "26740"
    assert not Succession.objects.exists()
    assert cli.main(words) == 0
    assert json.loads(capsys.readouterr().out)["already"] is False
    assert cli.main(words) == 0
    assert json.loads(capsys.readouterr().out)["already"] is True
    assert cli.main(["unit", "end", "26740"]) == 1
    assert "kế tiếp" in capsys.readouterr().err
