"""Signing in: password with a limit, a second factor, sessions that can be ended, a state identity."""

import re
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.test import Client

from gandan.directory import actions
from gandan.directory.models import Account
from gandan.directory.types import Actor
from gandan.law.types import Role

from . import make
from .oidc_server import CLIENT, SECRET, Provider, Server

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def officer():
    return make.an_officer(Role.SPECIALIST, make.a_ward(), "le.mau")


def sign_in(client, username="le.mau", password=make.PASSWORD, **more):
    return client.post(LOGIN, {"login": username, "password": password, **more})


def is_in(client):
    return "_auth_user_id" in client.session


def test_the_page_speaks_vietnamese_and_offers_no_sign_up(client):
    page = client.get(LOGIN).content.decode()
    for words in ("Đăng nhập", "Tên đăng nhập hoặc thư điện tử", "Mật khẩu", "Quên mật khẩu?", "Nhớ tôi trên máy này"):
        assert words in page
    assert "/signup/" not in page
    assert "Định danh" not in page, "no button without a service"
    closed = client.get("/tai-khoan/signup/")
    assert "Không tự đăng ký tài khoản" in closed.content.decode()
    client.post("/tai-khoan/signup/", {"username": "ke.la", "password1": make.PASSWORD, "password2": make.PASSWORD})
    assert not Account.objects.filter(username="ke.la").exists()


def test_by_name_and_by_address(client, officer):
    Account.objects.filter(pk=officer.pk).update(email="le.mau@example.vn")
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/ban-lam-viec/")
    assert is_in(client)
    other = Client()
    sign_in(other, "Le.Mau@example.vn")
    assert is_in(other)


def test_a_wrong_password_is_said_at_the_form_and_names_nobody(client, officer):
    wrong = sign_in(client, password="sai-roi-ban-oi").content.decode()
    unknown = sign_in(client, username="khong.co").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in wrong
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in unknown
    assert not is_in(client)


def test_the_sixth_wrong_password_waits(client, officer):
    for _try in range(5):
        assert sign_in(client, password="sai-roi-ban-oi").status_code == 200
    sixth = sign_in(client, password="sai-roi-ban-oi")
    assert sixth.status_code == 429
    assert "Đợi năm phút" in sixth.content.decode()
    right = sign_in(client)
    assert (right.status_code, is_in(client)) == (429, False), "the right one waits too: it may be a lucky guess"
    assert sign_in(Client(REMOTE_ADDR="10.9.9.9")).status_code == 429, "another address does not help against one name"


def test_a_locked_account_does_not_sign_in(client, officer):
    Account.objects.filter(pk=officer.pk).update(is_active=False)
    sign_in(client)
    assert not is_in(client)


def test_after_signing_in_nobody_is_sent_to_another_site(client, officer):
    answer = sign_in(client, next="https://evil.example/")
    assert answer["Location"] == "/ban-lam-viec/"


def test_an_invitation_sets_a_password_once(client, officer):
    make.an_officer(Role.ADMINISTRATOR, make.a_ward(), "quan-tri")
    uid, key = actions.invite(officer.pk, Actor.system("cli"))
    address = f"/tai-khoan/password/reset/key/{uid}-{key}/"
    form = client.get(address, follow=True)
    target = form.redirect_chain[-1][0]
    new = "mot-mat-khau-moi-2027"
    short = client.post(target, {"password1": "12345", "password2": "12345"})
    assert "cần ít nhất 10 ký tự" in short.content.decode()
    unlike = client.post(target, {"password1": new, "password2": new + "x"})
    assert "Hai lần nhập mật khẩu chưa giống nhau." in unlike.content.decode()
    client.post(target, {"password1": new, "password2": new})
    assert Account.objects.get(pk=officer.pk).check_password(new)
    again = Client().get(address, follow=True)
    assert "không dùng được nữa" in again.content.decode()


def test_a_forgotten_password_by_mail(client, officer):
    Account.objects.filter(pk=officer.pk).update(email="le.mau@example.vn")
    client.post("/tai-khoan/password/reset/", {"email": "le.mau@example.vn"})
    (letter,) = mail.outbox
    assert letter.subject == "Đặt lại mật khẩu Gần Dân"
    assert "le.mau" in letter.body
    assert re.search(r"/tai-khoan/password/reset/key/\S+", letter.body)


