"""The letters of a case as its sender reads them: with code and confirmation number only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.cases.public.receipt import confirmed_only
from gandan.cases.queries.letters import letters_for_sender
from gandan.core.types import NotFound
from gandan.documents import queries as documents
from gandan.documents.types import MediaType


@require_safe
@confirmed_only
def letter_pdf(request: HttpRequest, code: str, letter_id: int) -> HttpResponse:
    """A letter that was issued to be read by its sender; a cancelled one says so on its page, not here."""
    found = next((each for each in letters_for_sender(code) if each.id == letter_id), None)
    if found is None:
        raise NotFound(_("Không có văn bản này."))
    content = documents.file_of(letter_id, found.about, "pdf")
    return HttpResponse(content, headers=documents.headers_of(MediaType.PDF, f"{found.file_name}.pdf"))
