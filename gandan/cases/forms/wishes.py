"""The first step: what people want to say in their own words, and the kinds it could be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gandan.cases.forms.pack import CleanText
from gandan.cases.queries import promises
from gandan.cases.rules.choosing import Leaning, leaning
from gandan.cases.types import IntakeType, Promise
from gandan.law.queries.choosing import wishes
from gandan.law.types import Wish

SAID = 4000


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind in plain words: what it is for, who answers until when, what one gets. `href`: its own page, if any."""

    wish: Wish
    intake: IntakeType
    promise: Promise | None
    href: str = ""


def offers(intakes: Iterable[IntakeType], sealed_door: str) -> list[Offer]:
    """In the order of the chooser; a kind that nothing is written about yet comes last, by its own name."""
    known = {intake.code: intake for intake in intakes}
    found = [Offer(wish, known[wish.type], _promise(wish.type), _door(known[wish.type], sealed_door))
             for wish in wishes() if wish.type in known]  # fmt: skip
    told = {offer.wish.type for offer in found}
    plain = [intake for code, intake in known.items() if code not in told]
    return found + [Offer(_by_name(intake), intake, _promise(intake.code), _door(intake, sealed_door))
                    for intake in plain]  # fmt: skip


def _door(intake: IntakeType, sealed_door: str) -> str:
    return sealed_door if intake.sealed else ""


def _by_name(intake: IntakeType) -> Wish:
    return Wish(intake.code, "file-text", intake.label, intake.label_en, "", "", "", "", (), ())


def _promise(code: str) -> Promise | None:
    return next(iter(promises.if_sent_now(code)), None)


class WishForm(forms.Form):
    """Some words, or a choice, or both."""

    say = CleanText(lines=True, label=gettext_lazy("Viết vài chữ về việc của bạn"), required=False, max_length=SAID)
    type = forms.CharField(label=gettext_lazy("Loại việc"), required=False, max_length=60)

    def __init__(self, offered: Iterable[Offer], *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.offered = {offer.wish.type: offer for offer in offered}
        self.fields["say"].widget.attrs["rows"] = 3

    def said(self) -> str:
        """What was written, at this step or a later one."""
        if not self.is_bound:
            return ""
        return str(self.data.get("say") or self.data.get("content") or "")[:SAID]

    def leaning(self) -> Leaning | None:
        return leaning(self.said(), (offer.wish for offer in self.offered.values()))

    def lean(self) -> tuple[Offer, Leaning] | None:
        """The kind that the words lean to, with the words."""
        found = self.leaning()
        return (self.offered[found.type], found) if found else None