def test_a_second_factor_through_its_pages(client, officer):
    make.an_officer(Role.ADMINISTRATOR, make.a_ward(), "quan-tri")
    Account.objects.filter(pk=officer.pk).update(email="chua.xac.nhan@example.vn")
    actions.invite(officer.pk, Actor.system("cli"))  # allauth notes the address as unconfirmed
    sign_in(client)
    asked = client.get("/tai-khoan/2fa/totp/activate/", follow=True)
    assert "nên cần chắc rằng đang là bạn" in asked.content.decode()
    page = confirm(client, "/tai-khoan/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()
    assert "no-store" in page["Cache-Control"], "the next person at this computer does not page back to the secret"
    wrong = client.post("/tai-khoan/2fa/totp/activate/", {"code": no_code(secret)})
    assert "Mã chưa đúng" in wrong.content.decode()
    client.post("/tai-khoan/2fa/totp/activate/", {"code": code_now(secret)})
    assert "Mỗi lần đăng nhập cần mã sáu số" in client.get("/tai-khoan/2fa/").content.decode()
    codes = client.get("/tai-khoan/2fa/recovery-codes/").content.decode()
    assert "Còn 10 trên 10 mã" in codes

    phone = Client()
    assert sign_in(phone)["Location"].startswith("/tai-khoan/2fa/authenticate/")
    assert not is_in(phone)
    assert phone.get("/ban-lam-viec/").status_code == 302
    assert "Mã chưa đúng" in phone.post("/tai-khoan/2fa/authenticate/", {"code": no_code(secret)}).content.decode()
    cache.clear()  # a code works once; the clock of the test does not wait thirty seconds
    phone.post("/tai-khoan/2fa/authenticate/", {"code": code_now(secret)})
    assert is_in(phone)

    lost = Client()
    sign_in(lost)
    (spare,) = re.findall(r"<li>([0-9]{8})</li>", codes)[:1]
    lost.post("/tai-khoan/2fa/authenticate/", {"code": spare})
    assert is_in(lost)
    again = Client()
    sign_in(again)
    again.post("/tai-khoan/2fa/authenticate/", {"code": spare})
    assert not is_in(again), "a spare code works once"


def confirm(client, after):
    """Before the way of signing in changes, the password again."""
    return client.post("/tai-khoan/reauthenticate/", {"password": make.PASSWORD, "next": after}, follow=True)


def code_now(secret):
    return code_at(secret, int(time.time()) // 30)


def code_at(secret, counter):
    return format_hotp_value(hotp_value(secret, counter))


def no_code(secret):
    now = int(time.time()) // 30
    good = {code_at(secret, now + ahead) for ahead in range(-3, 4)}
    return next(code for code in map("{:06d}".format, range(8)) if code not in good)


def test_other_devices_are_listed_and_signed_out(client, officer):
    sign_in(client)
    other = Client(HTTP_USER_AGENT="Máy ở quán net")
    sign_in(other)
    page = client.get("/tai-khoan/sessions/").content.decode()
    assert "Máy ở quán net" in page
    assert "máy này" in page
    client.post("/tai-khoan/sessions/")
    assert other.get("/ban-lam-viec/").status_code == 302, "signed out"
    assert is_in(client)


def test_locking_an_account_ends_its_sessions(client, officer):
    make.an_officer(Role.ADMINISTRATOR, make.a_ward(), "quan-tri")
    sign_in(client)
    client.get("/ban-lam-viec/vang-mat/")
    actions.deactivate(officer.pk, Actor.system("cli"), "Chuyển công tác")
    assert client.get("/ban-lam-viec/vang-mat/").status_code == 302


# --- a state identity service, real over HTTP ---


@pytest.fixture
def provider(settings):
    provider = Provider({"sub": "VN-001099000001", "name": "Lê Văn Mẫu", "email": "le.mau@example.vn"})
    with Server(provider):
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "dinh-danh",
                        "name": "Định danh điện tử",
                        "client_id": CLIENT,
                        "secret": SECRET,
                        "settings": {"server_url": provider.address, "token_auth_method": "client_secret_basic"},
                    }
                ],
            }
        }
        yield provider


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_words):
        return None


