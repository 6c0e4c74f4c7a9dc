"""Every write of the room: drafting, publishing, correcting, withdrawing; postings, the plan, subscriptions."""

from .bulk import Past, publish_many
from .planning import plan, set_approval
from .posting import end_posting, post
from .publishing import correct, draft, edit, explain_lateness, publish, send_back, shut_file, withdraw
from .reminding import remind
from .subscribing import confirm, subscribe, tell, unsubscribe
from .units import move_open_work, open_work, recompute_dates

__all__ = [
    "Past",
    "confirm",
    "correct",
    "draft",
    "edit",
    "end_posting",
    "explain_lateness",
    "move_open_work",
    "open_work",
    "plan",
    "post",
    "publish",
    "publish_many",
    "recompute_dates",
    "remind",
    "send_back",
    "set_approval",
    "shut_file",
    "subscribe",
    "tell",
    "unsubscribe",
    "withdraw",
]
