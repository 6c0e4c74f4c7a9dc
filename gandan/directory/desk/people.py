"""People and roles: who is here, appoint, be away, lock."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gandan.core.text import whole_number
from gandan.core.types import NotAllowed, NotFound, Refused
from gandan.directory import actions, policies, queries
from gandan.directory.forms import (
    AbsenceForm,
    ActionForm,
    AppointForm,
    HireForm,
    IdentityForm,
    LastDayForm,
    ReasonForm,
)
from gandan.directory.types import Ability, PersonView

Door = Callable[..., HttpResponse]


def for_people(ability: Ability) -> Callable[[Door], Door]:
    """Only for those whose role has this ability somewhere; the action itself asks where."""

    def guarded(door: Door) -> Door:
        @wraps(door)
        def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not policies.may(request.actor, ability):
                raise NotAllowed(_("Trang này dành cho người quản trị nhân sự."))
            return door(request, *args, **kwargs)

        return opened

    return guarded


@require_GET
@for_people(Ability.SEE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    q, former = request.GET.get("q", "")[:80], bool(request.GET.get("cu"))
    page = queries.staff(request.actor, q, request.GET.get("sau", "")[:400], former)
    context = {"page": page, "sought": q, "former": former, "may_manage": policies.may_manage_people(request.actor)}
    return TemplateResponse(request, "directory/people.html", context)


@require_http_methods(["GET", "POST"])
@for_people(Ability.MANAGE_PEOPLE)
def hire(request: HttpRequest) -> HttpResponse:
    form = HireForm(queries.units_for(request.actor, Ability.MANAGE_PEOPLE), request.POST or None)
    if form.is_valid():
        try:
            new = actions.hire(actor=request.actor, **form.appointment(), **form.who())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã lập tài khoản. Tạo đường dẫn đặt mật khẩu rồi đưa cho người này."))
            return redirect("directory:person", person=new.person)
    return TemplateResponse(request, "directory/hire.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@for_people(Ability.SEE_PEOPLE)
def person(request: HttpRequest, person: int) -> HttpResponse:
    return _page(request, queries.person(person, request.actor))


def _page(request: HttpRequest, view: PersonView, status: int = 200, **forms: object) -> HttpResponse:
    units = queries.units_for(request.actor, Ability.MANAGE_PEOPLE)
    context = {
        "person": view,
        "may_manage": bool(units),
        "appoint": AppointForm(units),
        "absence": AbsenceForm(view.row.posts, queries.possible_deputies(request.actor, but=view.row.person)),
        "lock": ReasonForm(auto_id="lock-%s"),
        "last_day": LastDayForm(auto_id=False),
        "identity": IdentityForm() if _provider() else None,
        "invitation": "",
        **forms,
    }
    return TemplateResponse(request, "directory/person.html", context, status=status)


@require_POST
@for_people(Ability.MANAGE_PEOPLE)
def appoint(request: HttpRequest, person: int) -> HttpResponse:
    view = queries.person(person, request.actor)
    form = AppointForm(queries.units_for(request.actor, Ability.MANAGE_PEOPLE), request.POST)
    if form.is_valid() and _done(
        request, form, _("Đã bổ nhiệm."), lambda: actions.appoint(person, actor=request.actor, **form.appointment())
    ):
        return redirect("directory:person", person=person)
    return _page(request, view, 422, appoint=form)


@require_POST
@for_people(Ability.MANAGE_PEOPLE)
def delegate(request: HttpRequest, person: int) -> HttpResponse:
    view = queries.person(person, request.actor)
    form = AbsenceForm(view.row.posts, queries.possible_deputies(request.actor, but=person), request.POST)
    if form.is_valid() and _done(
        request, form, _("Đã ghi ủy quyền."), lambda: actions.delegate(actor=request.actor, **form.absence())
    ):
        return redirect("directory:person", person=person)
    return _page(request, view, 422, absence=form)


@require_POST
@for_people(Ability.MANAGE_PEOPLE)
def end_membership(request: HttpRequest, person: int, membership: int) -> HttpResponse:
    view = queries.person(person, request.actor)
    if membership not in {post.membership for post in view.posts}:
        raise NotFound(_("Người này không giữ vị trí đó."))
    form = LastDayForm(request.POST, auto_id=False)
    if form.is_valid() and _done(
        request,
        form,
        _("Đã ghi ngày thôi giữ vị trí."),
        lambda: actions.end_membership(membership, request.actor, form.cleaned_data["on"]),
    ):
        return redirect("directory:person", person=person)
    return _page(request, view, 422, last_day=form, ended=membership)


@require_POST
@for_people(Ability.MANAGE_PEOPLE)
def invite(request: HttpRequest, person: int) -> HttpResponse:
    """The link is shown once, on this page only: it is as good as a password."""
    view = queries.person(person, request.actor)
    uid, key = actions.invite(_account(view), request.actor)
    link = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    return _page(request, view, invitation=f"{settings.BASE_URL}{link}")


@require_POST
@for_people(Ability.MANAGE_PEOPLE)
def lock(request: HttpRequest, person: int) -> HttpResponse:
    view = queries.person(person, request.actor)
    form = ReasonForm(request.POST, auto_id="lock-%s")
    if form.is_valid() and _done(
        request,
        form,
        _("Đã khóa tài khoản và đăng xuất mọi thiết bị."),
        lambda: actions.deactivate(_account(view), request.actor, form.cleaned_data["reason"]),
    ):
        return redirect("directory:person", person=person)
    return _page(request, view, 422, lock=form)


@require_POST
@for_people(Ability.MANAGE_PEOPLE)
def unlock(request: HttpRequest, person: int) -> HttpResponse:
    actions.reactivate(_account(queries.person(person, request.actor)), request.actor)
    messages.success(request, _("Đã mở khóa tài khoản."))
    return redirect("directory:person", person=person)


@require_POST
@for_people(Ability.MANAGE_PEOPLE)
def link_identity(request: HttpRequest, person: int) -> HttpResponse:
    view = queries.person(person, request.actor)
    form = IdentityForm(request.POST)
    if form.is_valid() and _done(
        request,
        form,
        _("Đã gắn định danh."),
        lambda: actions.link_identity(_account(view), _provider(), form.cleaned_data["subject"], request.actor),
    ):
        return redirect("directory:person", person=person)
    return _page(request, view, 422, identity=form)


@require_POST
@for_people(Ability.MANAGE_PEOPLE)
def unlink_identity(request: HttpRequest, person: int) -> HttpResponse:
    account = _account(queries.person(person, request.actor))
    actions.unlink_identity(account, request.POST.get("provider", ""), request.actor)
    messages.success(request, _("Đã bỏ định danh khỏi tài khoản."))
    return redirect("directory:person", person=person)


@require_http_methods(["GET", "POST"])
@for_people(Ability.DELEGATE_OWN)
def absence(request: HttpRequest) -> HttpResponse:
    """One's own absence: who acts in one's post."""
    me = request.actor.person or 0
    posts = queries.posts_of(me)
    form = AbsenceForm(posts, queries.possible_deputies(request.actor), request.POST or None)
    if form.is_valid() and _done(
        request, form, _("Đã ghi ủy quyền."), lambda: actions.delegate(actor=request.actor, **form.absence())
    ):
        return redirect("directory:absence")
    context = {"form": form, "posts": posts, "lent_to_me": queries.lent_to(me)}
    return TemplateResponse(request, "directory/absence.html", context, status=422 if form.errors else 200)


@require_POST
@for_people(Ability.DELEGATE_OWN)
def revoke(request: HttpRequest, delegation: int) -> HttpResponse:
    actions.revoke_delegation(delegation, request.actor)
    messages.success(request, _("Đã thu hồi ủy quyền."))
    person = whole_number(request.POST.get("person", ""))
    return redirect("directory:absence") if person is None else redirect("directory:person", person=person)


def _done(request: HttpRequest, form: ActionForm, said: str, act: Callable[[], object]) -> bool:
    """Runs an action; its refusal goes into the form."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, said)
    return True


def _account(view: PersonView) -> int:
    if view.row.account is None:
        raise NotFound(_("Người này chưa có tài khoản."))
    return view.row.account


def _provider() -> str:
    """The state identity service of this installation; "" where none is set."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return apps[0]["provider_id"] if apps else ""
