"""Every write of the room: notices, messages, and what became of them."""

from .delivery import deliver, retry, sweep
from .forgetting import forget
from .messages import compose, send, tell
from .notices import mark_read, notify

__all__ = ["compose", "deliver", "forget", "mark_read", "notify", "retry", "send", "sweep", "tell"]
