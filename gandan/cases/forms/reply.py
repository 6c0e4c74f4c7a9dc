"""What a sender answers back with: the form of one action that the pack gives to citizens."""

from __future__ import annotations

from gandan.cases.forms.desk import ActionForm


class ReplyForm(ActionForm):
    """As an officer's; its fields are asked one after the other."""
