"""What the audit keeps of a case, and whether the rows still say the same."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import Any

from gandan.audit import queries as audit
from gandan.cases import rules
from gandan.cases.models import Attachment, Case, Clock, Entry, Party
from gandan.cases.rules import Broken, Folded, Past
from gandan.cases.rules.seals import secret_digest
from gandan.core.home import known_key
from gandan.core.types import Finding
from gandan.law import queries as law
from gandan.law.types import UnknownPack

PREFIX = "case:"
LOT = 300
SUBMITTED = (
    "code", "type", "version", "subject", "content", "field", "channel", "language", "received_at", "lat", "lon",
    "address", "answers", "publish", "external_number",
)  # fmt: skip

Payload = dict[str, Any] | None
Acts = dict[int, tuple[str, Payload]]  # by number: verb, payload or None where erased


def entry_told(entry: Entry) -> dict[str, Any]:
    """An entry as the audit keeps it; of what is locked the hash of its ciphertext."""
    locked = {"secret": secret_digest(entry.secret)} if entry.secret else {}
    return locked | {
        "number": entry.number,
        "at": moment(entry.at),
        "action": entry.action,
        "actor": entry.actor,
        "title": entry.actor_title,
        "from": entry.state_from,
        "to": entry.state_to,
        "public": entry.public,
        "text": entry.text,
        "form": entry.form,
        "clocks": entry.clocks,
    }


def case_told(case: Case) -> dict[str, Any]:
    """What was handed in, as the audit keeps it."""
    locked = {"secret": secret_digest(case.secret)} if case.secret else {}
    return locked | {name: _plain(getattr(case, name)) for name in SUBMITTED}


def party_told(party: Party) -> str:
    """A digest under a key of the installation: it shows a change and tells no name."""
    values: dict[str, str | bool] = {
        "role": str(party.role),
        "anonymous": party.anonymous,
        "sealed": party.sealed,
        "name": party.name,
        "phone": party.phone,
        "email": party.email,
        "address": party.address,
        "told_by": str(party.told_by),
        "secret": bytes(party.secret).hex() if party.secret else "",
    }
    return rules.party_digest(values, known_key("party"))


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def verify_records() -> Iterator[Finding]:
    """Altered, missing and unrecorded rows of cases. Streams in lots of 300 cases."""
    acts = groupby(audit.payloads(PREFIX), key=lambda row: row[0])
    lots = ((object.removeprefix(PREFIX), {n: (v, p) for _o, n, v, p in rows}) for object, rows in acts)
    while lot := dict(islice(lots, LOT)):
        yield from _compared(lot)
    yield from _unrecorded()


def _compared(lot: Mapping[str, Acts]) -> Iterator[Finding]:
    cases = {case.code: case for case in Case.objects.filter(code__in=lot)}
    ids = [case.pk for case in cases.values()]
    entries, parties, files, clocks = (
        _by_case(Entry.objects.filter(case__in=ids).order_by("case_id", "number")),
        _by_case(Party.objects.filter(case__in=ids).order_by("case_id", "id")),
        _by_case(Attachment.objects.filter(case__in=ids).select_related("file").order_by("case_id", "id")),
        _by_case(Clock.objects.filter(case__in=ids)),
    )
    for code, acts in lot.items():
        case = cases.get(code)
        if case is None:
            yield Finding(f"cases_case {code}", "có trong nhật ký nhưng không còn trong bảng: đã bị xóa")
            continue
        yield from _entries(code, acts, entries[case.pk])
        yield from _submission(case, acts, parties[case.pk])
        yield from _files(code, acts, files[case.pk], entries[case.pk])
        yield from _columns(case, entries[case.pk], clocks[case.pk])


def _entries(code: str, acts: Acts, entries: list[Entry]) -> Iterator[Finding]:
    rows = {entry.number: entry for entry in entries}
    told = {number: payload for number, (_verb, payload) in acts.items() if payload is None or "entry" in payload}
    for number, payload in told.items():
        entry = rows.pop(number, None)
        if entry is None and payload is not None:
            yield Finding(f"cases_entry {code} số {number}", "có trong nhật ký nhưng không còn trong bảng: đã bị xóa")
        elif entry is not None and payload is not None:
            yield from _differences(f"cases_entry {code} số {number}", payload["entry"], entry_told(entry))
    for number in rows:
        yield Finding(f"cases_entry {code} số {number}", "không có trong nhật ký: đã bị thêm vào")


def _submission(case: Case, acts: Acts, parties: list[Party]) -> Iterator[Finding]:
    payload = acts.get(1, ("", None))[1]
    if payload is None or "case" not in payload:
        return
    # Classified anew, a case is told anew.
    told = [each["case"] for _number, (_verb, each) in sorted(acts.items()) if each and "case" in each]
    yield from _differences(f"cases_case {case.code}", told[-1], case_told(case))
    erased = any(verb == "erase_person" for verb, _payload in acts.values())
    digests = [party_told(party) for party in parties]
    party = [each["party"] for _number, (_verb, each) in sorted(acts.items()) if each and "party" in each]
    if not erased and (party[-1] if party else "") != (digests[0] if digests else ""):
        yield Finding(f"cases_party {case.code}", "người gửi không khớp nhật ký: đã bị sửa hoặc xóa")


def _files(code: str, acts: Acts, rows: list[Attachment], entries: list[Entry]) -> Iterator[Finding]:
    numbers = {entry.pk: entry.number for entry in entries}
    stored: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        stored[numbers.get(row.entry_id, 1) if row.entry_id else 1].append((row.file.sha256, row.name))
    for number, (_verb, payload) in acts.items():
        if payload is None or "files" not in payload:
            continue
        told = sorted((each["sha256"], each["name"]) for each in payload["files"])
        if told != sorted(stored.pop(number, [])):
            yield Finding(f"cases_attachment {code} số {number}", "tệp đính kèm không khớp nhật ký")
    for number in stored:
        if acts.get(number, ("", None))[1] is not None:
            yield Finding(f"cases_attachment {code} số {number}", "có tệp không có trong nhật ký")


def _columns(case: Case, entries: list[Entry], clocks: list[Clock]) -> Iterator[Finding]:
    """The stored state must be the fold of the entries, and each clock what the entries last said of it."""
    name = f"cases_case {case.code}"
    try:
        pack = law.case_type_version(case.version)
        folded = rules.fold(pack, [Past(e.number, e.at, e.action, e.state_from, e.state_to, e.form) for e in entries])
    except (Broken, UnknownPack) as error:
        yield Finding(name, f"các bước không nối tiếp nhau: {error}")
        return
    marks = {mark for entry in entries for mark in entry.form.get("marks", ())} if pack.sealed else set()
    if marks != set(case.bars.split()):
        yield Finding(name, "những người không được xem không khớp nhật ký: đã bị sửa")
    stands = folded.open if pack.sealed and not case.open else case.open
    yield from _differences(name, _folded(folded), {
        "state": case.state, "open": stands, "last_number": case.last_number, "result": case.result,
        "rating": case.rating, "reopened": case.reopened,
    })  # fmt: skip
    dates: dict[tuple[str, int], str] = {}
    for line in (line for entry in entries for line in entry.clocks if line.get("due_on")):
        dates[line["code"], line["round"]] = line["due_on"]
    stored = {(clock.code, clock.round): clock.due_on.isoformat() for clock in clocks}
    for key in sorted(dates.keys() | stored.keys()):
        if dates.get(key) != stored.get(key):
            label = f"cases_clock {case.code} {key[0]} lần {key[1]}"
            yield Finding(label, f"hạn trong bảng là {stored.get(key)}, nhật ký ghi {dates.get(key)}")


def _folded(folded: Folded) -> dict[str, Any]:
    return {
        "state": folded.state,
        "open": folded.open,
        "last_number": folded.number,
        "result": folded.result,
        "rating": folded.rating,
        "reopened": folded.reopened,
    }


def _unrecorded() -> Iterator[Finding]:
    """Cases that no audit entry knows."""
    codes = Case.objects.order_by("id").values_list("code", flat=True).iterator(chunk_size=2000)
    while lot := list(islice(codes, LOT)):
        known = audit.last_of([f"{PREFIX}{code}" for code in lot])
        for code in lot:
            if f"{PREFIX}{code}" not in known:
                yield Finding(f"cases_case {code}", "không có trong nhật ký: đã bị thêm vào")


def _differences(name: str, told: Mapping[str, Any], stored: Mapping[str, Any]) -> Iterator[Finding]:
    changed = [key for key in {**stored, **told} if _same(told.get(key)) != _same(stored.get(key))]
    if changed:
        yield Finding(name, f"không khớp nhật ký ở: {', '.join(changed)}: đã bị sửa")


def _same(value: Any) -> Any:
    """In the normal form that the audit writes text in."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_same(key): _same(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_same(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    return moment(value) if isinstance(value, datetime) else value


def _by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
