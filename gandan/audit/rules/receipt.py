"""A receipt as a file: what it says, and how anyone proves it without our database."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from gandan.audit.rules import chain, merkle, note

FORMAT = "gandan-receipt/1"
HEADER = frozenset({"at", "actor", "verb", "object", "unit", "number", "commitment", "previous"})


def gettext_noop(words: str) -> str:
    """Marks words for the catalogue; pages translate them, this file knows no Django."""
    return words


NO_RECEIPT = gettext_noop("Tệp không đúng dạng biên nhận: thiếu hoặc sai một phần.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`proved`: in a signed checkpoint. `waiting`: genuine so far as one can tell, no checkpoint yet covers it."""

    proved: bool = False
    waiting: bool = False
    problem: str = ""
    code: str = ""
    at: str = ""
    size: int = 0
    signed_at: str = ""
    public_key: str = ""
    notes: tuple[str, ...] = field(default=())


class Broken(ValueError):
    """The receipt does not prove what it says."""


def check(receipt: Any, trusted: Collection[str] = ()) -> Verdict:
    """Proves a receipt. `trusted`: public keys (hex) known from elsewhere; none: the receipt's own, and we say so."""
    try:
        return _check(receipt, trusted)
    except Broken as broken:
        return Verdict(problem=str(broken))
    except (KeyError, TypeError, ValueError, AttributeError):
        return Verdict(problem=NO_RECEIPT)


def read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Broken(
            gettext_noop("Tệp không phải JSON. Dùng tệp tải từ trang biên nhận hoặc trang kiểm chứng.")
        ) from None


def _check(receipt: Mapping[str, Any], trusted: Collection[str]) -> Verdict:
    if receipt["format"] != FORMAT:
        raise Broken(gettext_noop("Dạng biên nhận này chưa được biết."))
    header, digest = receipt["entry"], bytes.fromhex(receipt["hash"])
    if set(header) != HEADER or chain.header_hash(header) != digest:
        raise Broken(gettext_noop("Nội dung mục nhật ký không khớp mã băm: biên nhận đã bị sửa."))
    if receipt["code"] and header["object"] != f"case:{receipt['code']}":
        raise Broken(gettext_noop("Mã việc trên biên nhận không phải mã trong mục nhật ký."))
    known = {"code": receipt["code"], "at": header["at"]}
    if not receipt.get("checkpoint"):
        return Verdict(waiting=True, **known)
    public = bytes.fromhex(receipt["public_key"])
    if trusted and public.hex() not in trusted:
        raise Broken(gettext_noop("Khóa công khai trên biên nhận không phải khóa bạn tin."))
    signed = note.read(receipt["checkpoint"])
    if signed.origin != note.origin_of(public):
        raise Broken(gettext_noop("Mốc kiểm chứng thuộc một nhật ký khác."))
    if not note.is_signed(public, signed.size, signed.root, signed.at, signed.signature):
        raise Broken(gettext_noop("Chữ ký của mốc kiểm chứng không đúng."))
    path = [bytes.fromhex(step) for step in receipt["proof"]]
    if not merkle.includes(digest, receipt["leaf"], signed.size, path, signed.root):
        raise Broken(gettext_noop("Đường chứng minh không dẫn tới gốc đã ký: mục này không nằm trong mốc kiểm chứng."))
    notes = () if trusted else ("Khóa công khai lấy từ chính biên nhận; hãy so với khóa công bố ở nơi khác.",)
    return Verdict(
        proved=True, size=signed.size, signed_at=chain.moment(signed.at), public_key=public.hex(), notes=notes, **known
    )
