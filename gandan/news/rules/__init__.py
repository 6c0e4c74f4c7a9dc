"""What an article, a comment and a reform may hold: pure."""

from .differing import changes
from .spam import advice_against
from .steps import next_state, steps_from
from .texts import code_of, excerpt, from_plain, lines_of, plain, sanitised, slug_of
from .videos import captions_of, host_of

__all__ = [
    "advice_against",
    "captions_of",
    "changes",
    "code_of",
    "excerpt",
    "from_plain",
    "host_of",
    "lines_of",
    "next_state",
    "plain",
    "sanitised",
    "slug_of",
    "steps_from",
]
