"""What law and product allow of a case: pure functions over packs and plain values."""

from gandan.cases.rules.answers import checked_answers, readable
from gandan.cases.rules.clocks import RECEIVED, ClockNow, Turn, What, turns
from gandan.cases.rules.folding import BUILT_IN, Broken, Folded, Past, advance, begin, fold, set_to_work
from gandan.cases.rules.intake import KEY_MOST, checked_submission, request_hash
from gandan.cases.rules.packs import (
    area_choices,
    available,
    blocked,
    main_clocks,
    milestones,
    own_fields,
    reopen_until,
    reopens,
    rests,
    waits_for_leader,
    wants_evidence,
)
from gandan.cases.rules.pins import pin_of, same_pin
from gandan.cases.rules.problems import Problem, Wrong
from gandan.cases.rules.seals import party_digest, seal, unseal

__all__ = [
    "BUILT_IN",
    "KEY_MOST",
    "RECEIVED",
    "Broken",
    "ClockNow",
    "Folded",
    "Past",
    "Problem",
    "Turn",
    "What",
    "Wrong",
    "advance",
    "area_choices",
    "available",
    "begin",
    "blocked",
    "checked_answers",
    "checked_submission",
    "fold",
    "main_clocks",
    "milestones",
    "own_fields",
    "party_digest",
    "pin_of",
    "readable",
    "reopen_until",
    "reopens",
    "request_hash",
    "rests",
    "same_pin",
    "seal",
    "set_to_work",
    "turns",
    "unseal",
    "waits_for_leader",
    "wants_evidence",
]
