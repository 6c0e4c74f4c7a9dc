"""Accounts: made by an administrator, never by oneself; linked to a state identity; ended."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import fold, one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.actions.posts import appoint
from gandan.directory.models import Account, Delegation, Membership, Person
from gandan.directory.policies import may_manage_people
from gandan.directory.queries.people import ACCOUNT, is_last_administrator
from gandan.directory.types import Actor, NewAccount
from gandan.law.types import Role

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}", re.ASCII)


def create_account(
    *,
    username: str,
    name: str,
    actor: Actor,
    email: str = "",
    phone: str = "",
    password: str = "",
    sample: bool = False,
) -> NewAccount:
    """A person with a way to sign in, and no role yet (`appoint`). Without a password they set one by `invite`.

    Raises Refused at the field, Conflict where the name or address is taken, NotAllowed.
    """
    if not may_manage_people(actor):
        raise NotAllowed(_("Chỉ quản trị viên lập được tài khoản."))
    username, name, email = username.strip().lower(), one_line(name), one_line(email).lower()
    _check(username, name, email)
    account = Account(username=username, email=email)
    if password:
        _check_password(password, account)
    account.set_password(password or None)  # costly on purpose, so before the transaction
    try:
        with transaction.atomic():
            account.person = Person.objects.create(
                name=name, folded=fold(name), email=email, phone=one_line(phone)[:40], sample=sample
            )
            account.save(force_insert=True)
            told = {"username": username, "name": name, "person": account.person.pk}
            _record(actor, "account.create", account, told)
    except IntegrityError as error:
        raise Conflict(username=_("Đã có tài khoản mang tên này.")) from error
    return NewAccount(account.pk, account.person.pk, account.public_id, username)


def hire(*, unit: str, role: Role, title: str, actor: Actor, valid_from: date | None = None, **who: Any) -> NewAccount:
    """A new account with its first post, or neither. `who`: as for `create_account`."""
    with transaction.atomic():
        new = create_account(actor=actor, **who)
        appoint(new.person, unit, role, title, actor, valid_from=valid_from)
    return new


def invite(account: int, actor: Actor) -> tuple[str, str]:
    """The two parts of a link by which the person sets a password, once, within three days; for handing over."""
    row = _mine(account, actor)
    if not row.is_active:
        raise Refused(_("Tài khoản này đã khóa."))
    with transaction.atomic():
        _record(actor, "account.invite", row, {})
    return user_pk_to_url_str(row), default_token_generator.make_token(row)


def deactivate(account: int, actor: Actor, reason: str) -> None:
    """Nobody signs in with it any more, and whoever is signed in is not."""
    row = _mine(account, actor)
    if row.pk == actor.account:
        raise Refused(_("Bạn không thể khóa tài khoản của chính mình."))
    reason = one_line(reason)
    if not reason:
        raise Refused(reason=_("Ghi lý do khóa."))
    if is_last_administrator(row.person_id):
        raise Refused(_("Đây là quản trị viên cuối cùng: bổ nhiệm người khác trước."))
    row.is_active = False
    with transaction.atomic():
        row.save(update_fields=["is_active"])
        _record(actor, "account.deactivate", row, {"reason": reason})
    end_sessions(row.pk)


def reactivate(account: int, actor: Actor) -> None:
    row = _mine(account, actor)
    row.is_active = True
    with transaction.atomic():
        row.save(update_fields=["is_active"])
        _record(actor, "account.reactivate", row, {})


def end_sessions(account: int) -> int:
    """Signs an account out everywhere."""
    sessions = list(UserSession.objects.filter(user_id=account))
    for session in sessions:
        session.end()
    return len(sessions)


def link_identity(account: int, provider: str, subject: str, actor: Actor) -> None:
    """Lets a state identity (its `sub`) sign in to this account. Only an administrator can say whose it is."""
    row = _mine(account, actor)
    subject = subject.strip()
    if not subject or len(subject) > 191:
        raise Refused(subject=_("Ghi mã định danh mà trang đăng nhập đã báo cho người đó."))
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=row, provider=provider, uid=subject, extra_data={})
            _record(actor, "account.link_identity", row, {"provider": provider, "subject": subject})
    except IntegrityError as error:
        raise Conflict(subject=_("Định danh này đã gắn với một tài khoản khác.")) from error


def unlink_identity(account: int, provider: str, actor: Actor) -> None:
    row = _mine(account, actor)
    with transaction.atomic():
        gone, _rows = SocialAccount.objects.filter(user=row, provider=provider).delete()
        if gone:
            _record(actor, "account.unlink_identity", row, {"provider": provider})


def _check(username: str, name: str, email: str) -> None:
    errors = {}
    if not USERNAME.fullmatch(username):
        errors["username"] = _("Tên đăng nhập gồm 3 đến 80 chữ không dấu, số, dấu chấm, gạch.")
    elif Account.objects.filter(username=username).exists():
        errors["username"] = _("Đã có tài khoản mang tên này.")
    if not name:
        errors["name"] = _("Ghi họ và tên.")
    elif len(name) > 160:
        errors["name"] = _("Tên dài quá 160 ký tự.")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            errors["email"] = _("Địa chỉ thư điện tử chưa đúng.")
        else:
            # People sign in by their address too, so it may stand for one account only.
            if Account.objects.filter(email=email).exists():
                errors["email"] = _("Địa chỉ này đã gắn với một tài khoản khác.")
    if errors:
        raise Refused(**errors)


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(password=" ".join(error.messages)) from error


def _mine(account: int, actor: Actor) -> Account:
    """The account, where the actor manages every unit in which its person acts: whoever holds it has all its roles."""
    row = Account.objects.select_related("person").filter(pk=account).first()
    if row is None:
        raise NotFound(_("Không có tài khoản này."))
    ahead = Q(valid_to=None) | Q(valid_to__gte=clock.today())
    lent = Delegation.objects.filter(ahead, to=row.person_id, revoked_on=None).values("membership")
    held = Membership.objects.filter(ahead).filter(Q(person=row.person_id) | Q(pk__in=lent))
    paths = set(held.values_list("post__organisation__path", flat=True))
    if not all(may_manage_people(actor, path) for path in paths) or not may_manage_people(actor):
        raise NotAllowed(_("Người này có chức vụ ngoài phạm vi bạn quản trị."))
    return row


def _record(actor: Actor, verb: str, account: Account, payload: dict[str, Any]) -> None:
    code = f"{ACCOUNT}{account.public_id}"
    audit.record(actor=actor.code, verb=verb, object=code, unit="", payload=payload)
