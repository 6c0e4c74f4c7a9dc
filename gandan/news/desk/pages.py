"""`/ban-lam-viec/trang/`: pages that stay, such as about the unit and how to reach it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gandan.core.text import whole_number
from gandan.news import actions, queries, rules
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
    page = queries.page_at(slug, request.actor)
    initial = {"title": page.title, "body": page.body, "shown": page.shown, "seen": page.version}
    return _form(request, PageForm(request.POST or None, initial=initial), page.unit, slug, page.version)


@require_GET
@for_writers
def revisions(request: HttpRequest, slug: str) -> HttpResponse:
    """All revisions; `so` beside the one before it shows what changed."""
    page = queries.page_at(slug, request.actor)
    number = whole_number(request.GET.get("so", "")) or page.version
    new = queries.page_revision(slug, number)
    old = queries.page_revision(slug, number - 1) if number > 1 else None
    context = {
        "page": page, "revisions": queries.page_revisions(slug), "shown": new, "version": page.version,
        "changes": rules.changes(old.writing, new.writing) if old else None,
        "restore_href": reverse("news:restore_page", args=[slug, number]),
    }  # fmt: skip
    return TemplateResponse(request, "news/desk/page_revisions.html", context)


@require_POST
@for_writers
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    seen = request.POST.get("seen", "")
    actions.restore_page(slug, number, request.actor, seen=whole_number(seen) or 0)
    messages.success(request, _("Đã lấy lại bản %(number)s thành bản mới nhất.") % {"number": number})
    return see("news:edit_page", slug=slug)


def _form(request: HttpRequest, form: PageForm, unit: str, slug: str, version: int = 0) -> HttpResponse:
    if request.method == "POST" and done(
        form, lambda: actions.save_page(unit, actor=request.actor, slug=slug, **form.cleaned_data)
    ):
        messages.success(request, _("Đã lưu trang."))
        return see("news:desk_pages")
    context = {"form": form, "slug": slug, "version": version}
    return TemplateResponse(request, "news/desk/page.html", context, status=422 if form.errors else 200)