def through_the_service(client):
    """What the browser does: to the service with a POST, agree there, back with its code."""
    away = client.post("/tai-khoan/oidc/dinh-danh/login/")
    assert away.status_code == 302, away.content.decode()
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(NoRedirect).open(away["Location"], timeout=10)
    assert answer.value.code == 302, answer.value.read()
    back = urlsplit(answer.value.headers["Location"])
    return client.get(f"{back.path}?{back.query}", follow=True)


def test_an_unknown_identity_makes_no_account_and_is_told_what_to_do(client, provider, officer):
    page = client.get(LOGIN).content.decode()
    assert "Đăng nhập bằng Định danh điện tử" in page
    before = Account.objects.count()
    answer = through_the_service(client)
    assert answer.status_code == 403
    assert "VN-001099000001" in answer.content.decode()
    assert not is_in(client)
    assert (Account.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_a_linked_identity_signs_in(client, provider, officer):
    actions.link_identity(officer.pk, "dinh-danh", "VN-001099000001", Actor.system("cli"))
    through_the_service(client)
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert provider.complaints == []
    assert {"/.well-known/openid-configuration", "/token"} <= set(provider.served)


def test_another_identity_does_not(client, provider, officer):
    actions.link_identity(officer.pk, "dinh-danh", "VN-001099000001", Actor.system("cli"))
    provider.person = {"sub": "VN-000000000002", "email": "le.mau@example.vn", "email_verified": True}
    Account.objects.filter(pk=officer.pk).update(email="le.mau@example.vn")
    assert through_the_service(client).status_code == 403
    assert not is_in(client)


def test_a_verified_address_counts_only_where_the_installation_says_so(client, provider, officer, settings):
    Account.objects.filter(pk=officer.pk).update(email="le.mau@example.vn")
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    provider.person = {"sub": "VN-3", "email": "le.mau@example.vn", "email_verified": False}
    through_the_service(client)
    assert not is_in(client), "an address that the service has not verified proves nothing"
    provider.person = {"sub": "VN-3", "email": "le.mau@example.vn", "email_verified": True}
    through_the_service(client)
    assert is_in(client)


def test_a_signed_in_officer_does_not_link_an_identity_alone(client, provider, officer):
    sign_in(client)
    away = client.post("/tai-khoan/oidc/dinh-danh/login/?process=connect", follow=False)
    assert away.status_code == 302
    through_the_service(client)
    assert not SocialAccount.objects.exists()


def test_a_second_factor_stands_behind_an_identity_too(client, provider, officer):
    actions.link_identity(officer.pk, "dinh-danh", "VN-001099000001", Actor.system("cli"))
    sign_in(client)
    secret = confirm(client, "/tai-khoan/2fa/totp/activate/").context["form"].secret
    client.post("/tai-khoan/2fa/totp/activate/", {"code": code_now(secret)})
    fresh = Client()
    answer = through_the_service(fresh)
    assert answer.redirect_chain[-1][0].startswith("/tai-khoan/2fa/authenticate/")
    assert not is_in(fresh)


def test_a_wrong_secret_or_a_forged_state_signs_nobody_in(client, provider, officer, settings):
    actions.link_identity(officer.pk, "dinh-danh", "VN-001099000001", Actor.system("cli"))
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["secret"] = "sai"
    assert "Chưa đăng nhập được bằng định danh" in through_the_service(client).content.decode()
    assert provider.complaints == ["wrong client secret"]
    forged = client.get("/tai-khoan/oidc/dinh-danh/login/callback/?code=x&state=y")
    assert "Chưa đăng nhập được bằng định danh" in forged.content.decode()
    assert not is_in(client)


def test_the_clock_of_a_token_counts(client, provider, officer, monkeypatch):
    actions.link_identity(officer.pk, "dinh-danh", "VN-001099000001", Actor.system("cli"))
    ages_ago = time.time() - 86_400
    monkeypatch.setattr("tests.directory.oidc_server.time.time", lambda: ages_ago)
    through_the_service(client)
    assert not is_in(client)
