"""`/ban-lam-viec/trang/`: pages that stay, such as about the unit and how to reach it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gandan.core.types import NotFound
from gandan.news import actions, queries
from gandan.news.desk.guards import done, for_writers, see
from gandan.news.forms import PageForm


@require_GET
@for_writers
def listed(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "news/desk/pages.html", {"pages": queries.desk_pages(request.actor)})


@require_http_methods(["GET", "POST"])
@for_writers
def add(request: HttpRequest) -> HttpResponse:
    unit = queries.units_to_write_for(request.actor)[0].code
    return _form(request, PageForm(request.POST or None), unit, "")


@require_http_methods(["GET", "POST"])
@for_writers
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    page = next((each for each in queries.desk_pages(request.actor) if each.slug == slug), None)
    if page is None:
        raise NotFound(_("Không có trang này."))
    initial = {"title": page.title, "body": page.body, "shown": page.shown}
    return _form(request, PageForm(request.POST or None, initial=initial), page.unit, slug)


def _form(request: HttpRequest, form: PageForm, unit: str, slug: str) -> HttpResponse:
    if request.method == "POST" and done(
        form,
        lambda: actions.save_page(unit, actor=request.actor, slug=slug, **form.cleaned_data),  # type: ignore[attr-defined]
    ):
        messages.success(request, _("Đã lưu trang."))
        return see("news:desk_pages")
    context = {"form": form, "slug": slug}
    return TemplateResponse(request, "news/desk/page.html", context, status=422 if form.errors else 200)
