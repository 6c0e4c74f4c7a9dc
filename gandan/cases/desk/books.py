"""The books of a unit: seen by period, printed as PDF, XLSX and CSV."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from gandan.cases.actions.books import note_printing
from gandan.cases.forms.books import BookForm
from gandan.cases.queries import books as queries
from gandan.cases.types.books import Book, BookWanted
from gandan.core.text import whole_number
from gandan.core.types import NotAllowed, NotFound, Refused
from gandan.documents import queries as documents
from gandan.documents.types import MediaType

SHOWN = 50  # rows on the page
NAMES = {
    Book.RECEPTION: gettext_lazy("Sổ tiếp công dân"),
    Book.PETITIONS: gettext_lazy("Sổ theo dõi đơn"),
    Book.LETTERS: gettext_lazy("Sổ văn bản đi"),
}


@require_GET
def books(request: HttpRequest) -> HttpResponse:
    return redirect("cases:book", book=Book.RECEPTION.value)


@require_GET
def book(request: HttpRequest, book: str) -> HttpResponse:
    form = _form(request, book)
    wrong = form.is_bound and not form.is_valid()
    wanted = queries.checked(form.wanted(), request.actor)
    sheet, count = queries.sheet(wanted), 0 if wrong else queries.count(wanted)
    context = {
        "form": form,
        "sheet": sheet,
        "name": NAMES[wanted.book],
        "tabs": [
            {"label": str(name), "href": _address(each), "current": each is wanted.book} for each, name in NAMES.items()
        ],
        "rows": [] if wrong else list(islice(sheet.rows, SHOWN)),
        "count": count,
        "files": [] if wrong else _files(wanted, count),
        "shown": SHOWN,
    }
    return TemplateResponse(request, "cases/desk/book.html", context, status=422 if wrong else 200)


@require_GET
def book_file(request: HttpRequest, book: str, kind: str) -> HttpResponseBase:
    form = _form(request, book)
    if kind not in KINDS:
        raise NotFound(_("Không có sổ này."))
    if form.is_bound and not form.is_valid():
        raise Refused(_("Kỳ của sổ chưa đúng. Chọn lại ngày đầu và ngày cuối."))
    wanted = queries.checked(form.wanted(), request.actor)
    volume = max(1, whole_number(request.GET.get("quyen", "")) or 1)
    note_printing(wanted, request.actor, kind)
    return KINDS[kind](wanted, volume)


def _pdf(wanted: BookWanted, volume: int) -> HttpResponseBase:
    content = documents.printed(queries.sheet(wanted), volume)
    return HttpResponse(content, headers=documents.headers_of(MediaType.PDF, _name(wanted, f"quyen-{volume}.pdf")))


def _xlsx(wanted: BookWanted, _volume: int) -> HttpResponseBase:
    response = FileResponse(documents.xlsx(queries.sheet(wanted)))
    for header, value in documents.headers_of(MediaType.XLSX, _name(wanted, "xlsx")).items():
        response[header] = value
    return response


def _csv(wanted: BookWanted, _volume: int) -> HttpResponseBase:
    headers = documents.headers_of("text/csv; charset=utf-8", _name(wanted, "csv"))
    return StreamingHttpResponse(documents.csv_lines(queries.sheet(wanted)), headers=headers)


KINDS = {"pdf": _pdf, "xlsx": _xlsx, "csv": _csv}


def _form(request: HttpRequest, name: str) -> BookForm:
    if name not in list(Book):
        raise NotFound(_("Không có sổ này."))
    units = queries.printable_units(request.actor)
    if not units:
        raise NotAllowed(_("Sổ chỉ dành cho cán bộ tiếp dân, lãnh đạo và thanh tra của đơn vị."))
    asked = request.GET if set(request.GET) & {"unit", "since", "until", "type"} else None
    return BookForm(Book(name), units, queries.petition_types(), asked)


def _files(wanted: BookWanted, count: int) -> list[tuple[str, str, str]]:
    """(label, address, icon): one PDF a volume of a thousand rows, the others whole."""
    query = {"unit": wanted.unit, "since": wanted.since.isoformat(), "until": wanted.until.isoformat()}
    query |= {"type": wanted.type} if wanted.type else {}
    volumes = range(1, -(-count // documents.VOLUME) + 1 or 2)
    many = len(volumes) > 1
    prints = [
        (
            _("PDF quyển %(n)d") % {"n": each} if many else _("In PDF"),
            _address(wanted.book, "pdf", query, each),
            "printer",
        )
        for each in volumes
    ]
    return [
        *prints,
        ("XLSX", _address(wanted.book, "xlsx", query), "download"),
        ("CSV", _address(wanted.book, "csv", query), "download"),
    ]


def _address(book: Book, kind: str = "", query: dict[str, str] | None = None, volume: int = 1) -> str:
    if not kind:
        return reverse("cases:book", args=[book.value])
    more = {"quyen": str(volume)} if volume > 1 else {}
    return f"{reverse('cases:book_file', args=[book.value, kind])}?{urlencode({**(query or {}), **more})}"


def _name(wanted: BookWanted, end: str) -> str:
    joint = "-" if end.startswith("quyen") else "."
    return f"so-{wanted.book}-{wanted.unit}-{wanted.since:%Y%m%d}-{wanted.until:%Y%m%d}{joint}{end}"
