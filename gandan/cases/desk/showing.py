"""What the page of a case shows: the form that stands open, the buttons, what changed, what was written."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.forms.desk import NUMBER, ActionForm, AssignForm, SealForm
from gandan.cases.forms.kept import kept_files
from gandan.cases.forms.pack import said
from gandan.cases.forms.sealed import WhyForm
from gandan.cases.queries.learnt import suggestions
from gandan.cases.queries.letters import letter_section
from gandan.cases.queries.sealed import consent
from gandan.cases.types import CaseView, EntryView, LinkKind, Possible
from gandan.directory.types import Actor
from gandan.law import queries as law

ASSIGN = "assign"  # has its own form, which knows who can be asked
NOTE = "note"
ANCHOR = "lam"
BUTTONS = 3  # in one row; the rest is in the menu
WRITTEN = ("text", "longtext")
RESULT = "result"


@dataclass(frozen=True, slots=True)
class Bar:
    """«Việc làm được bây giờ»: buttons, the rest in a menu, and what stands in the way."""

    shown: list[Possible]
    more: list[Possible]
    quick: list[Possible]  # done at one press
    worded: list[Possible]  # those of them that take a word, if one likes
    blocked: list[Possible]
    main: Possible | None  # the next step; None where its form stands open
    key: str = field(default_factory=lambda: uuid.uuid4().hex)  # pressed twice, done once


def page(view: CaseView, actor: Actor, *, panel: ActionForm | None = None, **more: Any) -> dict[str, Any]:
    note, letters = note_form(view, panel), letter_section(view, actor)
    if panel and not panel.is_bound and letters.numbers.get(panel.possible.code):
        panel.initial.setdefault(NUMBER, letters.numbers[panel.possible.code])
    apart = {form.possible.code for form in (panel, note) if form} | {ASSIGN}
    return {
        "case": view,
        "panel": panel,
        "note": note,
        "bar": bar(view, panel, apart),
        "assign": AssignForm(view.offered) if view.offered else None,
        "sealed_items": [_("Họ tên"), _("Liên hệ")],
        "merge": next((each.code for each in view.actions if _asks(each, "main_code") and not each.blocked), ""),
        "sorts": view.open and not view.sealed and policies.may_sort(view.roles),
        "suggested": suggestions(view, law.fields()) if policies.may_sort(view.roles) else (),
        "joined": any(link.incoming and link.kind is LinkKind.DUPLICATE_OF for link in view.links),
        "seal": SealForm(),
        "consent": consent(view.code, actor) if view.may_open_seal else None,
        "who": WhyForm(name="danh-tinh", label=_("Lý do cần biết người gửi")) if view.may_open_seal else None,
        "letters": letters,
        **{name: value for name, value in more.items() if value is not None},
    }


def possible(actions: Iterable[Possible], action: str) -> Possible | None:
    return next((each for each in actions if each.code == action), None)


def panel(view: CaseView, wanted: str, given: QueryDict) -> ActionForm | None:
    """The form that stands open: the one asked for, else that of the main next step, unless one press does it."""
    chosen = possible(view.actions, wanted) or main(view)
    if chosen is None or (quick(chosen) and chosen.code != wanted):
        return None
    form = ActionForm(chosen, initial=_drafted(view, chosen) | _given(chosen, given) | {"seen": view.seen})
    form.kept = kept_files(given.getlist("kept"))
    return form


def main(view: CaseView) -> Possible | None:
    """The next step that the pack has in mind for this person."""
    return next((p for p in view.actions if p.primary and not p.blocked and p.code != ASSIGN), None)


def note_form(view: CaseView, panel: ActionForm | None) -> ActionForm | None:
    """The internal note beside the open form, unless it is the open form: what only writes and stays inside."""
    notes = [p for p in view.actions if not p.public and not p.to and len(p.form) == 1 and not p.blocked]
    note = min(notes, key=lambda each: each.code != NOTE, default=None)
    if note is None or (panel and panel.possible == note):
        return None
    form = ActionForm(note, initial={"seen": view.seen})
    form.fields[note.form[0].code].widget.attrs.update(
        {"rows": 2, "placeholder": _("Không ghi tên người gửi ở đây"), "data-key": "n"}
    )
    return form


def bar(view: CaseView, panel: ActionForm | None, apart: set[str]) -> Bar:
    rest = [each for each in view.actions if each.code not in apart and not each.blocked]
    places = BUTTONS - bool(panel)
    return Bar(
        shown=rest[:places],
        more=rest[places:],
        quick=[each for each in rest if quick(each)],
        worded=[each for each in rest if quick(each) and each.form],
        blocked=[each for each in view.actions if each.blocked and each.code not in apart],
        main=None if panel else main(view),
    )


def quick(action: Possible) -> bool:
    """Whether one press is enough: it asks for nothing that must be filled in."""
    return not action.results and len(action.form) < 2 and not any(each.required for each in action.form)


def since(view: CaseView, seen: int | None) -> list[EntryView]:
    """What was entered after the page was drawn."""
    return [entry for entry in view.entries if seen and entry.number > seen]


def words(view: CaseView, action: str, posted: QueryDict) -> list[tuple[str, str]]:
    """What somebody had written for a step that is not there any more: (label, text)."""
    spec = law.case_type_version(view.version).actions.get(action)
    fields = [each for each in spec.form if each.kind in WRITTEN] if spec else []
    return [(said(each), posted[each.code]) for each in fields if posted.get(each.code)]


def _asks(action: Possible, code: str) -> bool:
    return any(each.code == code for each in action.form)


def _drafted(view: CaseView, action: Possible) -> dict[str, str]:
    """The words that were last put before a leader, where the form asks for all that they answered."""
    asked = {each.code for each in action.form}
    return view.draft if view.draft and set(view.draft) <= asked else {}


def _given(action: Possible, given: QueryDict) -> dict[str, str]:
    """Fields filled in by the address, or by what was written before signing in again."""
    wanted = [RESULT, *(each.code for each in action.form if each.kind != "files")]
    return {code: given[code] for code in wanted if given.get(code)}
