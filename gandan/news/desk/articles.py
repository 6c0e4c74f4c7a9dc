"""`/ban-lam-viec/tin/`: write, look, send to review, publish, pin, go back to an old revision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gandan.core.text import whole_number
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.news import actions, policies, queries, rules
from gandan.news.desk.guards import done, for_writers, see
from gandan.news.forms import ArticleForm, MediaForm, NewArticleForm, StepForm
from gandan.news.types import ArticleView, State, Step


@require_GET
@for_writers
def listed(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("tinh-trang", "")
    state = State(asked) if asked in set(State) else None
    context = {
        "page": queries.desk_articles(request.actor, state, request.GET.get("truoc", "")),
        "state": state,
        "states": queries.STATES.items(),
        "waiting": queries.waiting(request.actor),
        "rooms": [(unit, *queries.newsroom(unit.id)) for unit in queries.units_to_write_for(request.actor)[:3]],
        "leads": policies.may_lead(request.actor),
    }
    return TemplateResponse(request, "news/desk/list.html", context)


@require_http_methods(["GET", "POST"])
@for_writers
def write(request: HttpRequest) -> HttpResponse:
    units = [(unit.code, unit.name) for unit in queries.units_to_write_for(request.actor)]
    title = " ".join(request.GET.get("tieu-de", "").split())[:200]  # words that people looked for in vain
    form = NewArticleForm(units, request.POST or None, initial={"title": title[:1].upper() + title[1:]})
    made: list[int] = []
    if request.method == "POST" and done(form, lambda: made.append(actions.write(
        form.cleaned_data["unit"], form.writing(), request.actor, **form.beside()
    ))):  # fmt: skip
        messages.success(request, _("Đã lưu bản nháp. Thêm ảnh bìa, rồi xem thử."))
        return see("news:edit", article=made[0])
    return TemplateResponse(request, "news/desk/write.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_writers
def edit(request: HttpRequest, article: int) -> HttpResponse:
    view = queries.article_at(article, request.actor)
    if request.method == "GET":
        return _page(request, view, ArticleForm.of(view))
    form = ArticleForm(request.POST)
    if done(form, lambda: actions.rewrite(
        article, form.writing(), request.actor, seen=form.cleaned_data["seen"] or 0, note=form.cleaned_data["note"],
        **form.beside(),
    )):  # fmt: skip
        messages.success(request, _("Đã lưu."))
        return see("news:edit", article=article)
    return _page(request, view, form, status=422)


def _page(
    request: HttpRequest, view: ArticleView, form: ArticleForm, status: int = 200, **more: object
) -> HttpResponse:
    review = queries.newsroom(directory.the_unit(view.unit).id)[0]
    publisher = policies.may_publish(request.actor, view.path, review=review)
    context = {
        "article": view,
        "form": form,
        "media_form": MediaForm(),
        "step_form": StepForm(initial={"seen": view.version}),
        "steps": [
            (step.value, queries.STEPS[step])
            for step in rules.steps_from(view.row.state, publisher=publisher, review=review)
        ],
        "state_name": queries.STATES[view.row.state],
        "media_names": queries.MEDIA_NAMES,
        **more,
    }
    return TemplateResponse(request, "news/desk/edit.html", context, status=status)


@require_GET
@for_writers
def preview(request: HttpRequest, article: int) -> HttpResponse:
    view = queries.article_at(article, request.actor)
    context = {
        "article": view,
        "section_name": queries.SECTIONS[view.row.section],
        "state_name": queries.STATES[view.row.state],
    }
    return TemplateResponse(request, "news/desk/preview.html", context)


@require_POST
@for_writers
def take(request: HttpRequest, article: int, step: str) -> HttpResponse:
    view = queries.article_at(article, request.actor)
    if step not in set(Step):
        raise NotFound(_("Không có bước này."))
    form = StepForm(request.POST)
    if done(form, lambda: actions.take(
        article, Step(step), request.actor, seen=form.cleaned_data["seen"], at=form.moment() if step == Step.SCHEDULE
        else None, reason=form.cleaned_data["reason"],
    )):  # fmt: skip
        messages.success(request, _("Đã làm: %(step)s.") % {"step": queries.STEPS[Step(step)]})
        return see("news:edit", article=article)
    return _page(request, view, ArticleForm.of(view), 422, step_form=form)


@require_POST
@for_writers
def pin(request: HttpRequest, article: int) -> HttpResponse:
    actions.pin(article, request.actor, on=request.POST.get("ghim") == "1")
    return see("news:edit", article=article)


@require_POST
@for_writers
def add_media(request: HttpRequest, article: int) -> HttpResponse:
    view = queries.article_at(article, request.actor)
    form = MediaForm(request.POST, request.FILES)
    if done(form, lambda: actions.add_media(
        article, form.upload(), request.actor, form.cleaned_data["files"], form.cleaned_data["poster"]
    )):  # fmt: skip
        messages.success(request, _("Đã thêm."))
        return see("news:edit", article=article)
    return _page(request, view, ArticleForm.of(view), 422, media_form=form)


@require_POST
@for_writers
def remove_media(request: HttpRequest, article: int, media: int) -> HttpResponse:
    actions.remove_media(article, media, request.actor)
    return see("news:edit", article=article)


@require_GET
@for_writers
def revisions(request: HttpRequest, article: int) -> HttpResponse:
    """All revisions; `so` beside the one before it shows what changed."""
    view, listed = queries.article_at(article, request.actor), queries.revisions(article)
    number = whole_number(request.GET.get("so", "")) or view.version
    new = queries.revision(article, number)
    old = queries.revision(article, number - 1) if number > 1 else None
    context = {
        "article": view,
        "revisions": listed,
        "shown": new,
        "version": view.version,
        "restore_href": reverse("news:restore", args=[article, number]),
        "changes": rules.changes(old.writing, new.writing) if old else None,
    }
    return TemplateResponse(request, "news/desk/revisions.html", context)


@require_POST
@for_writers
def restore(request: HttpRequest, article: int, number: int) -> HttpResponse:
    seen = request.POST.get("seen", "")
    actions.restore(article, number, request.actor, seen=whole_number(seen) or 0)
    messages.success(request, _("Đã lấy lại bản %(number)s thành bản mới nhất.") % {"number": number})
    return see("news:edit", article=article)


@require_POST
@for_writers
def newsroom(request: HttpRequest) -> HttpResponse:
    """Whether somebody else looks first, and whether readers may comment on new articles."""
    wanted = {"review": request.POST.get("review") == "1", "comments": request.POST.get("comments") == "1"}
    actions.set_newsroom(request.POST.get("unit", "")[:40], request.actor, **wanted)
    messages.success(request, _("Đã lưu cách làm."))
    return see("news:desk")
