"""Views of the engine as the public pages show them: in the language of the page, newest first, files as links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gandan.cases.forms.desk import ActionForm
from gandan.cases.forms.pack import said
from gandan.cases.types import Answer, AttachmentView, ConfirmedView, EntryView, Milestone, Possible, PublicView, Rating
from gandan.documents import queries as documents
from gandan.ui import rules as words

RATING = "rating"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of a case as a link; `img` is its small picture, where it is one."""

    name: str
    size: int
    href: str
    img: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the public timeline."""

    label: str
    at: Any
    actor_title: str
    icon: str
    tone: str
    lines: tuple[tuple[str, str], ...]
    files: tuple[Picture, ...]


def crumbs(*last: str) -> list[tuple[str, str]]:
    return [
        (_("Trang chủ"), "/"),
        (_("Tra cứu"), reverse("cases:track") if last else ""),
        *((each, "") for each in last),
    ]


def progress(milestones: Iterable[Milestone]) -> list[dict[str, str]]:
    lang = get_language() or "vi"
    return [
        {"label": said(point), "state": point.state, "note": words.short_date(point.on, lang) if point.on else ""}
        for point in milestones
    ]


def timeline(entries: Iterable[EntryView], answer: Answer | None) -> list[Line]:
    """Newest first; the text of the answer stands in its own card and is not said twice."""
    found = []
    for entry in reversed(list(entries)):
        is_answer = answer is not None and entry.at == answer.at
        lines, files = ((), ()) if is_answer else (_lines(entry), tuple(pictures(entry.attachments)))
        tone = "good" if is_answer else ""
        found.append(Line(said(entry), entry.at, entry.actor_title, entry.icon or "clock", tone, lines, files))
    return found


def _lines(entry: EntryView) -> tuple[tuple[str, str], ...]:
    text = [("", entry.text)] if entry.text else []
    filled = [value for value in entry.form if value.value and value.value != entry.text]
    return (*text, *((_asked(said(value)), value.value) for value in filled))


def _asked(label: str) -> str:
    return label if label.endswith(("?", ".", ":")) else f"{label}:"


def pictures(attachments: Iterable[AttachmentView]) -> list[Picture]:
    return [
        Picture(
            each.name,
            each.size,
            documents.link_to(each.file, each.name),
            documents.link_to(each.file, each.name, small=True) if each.image else "",
        )
        for each in attachments
    ]


def replies(view: ConfirmedView, acting: ActionForm | None) -> list[ActionForm]:
    """A form for each thing the sender may do now; the one that was just refused keeps what was typed."""
    forms = []
    for possible in view.actions:
        if possible.blocked:
            continue
        form = acting if acting and acting.possible.code == possible.code else reply(possible, view.seen)
        form.is_open = form is acting or possible.primary
        form.told = until(view) if possible.to and not view.public.open else ""
        rates = form.fields.get(RATING)
        form.rates = [choice for choice in rates.choices if choice[0] in list(Rating)] if rates else []
        form.rating = form[RATING] if rates else None
        form.others = [form[name] for name in form.fields if name not in (RATING, "seen", "key")]
        forms.append(form)
    return forms


def reply(possible: Possible, seen: int) -> ActionForm:
    return ActionForm(possible, initial={"seen": seen})


def until(view: ConfirmedView) -> str:
    """Until when a case may be re-opened, where that is what stands open."""
    if view.reopen_until is None:
        return ""
    return _("Mở lại được một lần, đến hết %(day)s. Hồ sơ mở lại có thời hạn mới.") % {
        "day": words.long_date(view.reopen_until, get_language() or "vi")
    }


def proof(digest: str) -> str:
    """The beginning of a hash in groups that two people can compare."""
    return "-".join(digest[i : i + 4].upper() for i in (0, 4, 8))


def verify_address() -> str:
    try:
        return reverse("audit:verify")
    except NoReverseMatch:
        return ""


def of_public(view: PublicView) -> dict[str, Any]:
    return {"view": view, "progress": progress(view.milestones), "crumbs": crumbs(view.code)}


def of_sender(mine: ConfirmedView, acting: ActionForm | None) -> dict[str, Any]:
    """All that the sender reads."""
    return of_public(mine.public) | {
        "mine": mine,
        "shown": mine,
        "answer": mine.answer,
        "evidence": pictures(mine.answer.attachments) if mine.answer else [],
        "timeline": timeline(mine.entries, mine.answer),
        "photos": pictures(mine.attachments),
        "replies": replies(mine, acting),
        "form_errors": bool(acting and acting.errors),
        "proof": proof(mine.receipt.hash),
    }


def of_published(view: PublicView, published: ConfirmedView | None) -> dict[str, Any]:
    """What everybody reads of a case whose sender allowed it."""
    found = of_public(view)
    if published:
        answer = published.answer
        found |= {
            "shown": published,
            "answer": answer,
            "evidence": pictures(answer.attachments) if answer else [],
            "timeline": timeline(published.entries, answer),
        }
    return found
