"""The way of an article from draft to published, and what may follow."""

from __future__ import annotations

from gandan.news.types import State, Step

WAYS: dict[Step, tuple[frozenset[State], State]] = {
    Step.SEND: (frozenset({State.DRAFT, State.WITHDRAWN}), State.REVIEW),
    Step.RETURN: (frozenset({State.REVIEW, State.SCHEDULED}), State.DRAFT),
    Step.PUBLISH: (frozenset({State.DRAFT, State.REVIEW, State.SCHEDULED, State.WITHDRAWN}), State.PUBLISHED),
    Step.SCHEDULE: (frozenset({State.DRAFT, State.REVIEW, State.SCHEDULED, State.WITHDRAWN}), State.SCHEDULED),
    Step.WITHDRAW: (frozenset({State.PUBLISHED}), State.WITHDRAWN),
}


def next_state(state: State, step: Step) -> State | None:
    """Where a step leads; None where it cannot be taken from here."""
    allowed, to = WAYS[step]
    return to if state in allowed else None


def steps_from(state: State, *, publisher: bool, review: bool) -> tuple[Step, ...]:
    """The steps that this person may take now. Who may publish need not send to themselves."""
    held = {Step.PUBLISH, Step.SCHEDULE, Step.RETURN} if publisher else set()
    if review and not publisher:
        held.add(Step.SEND)
    held.add(Step.WITHDRAW)
    return tuple(step for step in Step if step in held and state in WAYS[step][0])
