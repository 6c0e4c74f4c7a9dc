"""Where a case lies changes its periods: the longer ones of remote areas."""

from dataclasses import replace

from gandan.law.types import ActionSpec, CaseType, ClockSpec


def in_remote_area(pack: CaseType) -> CaseType:
    """The same version with the periods that it states for remote areas."""
    return replace(
        pack,
        clocks={code: _clock(spec) for code, spec in pack.clocks.items()},
        actions={code: _action(spec) for code, spec in pack.actions.items()},
    )


def _clock(spec: ClockSpec) -> ClockSpec:
    if spec.remote is None:
        return spec
    longer = replace(spec, days=spec.remote.days, source=spec.remote.source)
    if spec.extension is None or not spec.remote.extension:
        return longer
    return replace(longer, extension=replace(spec.extension, days=spec.remote.extension, source=spec.remote.source))


def as_started(spec: ClockSpec, days: int, extensions: int) -> ClockSpec:
    """Of a clock that has run, ordinary or remote: what it started under, whatever the list of places says today."""
    there = _clock(spec)
    added = there.extension.days * extensions if there.extension else 0
    return there if days == there.days + added else spec


def _action(spec: ActionSpec) -> ActionSpec:
    if spec.follow is None or not spec.follow.remote_days:
        return spec
    return replace(spec, follow=replace(spec.follow, days=spec.follow.remote_days))
