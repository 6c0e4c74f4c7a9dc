"""What the audit keeps of a case, and whether the rows still say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import Any

from django.db.models import Q

from gandan.audit import queries as audit
from gandan.cases import rules
from gandan.cases.models import Attachment, Case, Clock, Entry, Link, Party
from gandan.cases.queries import columns
from gandan.cases.queries.columns import differences
from gandan.cases.rules.seals import secret_digest
from gandan.core.home import known_key
from gandan.core.types import Finding

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
    yield from _photos()


def _compared(lot: Mapping[str, Acts]) -> Iterator[Finding]:
    cases = {case.code: case for case in Case.objects.filter(code__in=lot).select_related("unit")}
    ids = [case.pk for case in cases.values()]
    units = audit.units_of([f"{PREFIX}{code}" for code in lot])
    links = _tied(ids)
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
        unit = units.get(f"{PREFIX}{code}", "")
        yield from columns.compared(case, unit, entries[case.pk], clocks[case.pk], links[case.pk])


def _entries(code: str, acts: Acts, entries: list[Entry]) -> Iterator[Finding]:
    rows = {entry.number: entry for entry in entries}
    told = {number: payload for number, (_verb, payload) in acts.items() if payload is None or "entry" in payload}
    for number, payload in told.items():
        entry = rows.pop(number, None)
        if entry is None and payload is not None:
            yield Finding(f"cases_entry {code} số {number}", "có trong nhật ký nhưng không còn trong bảng: đã bị xóa")
        elif entry is not None and payload is not None:
            yield from differences(f"cases_entry {code} số {number}", payload["entry"], entry_told(entry))
    for number in rows:
        yield Finding(f"cases_entry {code} số {number}", "không có trong nhật ký: đã bị thêm vào")


def _submission(case: Case, acts: Acts, parties: list[Party]) -> Iterator[Finding]:
    payload = acts.get(1, ("", None))[1]
    if payload is None or "case" not in payload:
        return
    # Classified anew, a case is told anew.
    told = [each["case"] for _number, (_verb, each) in sorted(acts.items()) if each and "case" in each]
    yield from differences(f"cases_case {case.code}", told[-1], case_told(case))
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


def _tied(ids: list[int]) -> dict[int, list[Link]]:
    """The links of each of these cases, and those to it."""
    found: dict[int, list[Link]] = defaultdict(list)
    for link in Link.objects.filter(Q(case__in=ids) | Q(other__in=ids)).select_related("case"):
        for end in {link.case_id, link.other_id}:
            found[end].append(link)
    return found


def _unrecorded() -> Iterator[Finding]:
    """Cases that no audit entry knows."""
    codes = Case.objects.order_by("id").values_list("code", flat=True).iterator(chunk_size=2000)
    while lot := list(islice(codes, LOT)):
        known = audit.last_of([f"{PREFIX}{code}" for code in lot])
        for code in lot:
            if f"{PREFIX}{code}" not in known:
                yield Finding(f"cases_case {code}", "không có trong nhật ký: đã bị thêm vào")


def _photos() -> Iterator[Finding]:
    """Pictures that the public is shown, or that pass for looked at, without the act of a person who did."""
    told = {object: (verb, payload) for object, _number, verb, payload in audit.payloads("photo:")}
    open_ones = Attachment.objects.filter(Q(public=True) | Q(checked=True) | Q(shown__isnull=False)).order_by("pk")
    for row in open_ones.select_related("case", "shown").iterator(chunk_size=2000):
        verb, payload = told.get(f"photo:{row.case.code}:{row.pk}", ("", None))
        record = f"cases_attachment {row.case.code} tệp {row.pk}"
        if not verb or ((row.public or row.shown) and verb != "publish_photo"):
            yield Finding(record, "ghi là đã duyệt hoặc cho công khai mà nhật ký không có mục duyệt như vậy")
        elif row.shown and payload is not None and payload["shown"] != row.shown.sha256:
            yield Finding(record, "ảnh cho công khai không phải ảnh đã duyệt")


def _plain(value: Any) -> Any:
    return moment(value) if isinstance(value, datetime) else value


def _by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
