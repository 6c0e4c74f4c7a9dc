"""Every read of the room."""

from .messages import log_page, messages_about, unsent
from .notices import latest, notice_page, unread

__all__ = ["latest", "log_page", "messages_about", "notice_page", "unread", "unsent"]
