"""The desk door of ui: every component in every state, for staff who build and check pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .forms import SampleForm
from .samples import SAMPLES


@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    """All components, with samples that say that they are samples."""
    wrong = SampleForm({"sai-phone": "0903", "sai-quarter": "3"}, prefix="sai")
    return render(request, "ui/gallery.html", {"form": SampleForm(), "wrong": wrong, **SAMPLES})
