"""What crosses the engine's border: a submission, its receipt, the views of a case.

Labels come in two languages: `label` is Vietnamese, `label_en` English; a page takes one of them.
"""

from gandan.cases.types.acting import Assigned, Deed, Done, PlannedCase, PlannedStep, Possible
from gandan.cases.types.figures import AnswerTime, MonthFigures, PublishedAnswer, RecordPage, RecordRow, Records
from gandan.cases.types.intake import (
    Channel,
    IntakeType,
    LinkKind,
    PartyInput,
    PartyRole,
    Promise,
    Rating,
    Receipt,
    Submission,
)
from gandan.cases.types.queue import Count, Cursor, InboxFilter, InboxPage, Offered, QueueRow, Tab
from gandan.cases.types.views import (
    Answer,
    AttachmentView,
    CaseClock,
    CaseView,
    ConfirmedView,
    EntryView,
    FormValue,
    LinkView,
    Milestone,
    PartyView,
    PublicView,
    SealOpening,
    SimilarView,
)

__all__ = [
    "Answer",
    "AnswerTime",
    "Assigned",
    "AttachmentView",
    "CaseClock",
    "CaseView",
    "Channel",
    "ConfirmedView",
    "Count",
    "Cursor",
    "Deed",
    "Done",
    "EntryView",
    "FormValue",
    "InboxFilter",
    "InboxPage",
    "IntakeType",
    "LinkKind",
    "LinkView",
    "Milestone",
    "MonthFigures",
    "Offered",
    "PartyInput",
    "PartyRole",
    "PartyView",
    "PlannedCase",
    "PlannedStep",
    "Possible",
    "Promise",
    "PublicView",
    "PublishedAnswer",
    "QueueRow",
    "Rating",
    "Receipt",
    "RecordPage",
    "RecordRow",
    "Records",
    "SealOpening",
    "SimilarView",
    "Submission",
    "Tab",
]
