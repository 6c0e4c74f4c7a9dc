"""Every write of the room: articles and their way, what stands beside them, readers' comments, pages, reforms."""

from .beside import add_media, remove_media
from .comments import answer_comment, forget_hidden, hide_comment, report_comment, say, show_comment
from .pages import restore_page, save_page
from .publishing import publish_due, take
from .reforms import brief, note_told, publish_reform, save_reform, withdraw_reform
from .writing import pin, restore, rewrite, set_newsroom, write

__all__ = [
    "add_media",
    "answer_comment",
    "brief",
    "forget_hidden",
    "hide_comment",
    "note_told",
    "pin",
    "publish_due",
    "publish_reform",
    "remove_media",
    "report_comment",
    "restore",
    "restore_page",
    "rewrite",
    "save_page",
    "save_reform",
    "say",
    "set_newsroom",
    "show_comment",
    "take",
    "withdraw_reform",
    "write",
]
