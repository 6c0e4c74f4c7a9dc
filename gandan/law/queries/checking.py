"""What a pack may not say even where its words are right: dead ends, unknown roles and hooks, overlaps, no source."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from gandan.law.types import ActionSpec, CaseType, ClockSet, FollowSpec, ObligationSet, Problem, Role, Source

Refuse = Callable[[str, str], None]


def check_case_type(pack: CaseType, file: str) -> list[Problem]:
    """All problems of one case type, each with the field it stands at."""
    problems: list[Problem] = []

    def refuse(field: str, message: str) -> None:
        problems.append(Problem(file, field, message))

    _check_references(pack, refuse)
    _check_times(pack, refuse)
    _check_ways(pack, refuse)
    _check_clocks(pack, refuse)
    _check_promises(pack, refuse)
    return problems


def check_hooks(pack: CaseType, file: str, guards: frozenset[str], effects: frozenset[str]) -> list[Problem]:
    """Names of Python hooks that no room has registered."""
    problems = []
    for code, action in pack.actions.items():
        if action.guard and action.guard not in guards:
            problems.append(Problem(file, f"actions.{code}.guard", _unknown(action.guard, guards)))
        for effect in action.effects:
            if effect not in effects:
                problems.append(Problem(file, f"actions.{code}.effects", _unknown(effect, effects)))
    return problems


def check_follows(pack: CaseType, file: str, types: Mapping[str, Sequence[CaseType]]) -> list[Problem]:
    """Actions that open a case of a type that no pack states, or carry into it what it does not ask or they lack."""
    problems = []
    for code, action in pack.actions.items():
        follow, where = action.follow, f"actions.{code}.follow"
        if follow is None:
            continue
        if follow.type not in types:
            problems.append(Problem(file, f"{where}.type", _unknown(follow.type, types)))
        elif follow.carries:
            problems += [Problem(file, f"{where}.carries.{name}", why) for name, why in _carried(pack, follow, types)]
    return problems


def _carried(pack: CaseType, follow: FollowSpec, types: Mapping[str, Sequence[CaseType]]) -> Iterator[tuple[str, str]]:
    carries = follow.carries
    if carries is None:
        return
    for other in types[follow.type]:
        if carries.field not in (fields := [each.code for each in other.fields]):
            yield "field", _unknown(carries.field, fields)
    given = pack.actions.get(carries.action)
    if given is None:
        yield "action", _unknown(carries.action, pack.actions)
    elif carries.value not in (asked := [each.code for each in given.form]):
        yield "value", _unknown(carries.value, asked)


def check_validity(packs: Iterable[tuple[CaseType | ClockSet | ObligationSet, str]]) -> list[Problem]:
    """Two versions of one code may not be in force on the same day."""
    by_code: dict[str, list[tuple[CaseType | ClockSet | ObligationSet, str]]] = defaultdict(list)
    for pack, file in packs:
        by_code[pack.code].append((pack, file))
    problems = []
    for found in by_code.values():
        ordered = sorted(found, key=lambda each: each[0].valid_from)
        for pack, file in ordered:
            if pack.valid_to and pack.valid_to < pack.valid_from:
                problems.append(Problem(file, "valid_to", "trước cả valid_from"))
        for (before, _), (after, file) in pairwise(ordered):
            if before.valid_from == after.valid_from:
                problems.append(Problem(file, "valid_from", f"hai phiên bản của «{after.code}» cùng ngày hiệu lực"))
            elif before.valid_to and before.valid_to >= after.valid_from:
                text = f"chồng lên phiên bản {before.valid_from:%d/%m/%Y} (còn hiệu lực đến {before.valid_to:%d/%m/%Y})"
                problems.append(Problem(file, "valid_from", text))
    return problems


def check_source(source: Source | None, field: str, refuse: Refuse) -> None:
    if source is None or not source.document:
        refuse(field, "con số phải có nguồn: document, article, confidence")


def _check_references(pack: CaseType, refuse: Refuse) -> None:
    milestones = {each.code for each in pack.milestones}
    if pack.initial not in pack.states:
        refuse("initial", f"không có trạng thái «{pack.initial}»")
    for code, state in pack.states.items():
        if state.milestone and state.milestone not in milestones:
            refuse(f"states.{code}.milestone", f"không có mốc «{state.milestone}»")
    for code, action in pack.actions.items():
        _check_action(pack, code, action, refuse)
    _check_unique([each.code for each in pack.fields], "fields", refuse)


def _check_action(pack: CaseType, code: str, action: ActionSpec, refuse: Refuse) -> None:
    roles = set(Role)
    for state_code in {*action.frm, action.to or pack.initial} - pack.states.keys():
        refuse(f"actions.{code}", f"không có trạng thái «{state_code}»")
    for role in set(action.roles) - roles:
        refuse(f"actions.{code}.roles", _unknown(role, roles))
    if action.extends:
        clock = pack.clocks.get(action.extends)
        if clock is None or clock.extension is None:
            refuse(f"actions.{code}.extends", f"«{action.extends}» không phải thời hạn được gia hạn")
    if action.after and action.after not in pack.actions:
        refuse(f"actions.{code}.after", f"không có hành động «{action.after}»")
    if action.since and action.since.after not in {"", *pack.actions}:
        refuse(f"actions.{code}.since.after", f"không có hành động «{action.since.after}»")
    if action.result and not pack.results:
        refuse(f"actions.{code}.result", "hỏi kết quả nhưng gói không có results")
    _check_unique([each.code for each in action.form], f"actions.{code}.form", refuse)


def _check_times(pack: CaseType, refuse: Refuse) -> None:
    """Invitations and second instances count from what the pack has."""
    for code, action in pack.actions.items():
        if action.notice and action.notice.field not in {each.code for each in action.form if each.kind == "date"}:
            refuse(f"actions.{code}.notice.field", f"không có trường ngày «{action.notice.field}»")
        if action.follow and action.follow.since not in pack.actions:
            refuse(f"actions.{code}.follow.since", f"không có hành động «{action.follow.since}»")


def _check_ways(pack: CaseType, refuse: Refuse) -> None:
    """Every state can be reached, and from every state some end can."""
    onward: dict[str, set[str]] = defaultdict(set)
    for action in pack.actions.values():
        for state in action.frm:
            if action.to:
                onward[state].add(action.to)
    reached = _closure({pack.initial}, onward)
    for code in pack.states.keys() - reached:
        refuse(f"states.{code}", "không bao giờ tới được: không hành động nào dẫn đến")
    ends = {code for code, state in pack.states.items() if state.end}
    if not ends:
        refuse("states", "không có trạng thái kết thúc (end = true)")
    backward: dict[str, set[str]] = defaultdict(set)
    for state, targets in onward.items():
        for target in targets:
            backward[target].add(state)
    for code in pack.states.keys() - _closure(ends, backward):
        refuse(f"states.{code}", "ngõ cụt: từ đây không tới được trạng thái kết thúc nào")


def _check_clocks(pack: CaseType, refuse: Refuse) -> None:
    for code, clock in pack.clocks.items():
        at = f"clocks.{code}"
        if clock.starts != "received" and clock.starts not in pack.actions:
            refuse(f"{at}.starts", f"không có hành động «{clock.starts}»; ghi «received» hoặc mã hành động")
        for action in {*clock.ends, *clock.restarts} - pack.actions.keys():
            refuse(f"{at}.ends", f"không có hành động «{action}»")
        if clock.chosen and clock.chosen not in _date_fields(pack, clock.starts):
            refuse(f"{at}.chosen", f"không có trường ngày «{clock.chosen}»")
        if clock.extension and not any(each.extends == code for each in pack.actions.values()):
            refuse(f"{at}.extension", "cho gia hạn nhưng không hành động nào gia hạn (extends)")
        if clock.extension and clock.extension.requires not in {"", *pack.actions}:
            refuse(f"{at}.extension.requires", f"không có hành động «{clock.extension.requires}»")
        if clock.pauses and not any(state.clock == "pauses" for state in pack.states.values()):
            refuse(f"{at}.pauses", "cho tạm dừng nhưng không trạng thái nào tạm dừng")


def _check_promises(pack: CaseType, refuse: Refuse) -> None:
    """What the head of the pack promises must be carried out by its actions."""
    if not pack.sources:
        refuse("sources", "gói phải nêu văn bản làm căn cứ")
    check_source(pack.retention_source, "retention", refuse)
    if pack.evidence and not any(action.guard == "has_evidence" for action in pack.actions.values()):
        refuse("evidence", 'đòi minh chứng nhưng không hành động nào có guard = "has_evidence"')
    if pack.reopen_days:
        reopening = [each for each in pack.actions.values() if _by_citizen(each) and _leaves_end(pack, each)]
        if not reopening or not all(each.limit for each in reopening):
            refuse("reopening", "cần một hành động của người dân rời trạng thái kết thúc, có limit")
    if pack.sealed:
        for each in pack.fields:
            if not each.sealed:
                refuse(f"fields.{each.code}", "gói niêm phong toàn bộ (sealed) nên mọi trường phải sealed = true")


def _by_citizen(action: ActionSpec) -> bool:
    return Role.CITIZEN in action.roles


def _leaves_end(pack: CaseType, action: ActionSpec) -> bool:
    states = [pack.states[code] for code in action.frm if code in pack.states]
    target = pack.states.get(action.to or "")
    return target is not None and not target.end and any(state.end for state in states)


def _date_fields(pack: CaseType, starts: str) -> set[str]:
    action = pack.actions.get(starts)
    return {each.code for each in (*pack.fields, *(action.form if action else ())) if each.kind == "date"}


def _closure(start: set[str], onward: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting.extend(onward.get(state, ()))
    return seen


def _check_unique(codes: list[str], field: str, refuse: Refuse) -> None:
    for code in {code for code in codes if codes.count(code) > 1}:
        refuse(field, f"mã «{code}» ghi hai lần")


def _unknown(name: str, known: Iterable[str]) -> str:
    return f"không có «{name}»; có: {', '.join(sorted(known)) or 'chưa có gì'}"
