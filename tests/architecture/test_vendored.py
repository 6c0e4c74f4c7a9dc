"""Files of others are listed once, with version, licence and hash, and are not changed in silence."""

import pytest

from dev import vendored
from tests.architecture import house

FILE = "gandan/ui/static/vendor/thing/thing-1.2.min.js"


def test_every_file_of_others_is_listed_and_unchanged():
    complaints = list(vendored.complain(house.ROOT))
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text("thing()")
    (tmp_path / "vendored.toml").write_text(
        f'[[part]]\nname = "thing"\nversion = "1.2"\n[part.files]\n"{FILE}" = "{"0" * 64}"\n'
    )
    vendored.write(tmp_path)
    return tmp_path


def test_hashes_are_taken_over_after_an_update(shelf):
    assert list(vendored.complain(shelf)) == []


def test_changed_missing_unlisted_and_unversioned_files_are_seen(shelf):
    (shelf / FILE).write_text("thing(); spy()")
    assert "was changed" in "".join(vendored.complain(shelf))
    (shelf / FILE).with_name("other.js").write_text("")
    assert "not listed" in "".join(vendored.complain(shelf))
    (shelf / FILE).unlink()
    assert "not there" in "".join(vendored.complain(shelf))
    listing = shelf / "vendored.toml"
    listing.write_text(listing.read_text().replace('"1.2"', '"2.0"'))
    (shelf / FILE).write_text("thing()")
    assert "does not bear its version" in "".join(vendored.complain(shelf))
