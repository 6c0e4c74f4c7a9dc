"""Recording, erasing and signing, on the database."""

import subprocess
import threading
import unicodedata
from datetime import UTC, datetime

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from gandan.audit import actions, queries
from gandan.audit.models import Checkpoint, Entry, Node, Secret
from gandan.audit.rules import chain, merkle, note
from gandan.audit.types import Act
from gandan.core import rows
from gandan.core.types import Conflict, Refused
from tests.audit.make import CASE, OTHER, recorded, several


def test_an_act_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        actions.record(actor="resident", verb="submit", object=CASE, unit="", payload={})


def test_acts_of_a_new_object_are_drawn_up_before_and_put_down_within(transactional_db, django_assert_num_queries):
    acts = [Act("resident", "submit", CASE, "", {}, first=True), Act("officer", "accept", CASE, "", {"text": "mẫu"})]
    with django_assert_num_queries(0):
        drawn = actions.draw_up(acts)
    with pytest.raises(transaction.TransactionManagementError):
        rows.put(drawn.lots)
    with transaction.atomic():
        rows.put(drawn.lots)
    assert [(entry.number, entry.hash) for entry in queries.entries(CASE)] == [
        (1, drawn.hashes[0]),
        (2, drawn.hashes[1]),
    ]
    assert queries.verify() == []


def test_acts_of_an_object_that_may_have_entries_are_not_drawn_up_blindly():
    with pytest.raises(ValueError, match=CASE):
        actions.draw_up([Act("officer", "accept", CASE, "", {})])


def test_an_act_costs_three_statements_and_two_where_rows_go_together(db):
    with CaptureQueriesContext(connection) as asked:
        recorded()
    statements = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) == (2 if connection.vendor == "postgresql" else 3), statements


def test_entries_of_an_object_are_chained_and_committed(db):
    first, second = recorded(text="Đèn hỏng"), recorded(verb="accept")
    recorded(OTHER)
    rows = list(Entry.objects.filter(object=CASE).order_by("number").select_related("secret"))
    assert [row.number for row in rows] == [1, 2]
    assert bytes(rows[0].previous) == chain.START
    assert bytes(rows[1].previous) == bytes(rows[0].hash) == bytes.fromhex(first.hash)
    assert (second.entry, second.hash) == (rows[1].pk, bytes(rows[1].hash).hex())
    payload = rows[0].secret.payload.encode()
    assert payload == '{"text":"Đèn hỏng"}'.encode()
    assert chain.commitment(bytes(rows[0].secret.key), payload) == bytes(rows[0].commitment)
    assert queries.verify() == []


def test_the_moment_of_an_import_is_kept(db):
    at = datetime(2019, 3, 5, 2, 30, tzinfo=UTC)
    with transaction.atomic():
        actions.record(actor="system:import", verb="accept", object=CASE, unit="760", payload={}, at=at)
    assert queries.entries(CASE)[0].at == at
    assert queries.verify() == []


def test_text_is_normalised_before_it_is_committed(db):
    recorded(text=unicodedata.normalize("NFD", "phường Sài Gòn 🏠"))
    assert queries.entries(CASE)[0].payload == {"text": "phường Sài Gòn 🏠"}
    assert queries.verify() == []


def test_a_payload_without_one_form_records_nothing(db):
    with pytest.raises(TypeError), transaction.atomic():
        actions.record(actor="resident", verb="submit", object=CASE, unit="", payload={"set": {1}})
    assert not Entry.objects.exists()


def test_many_acts_keep_each_objects_chain(db):
    recorded()
    acts = [Act("system:import", f"step{i}", (CASE, OTHER)[i % 2], "26740", {"step": i}) for i in range(1101)]
    with transaction.atomic():
        made = actions.record_many(acts)
    assert len(made) == 1101
    assert [entry.number for entry in queries.entries(CASE)] == list(range(1, 553))
    assert [entry.payload["step"] for entry in queries.entries(OTHER)] == list(range(1, 1101, 2))
    assert Entry.objects.get(pk=made[7].entry).verb == "step7"
    assert queries.verify() == []


def test_writers_at_once_never_break_a_chain(transactional_db):
    """On PostgreSQL one of two loses with Conflict; on SQLite they queue. No number is given twice either way."""
    together, outcomes = threading.Barrier(4), []

    def write() -> None:
        try:
            together.wait(timeout=60)
            for _ in range(10):
                try:
                    recorded()
                    outcomes.append("written")
                except Conflict:
                    outcomes.append("conflict")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    assert len(outcomes) == 40
    assert outcomes.count("written") == Entry.objects.count() > 0
    if connection.vendor == "sqlite":
        assert "conflict" not in outcomes
    assert queries.verify() == []


# --- erasing ---


def test_erased_payloads_are_gone_and_the_chain_still_proves_itself(db):
    recorded(name="Nguyễn Văn Mẫu")
    recorded(verb="accept")
    untouched = recorded(OTHER)
    actions.checkpoint()
    erased = actions.erase(CASE, "retention:field-report", actor="system:retention", unit="26740")
    first, second, told = queries.entries(CASE)
    assert (first.payload, first.erased_rule) == (None, "retention:field-report")
    assert second.payload is None
    assert (told.verb, told.id) == ("erase", erased.entry)
    assert told.payload == {"rule": "retention:field-report", "numbers": [1, 2]}
    assert not Secret.objects.filter(payload__contains="Nguyễn").exists()
    assert Secret.objects.get(pk=untouched.entry).payload
    actions.checkpoint()
    assert queries.verify() == []
    assert actions.erase(CASE, "retention:field-report", actor="system:retention") is None


