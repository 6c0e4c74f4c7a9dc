"""Files, tables, pictures and printed sheets of what is public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.disclosures import queries
from gandan.disclosures.forms.papers import sent, shown
from gandan.documents import queries as papers
from gandan.documents.types.sheets import Column, Sheet


@require_safe
def table_csv(request: HttpRequest, code: str, number: int) -> HttpResponse:
    table = queries.table_of(code, number)
    columns = tuple(Column(str(place), label) for place, label in enumerate(table.head))
    body = b"".join(papers.csv_lines(Sheet(table.title, "", "", "", columns, table.rows)))
    name = f'attachment; filename="{code}-bang-{number}.csv"'
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet for the notice board."""
    body = queries.notice(code)
    name = f'inline; filename="to-niem-yet-{code}.pdf"'
    return HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": name})


@require_safe
def quarter(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """The list that is posted each quarter."""
    if not (1 <= quarter <= 4 and 2000 <= year <= 2100):
        raise NotFound(_("Không có quý này."))
    body = papers.printed(queries.list_values(directory.the_unit(unit), year, quarter))
    name = f'inline; filename="danh-muc-cong-khai-{year}-quy-{quarter}.pdf"'
    return HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": name})


@require_safe
def file(request: HttpRequest, code: str, file: int) -> HttpResponseBase:
    """A document of the authority's own: a PDF opens in the browser's reader, the rest is downloaded."""
    return sent(queries.file_of(code, file), keep="tai-ve" in request.GET)


@require_safe
def photo(request: HttpRequest, code: str, posting: int) -> HttpResponse:
    """The picture that proves a posting, small or whole."""
    return shown(*queries.posting_photo(code, posting), whole="lon" in request.GET)
