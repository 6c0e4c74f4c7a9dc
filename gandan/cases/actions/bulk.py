"""Many cases with their histories at once: the demo and imports, by the same rules as everybody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gandan.cases.actions import acting, intake, writing
from gandan.cases.actions.drafting import Draft
from gandan.cases.actions.giving import ASSIGN, Target, give, target_in
from gandan.cases.models import Case
from gandan.cases.queries.receipts import receipt_of_entry
from gandan.cases.types import PlannedCase, PlannedStep, Receipt
from gandan.core.clock import day_of
from gandan.core.codes import code_of, new_code
from gandan.core.types import Conflict, Refused
from gandan.directory.types import Actor

LOT = 500  # cases in one transaction


def submit_many(plans: Sequence[PlannedCase], actor: Actor) -> list[Receipt]:
    """Take in cases with what happened to them, by the rules of their day. Nobody is told: it is history.

    All or nothing in each lot of 500. Raises Refused, with the number and subject of the plan at fault.
    """
    batch = Batch(actor)
    receipts: list[Receipt] = []
    for start in range(0, len(plans), LOT):
        drafts: list[Draft] = []
        for number, plan in enumerate(plans[start : start + LOT], start=start + 1):
            try:
                drafts.append(batch.draft(plan))
            except Refused as refusal:
                raise Refused(f"{number}. {plan.submission.subject}: {refusal}") from refusal
        drafts = batch.fresh(list(zip(plans[start : start + LOT], drafts, strict=True)))
        write(drafts)
        receipts += [receipt_of_entry(draft.case, draft.entries[0]) for draft in drafts]
    return receipts


@dataclass(slots=True)
class Batch:
    """Drafts planned cases one after the other. `history`: what a register says was done is not asked who did it."""

    actor: Actor
    history: bool = False
    codes: set[str] = field(default_factory=set)
    targets: dict[tuple[int, int | None, int | None], Target | None] = field(default_factory=dict)

    def draft(self, plan: PlannedCase) -> Draft:
        """Raises Refused, NotAllowed, Conflict."""
        prepared = intake.prepare(plan.submission, self.actor)
        year = day_of(prepared.at).year
        code = code_of(prepared.prefix, year, plan.digits) if plan.digits else new_code(prepared.prefix, year)
        while code in self.codes and not plan.digits:
            code = new_code(prepared.prefix, year)
        self.codes.add(code)
        request = intake.request_of(plan.submission) if plan.submission.key else ""
        draft = intake.open_case(prepared, self.actor, request=request, code=code)
        for step in plan.steps:
            self.take(draft, step)
        return draft

    def fresh(self, planned: Sequence[tuple[PlannedCase, Draft]]) -> list[Draft]:
        """The drafts, those whose drawn code exists already drawn up again under another. One query."""
        codes = [draft.case.code for _plan, draft in planned]
        known = set(Case.objects.filter(code__in=codes).values_list("code", flat=True))
        return [self.draft(plan) if draft.case.code in known and not plan.digits else draft for plan, draft in planned]

    def take(self, draft: Draft, step: PlannedStep) -> None:
        """One later action at its own moment."""
        if step.at < draft.entries[-1].at:
            raise Refused(_("«%(action)s» được ghi trước bước đứng trước nó.") % {"action": step.action})
        spec = acting.allowed(draft, step.action, step.actor, seen=None, history=self.history)
        if step.action == ASSIGN and (step.person or step.organisation):
            give(draft, step.actor, self._target(draft, step), step.at, step.form.get("note", ""))
            return
        files = intake.stored_files(step.files, step.file_names)
        acting.prepare(draft, spec, step.actor, step.at, step.form, files)

    def _target(self, draft: Draft, step: PlannedStep) -> Target:
        key = (draft.case.unit_id, step.organisation, step.person)
        if key not in self.targets:
            self.targets[key] = target_in(*key)
        target = self.targets[key]
        if target is None:
            raise Refused(_("Người hoặc bộ phận này không thuộc %(unit)s.") % {"unit": draft.unit_name})
        return target


def write(drafts: Sequence[Draft]) -> None:
    """One transaction. Raises Conflict where a code, a key or a number exists already; then nothing is written."""
    try:
        with transaction.atomic():
            writing.insert(drafts)
            for draft in drafts:
                acting.run_effects(draft)
    except IntegrityError as error:
        known = Case.objects.filter(code__in=[draft.case.code for draft in drafts]).values_list("code", flat=True)
        raise Conflict(_("Đã có: %(codes)s.") % {"codes": ", ".join(known[:5])}) from error
