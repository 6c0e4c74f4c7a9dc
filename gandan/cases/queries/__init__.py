"""Every read of the engine."""

from gandan.cases.queries.case import case_view, possible_actions
from gandan.cases.queries.inbox import inbox, inbox_counts, morning, saved_views
from gandan.cases.queries.intake import intake_types
from gandan.cases.queries.petitions import petition_figures, public_lines
from gandan.cases.queries.public import confirmed_view, is_sealed, public_view, receipt
from gandan.cases.queries.receipts import confirmed, track_url

__all__ = [
    "case_view",
    "confirmed",
    "confirmed_view",
    "inbox",
    "inbox_counts",
    "intake_types",
    "is_sealed",
    "morning",
    "petition_figures",
    "possible_actions",
    "public_lines",
    "public_view",
    "receipt",
    "saved_views",
    "track_url",
]
