"""A receipt as a file: it proves itself, and every change to it is told."""

import copy
import hashlib
import json

import pytest

from gandan.audit import actions, queries
from gandan.audit.rules import note, receipt
from tests.audit.make import CASE, OTHER, recorded, several


@pytest.fixture
def made(db) -> dict:
    several(3, OTHER)
    digest = recorded(text="Đèn hỏng").hash
    several(5, OTHER)
    actions.checkpoint()
    return queries.receipt(digest)


def test_a_receipt_proves_itself(made):
    verdict = receipt.check(json.loads(json.dumps(made)))
    assert (verdict.proved, verdict.problem, verdict.code, verdict.size) == (True, "", "SG26-4829-1379", 9)
    assert verdict.notes
    assert receipt.check(made, [queries.public_key()]).notes == ()
    assert "không phải khóa bạn tin" in receipt.check(made, ["00" * 32]).problem


def test_a_receipt_says_nothing_of_the_content(made):
    assert "Đèn" not in json.dumps(made, ensure_ascii=False)
    assert set(made["entry"]) == receipt.HEADER


def test_an_older_receipt_is_completed_by_its_first_checkpoint(db):
    digest = recorded().hash
    early = queries.receipt(digest)
    assert (early["checkpoint"], early["proof"]) == ("", [])
    assert receipt.check(early).waiting
    first = actions.checkpoint()
    several(4, OTHER)
    actions.checkpoint()
    later = queries.receipt(digest)
    assert later["checkpoint"] == first.note
    assert receipt.check(later).proved


ALTERATIONS = {
    "format": lambda r: r.update(format="gandan-receipt/2"),
    "code": lambda r: r.update(code="SG26-0000-0000"),
    "hash": lambda r: r.update(hash="00" * 32),
    "time": lambda r: r["entry"].update(at="2026-01-01T00:00:00.000000Z"),
    "commitment": lambda r: r["entry"].update(commitment="11" * 32),
    "header grown": lambda r: r["entry"].update(more="x"),
    "header shrunk": lambda r: r["entry"].pop("unit"),
    "leaf": lambda r: r.update(leaf=r["leaf"] + 1),
    "leaf outside": lambda r: r.update(leaf=99),
    "leaf no number": lambda r: r.update(leaf="x"),
    "proof cut": lambda r: r["proof"].pop(),
    "proof bent": lambda r: r["proof"].__setitem__(0, "22" * 32),
    "proof no hex": lambda r: r["proof"].__setitem__(0, "zz"),
    "checkpoint cut": lambda r: r.update(checkpoint=r["checkpoint"][:-9]),
    "checkpoint no note": lambda r: r.update(checkpoint="hello"),
    "root": lambda r: r.update(checkpoint=r["checkpoint"].replace("\n9\n", "\n8\n")),
    "key": lambda r: r.update(public_key=note.public_key(b"s" * 32).hex()),
    "key no hex": lambda r: r.update(public_key="zz"),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_every_alteration_is_told(made, name):
    altered = copy.deepcopy(made)
    ALTERATIONS[name](altered)
    verdict = receipt.check(altered)
    assert not verdict.proved
    assert not verdict.waiting
    assert verdict.problem


@pytest.mark.parametrize(
    "nonsense", [None, 3, "x", [], {}, {"format": receipt.FORMAT}, {"format": receipt.FORMAT, "entry": 3}]
)
def test_nonsense_is_no_receipt(nonsense):
    assert receipt.check(nonsense).problem.startswith("Tệp không đúng dạng")


def test_a_forged_log_needs_the_key(made):
    """Somebody builds a log of their own around an altered entry: it only stands under their own key."""
    forged, seed = copy.deepcopy(made), hashlib.sha256(b"a forger").digest()
    forged["entry"]["at"] = "2026-01-01T00:00:00.000000Z"
    digest = receipt.chain.header_hash(forged["entry"])
    tree = receipt.merkle.Tree()
    tree.append(digest)
    public = note.public_key(seed)
    at = note.read(made["checkpoint"]).at
    forged |= {"hash": digest.hex(), "leaf": 0, "proof": [], "public_key": public.hex()}
    forged["checkpoint"] = note.write(public, 1, tree.root(), at, note.sign(seed, 1, tree.root(), at))
    assert receipt.check(forged).proved  # consistent in itself, which is why the key must be compared …
    assert receipt.check(forged).notes
    assert not receipt.check(forged, [queries.public_key()]).proved  # … and is refused where it was


def test_there_is_no_receipt_for_what_was_never_recorded(db):
    assert queries.receipt("00" * 32) is None
    assert queries.receipt("nonsense") is None
    assert queries.entry_by_hash("00" * 32) is None
    assert queries.entry_by_hash(recorded(CASE).hash).object == CASE
