"""Every answer says what the page may load: django-csp's own header, put together once."""

from csp.constants import HEADER, NONCE
from csp.decorators import csp_update
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

from gandan.config.policy import Policy


def ask(view):
    middleware = Policy(view)
    return middleware(HttpRequest())


def test_a_page_gets_the_policy_of_the_settings():
    header = ask(lambda request: HttpResponse())[HEADER]
    assert header == build_policy()
    assert "script-src 'self'" in header
    assert "default-src 'none'" in header


def test_a_page_may_ask_where_one_stands_and_for_nothing_else_of_the_device():
    answer = ask(lambda request: HttpResponse())
    assert "geolocation=(self)" in answer["Permissions-Policy"] and "camera=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    picture = ask(lambda request: HttpResponse(content_type="image/webp"))
    assert "Cross-Origin-Resource-Policy" not in picture.headers


def test_a_page_that_asks_for_more_gets_its_own():
    @csp_update({"img-src": ["https://tiles.example.vn"]})
    def map_page(request):
        return HttpResponse()

    assert "https://tiles.example.vn" in ask(map_page)[HEADER]
    assert "https://tiles.example.vn" not in ask(lambda request: HttpResponse())[HEADER]


def test_a_page_that_uses_the_nonce_may_run_its_own_script():
    @csp_update({"script-src": [NONCE]})
    def page(request):
        return HttpResponse(request.csp_nonce)

    answer = ask(page)
    assert f"'nonce-{answer.content.decode()}'" in answer[HEADER]


def test_a_file_keeps_its_stricter_policy():
    assert ask(lambda request: HttpResponse(headers={HEADER: "sandbox"}))[HEADER] == "sandbox"
