"""The pure part of the audit: one canonical form, commitments, trees after RFC 6962, signed notes."""

import base64
import hashlib
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from gandan.audit.rules import chain, merkle, note

# --- canonical JSON ---


def test_canonical_form_is_sorted_compact_normal_and_utf8():
    decomposed = unicodedata.normalize("NFD", "Đường Lê Lợi")
    value = {"b": [1, True, None, Decimal("2.50")], "a": decomposed, "ngày": date(2026, 2, 13)}
    assert canonical(value) == '{"a":"Đường Lê Lợi","b":[1,true,null,"2.50"],"ngày":"2026-02-13"}'


def test_moments_are_told_in_utc_whatever_their_zone():
    hanoi = datetime(2026, 2, 13, 15, 30, tzinfo=timezone(timedelta(hours=7)))
    assert canonical(hanoi) == '"2026-02-13T08:30:00.000000Z"'
    assert chain.canonical(hanoi) == chain.canonical(hanoi.astimezone(UTC))


@pytest.mark.parametrize("value", [{1, 2}, b"x", float("nan"), {1: "a"}, datetime(2026, 1, 1), {"é": 1, "e\u0301": 2}])
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(TypeError):
        chain.canonical(value)


keys_and_values = st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=20), max_size=6)


@given(keys_and_values)
def test_order_of_keys_never_matters(value):
    try:
        expected = chain.canonical(value)
    except (TypeError, UnicodeEncodeError):
        return
    assert chain.canonical(dict(reversed(list(value.items())))) == expected


def canonical(value) -> str:
    return chain.canonical(value).decode()


# --- entries ---

HEADER = chain.Header(
    at=datetime(2026, 11, 20, 1, 2, 3, 4, tzinfo=UTC),
    actor="resident",
    verb="submit",
    object="case:SG26-4829-1379",
    unit="26740",
    number=1,
    commitment=b"\x01" * 32,
    previous=chain.START,
)


def test_entry_hash_is_sha256_of_the_header_anyone_can_write_down():
    text = (
        '{"actor":"resident","at":"2026-11-20T01:02:03.000004Z","commitment":"' + "01" * 32 + '","number":1,'
        '"object":"case:SG26-4829-1379","previous":"' + "00" * 32 + '","unit":"26740","verb":"submit"}'
    )
    assert chain.entry_hash(HEADER) == hashlib.sha256(text.encode()).digest()


def test_a_commitment_needs_its_key_to_be_confirmed():
    payload = chain.canonical({"name": "Nguyễn Văn A (mẫu)"})
    assert chain.commitment(b"k" * 32, payload) != chain.commitment(b"l" * 32, payload)
    assert chain.commitment(b"k" * 32, payload) != hashlib.sha256(payload).digest()


# --- the tree, against RFC 6962's own recursive definition ---


def mth(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def grown(leaves: list[bytes]) -> tuple[merkle.Tree, dict[merkle.Place, bytes]]:
    tree, nodes = merkle.Tree(), {}
    for leaf in leaves:
        nodes.update({(level, index): digest for level, index, digest in tree.append(leaf)})
    return tree, nodes


def entries(count: int) -> list[bytes]:
    return [hashlib.sha256(str(i).encode()).digest() for i in range(count)]


def test_known_vectors_of_certificate_transparency():
    tree, _ = grown([b"", b"\x00", b"\x10"])
    # The roots published with the RFC 6962 reference implementation.
    assert merkle.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tree.root().hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    assert merkle.Tree().root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.integers(0, 70))
def test_root_grows_as_defined(count):
    assert grown(entries(count))[0].root() == mth(entries(count))


@given(st.integers(0, 70), st.integers(0, 70))
def test_a_tree_goes_on_from_its_frontier(first, more):
    leaves = entries(first + more)
    _, nodes = grown(leaves[:first])
    tree = merkle.Tree(first, [nodes[place] for place in merkle.peaks(0, first)])
    for leaf in leaves[first:]:
        tree.append(leaf)
    assert tree.root() == mth(leaves)


