"""Small groups are hidden, and so is what would give them away."""

from collections.abc import Mapping

from gandan.cases.types import Counted, Measure, PublicLine

FEWEST = 5
# Beside each other: the last two are the first one's parts.
PUBLIC = (Measure.RECEIVED, Measure.RESOLVED, Measure.ON_TIME, Measure.LATE)


def shielded(lines: Mapping[str, Counted]) -> tuple[PublicLine, ...]:
    """Each line by itself, then each column: the sum of a column is shown, so one hidden number alone is none."""
    shown = {code: _line(counted) for code, counted in lines.items()}
    for measure in PUBLIC:
        hidden = [code for code, line in shown.items() if line[measure] is None]
        if len(hidden) != 1:
            continue
        rest = [code for code, line in shown.items() if line[measure]]
        if rest:
            _hide(shown[min(rest, key=lambda code: (lines[code][measure], code))], measure)
    return tuple(PublicLine(code, line) for code, line in sorted(shown.items()))


def _line(counted: Counted) -> dict[Measure, int | None]:
    line: dict[Measure, int | None] = {measure: counted[measure] for measure in PUBLIC}
    for measure in PUBLIC:
        if 0 < counted[measure] < FEWEST:
            _hide(line, measure)
    return line


def _hide(line: dict[Measure, int | None], measure: Measure) -> None:
    """With what could be taken from the rest of the line: resolved = on time + late."""
    line[measure] = None
    if measure in (Measure.ON_TIME, Measure.LATE):
        line[Measure.ON_TIME] = line[Measure.LATE] = None
    if measure is Measure.RESOLVED and line[Measure.ON_TIME] is not None and line[Measure.LATE] is not None:
        line[Measure.ON_TIME] = line[Measure.LATE] = None