def test_single_entries_may_be_erased_and_a_rule_is_asked_for(db):
    several(3)
    actions.erase(CASE, "request of the person", actor="account:1", numbers=[2])
    assert [entry.payload is None for entry in queries.entries(CASE)] == [False, True, False, False]
    with pytest.raises(Refused) as refusal:
        actions.erase(CASE, "", actor="account:1")
    assert "rule" in refusal.value.errors
    assert queries.verify() == []


def test_erased_text_is_not_left_in_the_database_file(transactional_db):
    if connection.vendor != "sqlite":
        return  # PostgreSQL's vacuum is the operator's (docs/privacy.md)
    recorded(name="Trần Thị Ví Dụ")
    assert "Trần Thị Ví Dụ".encode() in database_bytes()
    actions.erase(CASE, "retention", actor="system:retention")
    assert "Trần Thị Ví Dụ".encode() not in database_bytes()


def database_bytes() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert cursor.fetchone()[0] == 0
    # By another process: closing a file takes the locks that SQLite holds on it in this one.
    return subprocess.run(["cat", connection.settings_dict["NAME"]], stdout=subprocess.PIPE, check=True).stdout


# --- checkpoints ---


def test_a_checkpoint_signs_all_that_is_recorded(db):
    assert actions.checkpoint() is None
    made = several(5, CASE, OTHER)
    signed = actions.checkpoint()
    hashes = [bytes.fromhex(one.hash) for one in made]
    tree = merkle.Tree()
    for digest in hashes:
        tree.append(digest)
    assert (signed.size, signed.root) == (5, tree.root().hex())
    parts = note.read(signed.note)
    assert note.is_signed(bytes.fromhex(queries.public_key()), 5, tree.root(), parts.at, parts.signature)
    assert list(Entry.objects.order_by("id").values_list("leaf", flat=True)) == [0, 1, 2, 3, 4]
    assert queries.counts().covered == 5
    assert queries.known_keys() == [queries.public_key()]


def test_nothing_new_costs_three_reads_and_signs_nothing(db):
    several(3)
    first = actions.checkpoint()
    with CaptureQueriesContext(connection) as asked:
        assert actions.checkpoint() == first
    assert len(asked) == 3
    assert Checkpoint.objects.count() == 1


def test_a_tree_grown_in_steps_is_the_tree_grown_at_once(db):
    made = []
    for step, batch in ((1, 1), (2, 2), (4, 3), (9, 4), (17, 500)):
        made += several(step)
        actions.checkpoint(batch)
    tree, nodes = merkle.Tree(), {}
    for one in made:
        nodes |= {(level, index): digest for level, index, digest in tree.append(bytes.fromhex(one.hash))}
    assert queries.latest_checkpoint().root == tree.root().hex()
    stored = {(node.level, node.index): bytes(node.hash) for node in Node.objects.all()}
    assert stored == {place: digest for place, digest in nodes.items() if place[0]}
    assert queries.verify() == []


def test_every_entry_and_every_step_between_checkpoints_is_proved(db):
    made, signed = [], []
    for count in (1, 3, 8, 5):
        made += several(count)
        signed.append(actions.checkpoint())
    for leaf, one in enumerate(made):
        for checkpoint in (c for c in signed if c.size > leaf):
            path = queries.inclusion(leaf, checkpoint.size)
            assert merkle.includes(bytes.fromhex(one.hash), leaf, checkpoint.size, path, bytes.fromhex(checkpoint.root))
    for old in signed:
        for new in (c for c in signed if c.size >= old.size):
            path = queries.consistency(old.size, new.size)
            assert merkle.extends(old.size, bytes.fromhex(old.root), new.size, bytes.fromhex(new.root), path)


def test_entries_committed_out_of_order_still_get_a_leaf(db):
    several(3)
    late = Entry.objects.order_by("id").first()
    actions.checkpoint()
    # As on PostgreSQL, where a lower id may become visible after a higher one was already signed.
    with transaction.atomic():
        made = actions.record_many([Act("resident", "submit", OTHER, "", {})])
        Entry.objects.filter(pk=made[0].entry).update(id=late.pk - 1)
        Secret.objects.filter(entry=made[0].entry).update(entry=late.pk - 1)
    assert actions.checkpoint().size == 4
    assert Entry.objects.get(pk=late.pk - 1).leaf == 3
    assert queries.verify() == []


def test_two_workers_and_writers_at_once_make_one_tree(transactional_db):
    several(7)
    together, failures = threading.Barrier(4), []

    def work(job) -> None:
        try:
            together.wait(timeout=60)
            for _ in range(8):
                job()
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    jobs = [lambda: actions.checkpoint(3), lambda: actions.checkpoint(2), lambda: recorded("a"), lambda: recorded("b")]
    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    assert failures == []
    assert actions.checkpoint().size == Entry.objects.count() == 23
    assert queries.verify() == []
