"""Forms of the room."""

from .desk import CorrectionForm, PostingForm, PublicationForm
from .fields import see_other
from .plan import PlanForm
from .public import SubscribeForm

__all__ = ["CorrectionForm", "PlanForm", "PostingForm", "PublicationForm", "SubscribeForm", "see_other"]
