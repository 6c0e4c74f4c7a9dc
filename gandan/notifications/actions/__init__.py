"""Every write of the room: notices, messages, and what became of them."""

from .delivery import deliver, retry, sweep
from .messages import compose, send, tell
from .notices import mark_read, notify

__all__ = ["compose", "deliver", "mark_read", "notify", "retry", "send", "sweep", "tell"]
