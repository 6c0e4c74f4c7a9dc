"""What a sender answers back with: the form of one action that the pack gives to citizens."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from gandan.cases.forms.desk import ActionForm
from gandan.cases.types import Possible
from gandan.core.types import Refused


class ReplyForm(ActionForm):
    """As an officer's, with a key of its own: pressed twice, it is done once."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, possible: Possible, *args: Any, **rest: Any) -> None:
        super().__init__(possible, *args, **rest)
        self.initial.setdefault("key", uuid.uuid4().hex)

    def done(self) -> dict[str, Any]:
        """What `actions.perform` takes besides who and what."""
        return {
            "seen": self.cleaned_data["seen"],
            "key": self.cleaned_data["key"],
            "form": self.values(),
            "files": [each.id for each in self.kept],
            "file_names": [each.name for each in self.kept],
        }

    def refuse(self, refusal: Refused) -> None:
        """Say what the engine refused, at the field where the form has it."""
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)
