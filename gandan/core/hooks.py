"""The one registry by which a lower room reaches upward: by name, never by import.

Rooms register in `AppConfig.ready()`. Kinds: `effect` (a case type may call it), `guard` (a case type may ask it),
and the fixed ones that each room may answer: `open_work`, `move_open_work`, `recompute_dates`, `erase_person`,
`verify_records`.
"""

from collections.abc import Callable
from typing import Any

KINDS = (
    "effect",
    "guard",
    "open_work",
    "move_open_work",
    "recompute_dates",
    "erase_person",
    "verify_records",
)
_registry: dict[str, dict[str, Callable[..., Any]]] = {kind: {} for kind in KINDS}


class UnknownHook(LookupError):
    """A name that no room has registered."""


def register(kind: str, name: str, function: Callable[..., Any]) -> None:
    """Answer `name` of `kind` with `function`; a second owner of one name is a mistake in the code."""
    known = _registry[kind].get(name)
    if known is not None and known is not function:
        raise ValueError(f"hook {kind}:{name} is registered twice")
    _registry[kind][name] = function


def names(kind: str) -> frozenset[str]:
    return frozenset(_registry[kind])


def call(kind: str, name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Run one hook by name, inside the caller's transaction."""
    try:
        function = _registry[kind][name]
    except KeyError:
        raise UnknownHook(f"{kind}:{name}") from None
    return function(*args, **kwargs)


def call_all(kind: str, /, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """Run every room's hook of a kind, in the order of their names."""
    return {name: _registry[kind][name](*args, **kwargs) for name in sorted(_registry[kind])}
