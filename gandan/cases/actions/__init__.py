"""Every write of the engine: one verb, one transaction, one audit entry a case, notices on commit."""

from gandan.cases.actions.acting import perform
from gandan.cases.actions.bulk import submit_many
from gandan.cases.actions.erasing import erase_person
from gandan.cases.actions.forwarding import forward
from gandan.cases.actions.giving import assign
from gandan.cases.actions.imports import import_petitions
from gandan.cases.actions.intake import submit
from gandan.cases.actions.letters import cancel_letter, drop_draft, issue_letter, open_letter, save_draft
from gandan.cases.actions.merging import merge
from gandan.cases.actions.moving import move_open_work, open_work
from gandan.cases.actions.receipts import send_receipt
from gandan.cases.actions.recompute import recompute_dates
from gandan.cases.actions.retyping import classify
from gandan.cases.actions.sealing import open_seal
from gandan.cases.actions.splitting import split
from gandan.cases.actions.views import remove_view, save_view

__all__ = [
    "assign",
    "cancel_letter",
    "classify",
    "drop_draft",
    "erase_person",
    "forward",
    "import_petitions",
    "issue_letter",
    "merge",
    "move_open_work",
    "open_letter",
    "open_seal",
    "open_work",
    "perform",
    "recompute_dates",
    "remove_view",
    "save_draft",
    "save_view",
    "send_receipt",
    "split",
    "submit",
    "submit_many",
]
