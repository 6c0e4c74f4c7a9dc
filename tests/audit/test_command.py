"""`gandan verify` on the prompt: what was not asked for is not answered, and a file that is none is told."""

import json

import pytest

from gandan.audit import actions
from gandan.config import cli
from tests.audit.make import several


@pytest.mark.parametrize(
    "words",
    [
        ["--limit", "0"],
        ["--key", "ab"],
        ["--receipt", "bien-nhan.json", "--against", "checkpoints.json"],
    ],
)
def test_options_that_would_be_left_out_are_refused(capsys, words):
    assert cli.main(["verify", *words]) == 2
    told = capsys.readouterr()
    assert words[0] in told.err and not told.out


@pytest.mark.parametrize(
    "content", [b"<html>", b"\xff", b"[]", b"{}", b'{"checkpoints": [1]}', b'{"checkpoints": [{"note": "x"}]}']
)
def test_what_are_no_checkpoints_is_told(capsys, tmp_path, content):
    saved = tmp_path / "checkpoints.json"
    saved.write_bytes(content)
    assert cli.main(["verify", "--against", str(saved)]) == 1
    assert "không phải tệp mốc kiểm chứng" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(capsys, tmp_path):
    assert cli.main(["verify", "--against", str(tmp_path / "none.json")]) == 1
    assert "none.json: không có tệp này" in capsys.readouterr().err


def test_another_root_for_a_kept_size_is_told(capsys, tmp_path, db):
    several(3, "sample:1")
    note = actions.checkpoint().note.split("\n")
    saved = tmp_path / "checkpoints.json"
    saved.write_text(json.dumps({"checkpoints": [{"note": "\n".join(note)}]}))
    assert cli.main(["verify", "--against", str(saved)]) == 0
    note[2] = "A" * 43 + "="
    saved.write_text(json.dumps({"checkpoints": [{"note": "\n".join(note)}]}))
    capsys.readouterr()
    assert cli.main(["verify", "--against", str(saved)]) == 1
    assert "nay có gốc khác" in capsys.readouterr().out
