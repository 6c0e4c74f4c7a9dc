"""Whoever changes the database behind the product is named by row: each test tampers once."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from django.db import connection

from gandan.audit import actions, queries
from gandan.audit.models import Entry
from gandan.audit.rules import chain, note
from gandan.core import hooks
from gandan.core.types import Finding
from tests.audit.make import CASE, OTHER, recorded, several, tamper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ids() -> list[int]:
    """Eight acts on two objects in turn, all behind one signed checkpoint."""
    made = [one.entry for one in several(8, CASE, OTHER)]
    actions.checkpoint()
    assert queries.verify() == []
    return made


def named(entry: int, object: str = CASE) -> str:
    return f"audit_entry {entry} ({object})"


def findings() -> dict[str, str]:
    """Findings by record; several of one record are joined."""
    told: dict[str, str] = {}
    for finding in queries.verify():
        told[finding.record] = "; ".join(filter(None, [told.get(finding.record), finding.what]))
    return told


def test_an_altered_payload(ids):
    tamper(f"UPDATE audit_secret SET payload = '{{\"step\":99}}' WHERE entry_id = {ids[2]}")
    told = findings()
    assert list(told) == [named(ids[2])]
    assert "nội dung không khớp cam kết" in told[named(ids[2])]


@pytest.mark.parametrize(
    "change", ["actor = 'account:9'", "verb = 'close'", "unit = '00001'", "at = '2026-01-01 00:00:00+00'"]
)
def test_an_altered_header(ids, change):
    tamper(f"UPDATE audit_entry SET {change} WHERE id = {ids[2]}")
    told = findings()
    assert list(told) == [named(ids[2])]
    assert "không khớp mã băm" in told[named(ids[2])]


def test_a_header_that_no_longer_is_one(ids):
    if connection.vendor != "sqlite":
        return  # PostgreSQL's types do not let it in
    tamper(f"UPDATE audit_entry SET at = 'yesterday' WHERE id = {ids[2]}")
    assert "không đọc được" in findings()[f"audit_entry {ids[2]}"]


def test_a_removed_middle_row(ids):
    remove(ids[4])
    told = findings()
    assert "thiếu mục số 3" in told[named(ids[6])]
    assert (
        f"đã mất mục có số lá 4, giữa {named(ids[3], OTHER)} và {named(ids[5], OTHER)}" in told["audit_entry, leaf 4"]
    )


def test_a_whole_removed_object(ids):
    remove(*ids[1::2])
    assert "đã mất mục có số lá 1" in findings()["audit_entry, leaf 1"]


def test_removed_last_rows_behind_a_checkpoint(ids):
    remove(*ids[6:])
    told = findings()
    [(record, what)] = told.items()
    assert record.startswith("audit_checkpoint") and record.endswith("(size 8)")
    assert "nhật ký chỉ còn 6" in what and "số lá 6–7" in what


def test_swapped_rows(ids):
    """Two steps of one object change places, with all they carry."""
    columns = "at, actor, verb, unit, commitment, hash"
    first, second = (direct(f"SELECT {columns} FROM audit_entry WHERE id = {entry}") for entry in (ids[2], ids[4]))
    assert first != second
    tamper(
        f"UPDATE audit_entry SET number = 1000 WHERE id = {ids[2]}",
        f"UPDATE audit_entry SET number = 2 WHERE id = {ids[4]}",
        f"UPDATE audit_entry SET number = 3 WHERE id = {ids[2]}",
    )
    told = findings()
    assert {named(ids[2]), named(ids[4])} <= set(told)


def test_swapped_leaves(ids):
    tamper(
        f"UPDATE audit_entry SET leaf = -1 WHERE id = {ids[2]}",
        f"UPDATE audit_entry SET leaf = 2 WHERE id = {ids[5]}",
        f"UPDATE audit_entry SET leaf = 5 WHERE id = {ids[2]}",
    )
    told = findings()
    assert named(ids[5], OTHER) in told["audit_node 1/1"]
    assert any(record.startswith("audit_checkpoint") for record in told)


def test_a_forger_who_recomputes_every_hash_is_caught_by_the_signed_root(ids):
    """Payload, key, commitment, hash, the following links: all consistent again, but for what was signed."""
    rows = list(Entry.objects.filter(object=CASE).order_by("number"))
    previous, statements = chain.START, []
    for row in rows:
        key, payload = b"k" * 32, chain.canonical({"forged": row.number})
        commitment = chain.commitment(key, payload)
        header = chain.Header(row.at, row.actor, row.verb, row.object, row.unit, row.number, commitment, previous)
        digest = chain.entry_hash(header)
        statements += [
            f"UPDATE audit_entry SET commitment = {blob(commitment)}, previous = {blob(previous)}, "
            f"hash = {blob(digest)} WHERE id = {row.pk}",
            f"UPDATE audit_secret SET key = {blob(key)}, payload = '{payload.decode()}' WHERE entry_id = {row.pk}",
        ]
        previous = digest
    tamper(*statements)
    told = findings()
    assert not any(record.startswith("audit_entry") for record in told)
    assert named(ids[0]) in told["audit_node 1/0"]
    checkpoint = next(record for record in told if record.startswith("audit_checkpoint"))
    assert f"audit_entry {ids[0]} đến {ids[7]}" in told[checkpoint]


def test_an_altered_checkpoint(ids):
    tamper(f"UPDATE audit_checkpoint SET root = {blob(bytes(32))}")
    [(record, what)] = findings().items()
    assert record.endswith("(size 8)")
    assert "gốc đã ký không khớp" in what and "chữ ký không khớp" in what


def test_a_checkpoint_with_another_date(ids):
    tamper("UPDATE audit_checkpoint SET at = '2026-01-01 00:00:00+00'")
    assert "chữ ký không khớp" in "".join(findings().values())


def test_a_checkpoint_signed_by_a_strangers_key(ids):
    seed, root = hashlib.sha256(b"a stranger").digest(), bytes.fromhex(queries.latest_checkpoint().root)
    at = datetime(2026, 11, 20, tzinfo=UTC)
    signature, public = note.sign(seed, 8, root, at), note.public_key(seed).hex()
    tamper(
        f"UPDATE audit_checkpoint SET signature = {blob(signature)}, public_key = '{public}', "
        "at = '2026-11-20 00:00:00+00'"
    )
    assert "khóa không phải của hệ thống" in "".join(findings().values())


def test_an_altered_node(ids):
    tamper(f'UPDATE audit_node SET hash = {blob(bytes(32))} WHERE level = 2 AND "index" = 1')
    [(record, what)] = findings().items()
    assert record == "audit_node 2/1"
    assert named(ids[4]) in what


def test_a_payload_removed_without_a_rule(ids):
    tamper(f"UPDATE audit_secret SET payload = NULL, key = NULL, erased_rule = 'x' WHERE entry_id = {ids[2]}")
    assert "không có mục ghi việc xóa" in findings()[named(ids[2])]
    tamper(f"DELETE FROM audit_secret WHERE entry_id = {ids[4]}")
    assert "mất nội dung và khóa" in findings()[named(ids[4])]


def test_an_erasure_that_claims_another_row(ids):
    actions.erase(CASE, "retention", actor="system:retention", numbers=[1])
    assert queries.verify() == []
    tamper(f"UPDATE audit_secret SET payload = NULL, key = NULL WHERE entry_id = {ids[4]}")
    assert list(findings()) == [named(ids[4])]


def test_the_rooms_own_rows_are_asked(ids, monkeypatch):
    monkeypatch.setitem(hooks._registry, "verify_records", {"sample": lambda: [Finding("sample 1", "gone")]})
    assert findings() == {"sample 1": "gone"}


def test_payloads_stream_for_comparison(ids):
    recorded("unit:26740")
    rows = list(queries.payloads("case:", verbs={"step0", "step2"}))
    assert rows == [(CASE, 1, "step0", {"step": 0}), (CASE, 2, "step2", {"step": 2})]


def remove(*entries: int) -> None:
    some = ", ".join(map(str, entries))
    tamper(f"DELETE FROM audit_secret WHERE entry_id IN ({some})", f"DELETE FROM audit_entry WHERE id IN ({some})")


def direct(statement: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return json.loads(json.dumps(cursor.fetchall(), default=str))


def blob(value: bytes) -> str:
    return f"X'{value.hex()}'" if connection.vendor == "sqlite" else f"'\\x{value.hex()}'::bytea"