sizes = st.integers(1, 80)


@given(sizes, st.data())
def test_every_leaf_is_proved_and_only_where_it_is(size, data):
    leaf = data.draw(st.integers(0, size - 1))
    leaves = entries(size)
    _, nodes = grown(leaves)
    path = merkle.proof(merkle.inclusion_ranges(leaf, size), nodes.__getitem__)
    root = mth(leaves)
    assert merkle.includes(leaves[leaf], leaf, size, path, root)
    other = data.draw(st.integers(0, 90))
    assert merkle.includes(leaves[leaf], other, size, path, root) == (other == leaf)
    assert not merkle.includes(b"x" * 32, leaf, size, path, root)
    for step in range(len(path)):
        bent = [*path[:step], bytes(32), *path[step + 1 :]]
        assert not merkle.includes(leaves[leaf], leaf, size, bent, root)
    assert not merkle.includes(leaves[leaf], leaf, size, [*path, root], root)
    if path:
        assert not merkle.includes(leaves[leaf], leaf, size, path[:-1], root)


@given(sizes, st.data())
def test_a_later_tree_is_proved_to_contain_the_earlier(new, data):
    old = data.draw(st.integers(1, new))
    leaves = entries(new)
    _, nodes = grown(leaves)
    path = merkle.proof(merkle.consistency_ranges(old, new), nodes.__getitem__)
    assert merkle.extends(old, mth(leaves[:old]), new, mth(leaves), path)
    altered = [*leaves[: old - 1], b"y" * 32]
    assert not merkle.extends(old, mth(altered), new, mth(leaves), path)
    for step in range(len(path)):
        bent = [*path[:step], bytes(32), *path[step + 1 :]]
        assert not merkle.extends(old, mth(leaves[:old]), new, mth(leaves), bent)


def test_proofs_outside_the_tree_are_refused():
    with pytest.raises(ValueError, match="not in the tree"):
        merkle.inclusion_ranges(3, 3)
    with pytest.raises(ValueError, match="not within"):
        merkle.consistency_ranges(4, 3)
    with pytest.raises(ValueError, match="frontier"):
        merkle.Tree(3, [b"x" * 32])


# --- signed notes ---

SEED = hashlib.sha256(b"a sample key").digest()
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def test_a_note_is_read_back_and_its_signature_is_plain_ed25519():
    public, root = note.public_key(SEED), mth(entries(5))
    text = note.write(public, 5, root, AT, note.sign(SEED, 5, root, AT))
    origin, size, encoded, at, empty, line = text.rstrip("\n").split("\n")
    assert (size, base64.b64decode(encoded), at, empty) == ("5", root, "2026-11-20T01:00:00.000000Z", "")
    blob = base64.b64decode(line.split(" ")[2])
    assert blob[:4] == hashlib.sha256(f"{origin}\n".encode() + b"\x01" + public).digest()[:4]
    Ed25519PrivateKey.from_private_bytes(SEED).public_key().verify(
        blob[4:], "\n".join([origin, size, encoded, at, ""]).encode()
    )
    signed = note.read(text)
    assert (signed.origin, signed.size, signed.root, signed.at) == (note.origin_of(public), 5, root, AT)
    assert note.is_signed(public, 5, root, AT, signed.signature)


@pytest.mark.parametrize("change", ["size", "root", "time", "key"])
def test_a_signature_covers_every_part(change):
    root = mth(entries(5))
    signature = note.sign(SEED, 5, root, AT)
    public = note.public_key(SEED if change != "key" else bytes(32))
    assert not note.is_signed(
        public,
        6 if change == "size" else 5,
        bytes(32) if change == "root" else root,
        AT + timedelta(seconds=1) if change == "time" else AT,
        signature,
    )


@pytest.mark.parametrize("text", ["", "a\nb", "a\n1\nzz\n2026-01-01T00:00:00Z\n\n— a b\n"])
def test_what_is_no_note_is_told(text):
    with pytest.raises(ValueError, match=r"checkpoint|base64"):
        note.read(text)
