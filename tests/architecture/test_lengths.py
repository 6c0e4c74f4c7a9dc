"""No file over 600 lines; from 400 on `make check` names it."""

from dev import lengths
from tests.architecture import house


def test_no_file_is_too_long():
    found = [f"{path}: {lines}" for lines, path in lengths.too_long(house.ROOT, over=lengths.REFUSE)]
    assert not found, "\n".join(found)


def test_a_long_file_is_seen(tmp_path):
    room = tmp_path / "gandan" / "cases"
    (room / "migrations").mkdir(parents=True)
    (room / "migrations" / "0001_initial.py").write_text("x = 1\n" * 700)
    (room / "actions.py").write_text("x = 1\n" * 601)
    (room / "queries.py").write_text("x = 1\n" * 401)
    (room / "rules.py").write_text("x = 1\n" * 400)
    assert {path.name for _, path in lengths.too_long(tmp_path)} == {"actions.py", "queries.py"}
    assert {path.name for _, path in lengths.too_long(tmp_path, over=lengths.REFUSE)} == {"actions.py"}
