"""The REST interface: each room's router under /api/v1/, one shape of error, limits, and its description.

OpenAPI 3.1 stands at /api/v1/openapi.json; /api/docs shows it by the Swagger UI that comes with django-ninja, from
our own static files.
"""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.openapi.docs import Swagger
from ninja.parser import Parser
from ninja.throttling import BaseThrottle

from gandan.core import throttle
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused

ROOMS = ("cases", "disclosures", "events", "directory", "search", "procedures", "portal")
WRITES, READS = 30, 240  # a minute, from one address
MINUTE = 60
LARGEST = 256 * 1024  # of a body; texts are far below, files do not come this way


class JsonParser(Parser):
    """Bodies of JSON and of a size that no honest request needs to pass."""

    def parse_body(self, request: HttpRequest) -> Any:
        if length_of(request) > LARGEST:
            raise HttpError(413, "Nội dung gửi lớn quá: nhiều nhất 256 KB.")
        if not is_json(request):
            raise HttpError(415, "Gửi JSON với đầu mục Content-Type: application/json.")
        return json.loads(request.body)


class Limit(BaseThrottle):
    """So many requests a minute from one address; GANDAN_RATE_LIMITS=off for load tests."""

    def allow_request(self, request: HttpRequest) -> bool:
        writes = request.method not in ("GET", "HEAD", "OPTIONS")
        scope, most = ("api-write", WRITES) if writes else ("api-read", READS)
        caller = throttle.caller(request)
        self._left = throttle.wait(scope, caller, most=most)
        if self._left:
            return False
        throttle.count(scope, caller, seconds=MINUTE)
        return True

    def wait(self) -> int:
        return self._left


api = NinjaAPI(
    title="Gần Dân",
    version="1",
    description="Gửi và theo dõi việc, tìm đơn vị, tra cứu. Submit and follow cases, find units, search.",
    docs_url=None,
    throttle=[Limit()],
    parser=JsonParser(),
)


def rooms() -> None:
    """Adds the routers of the rooms that have a machines' door."""
    for room in ROOMS:
        if find_spec(f"gandan.{room}.api") is not None:
            api.add_router("", import_module(f"gandan.{room}.api").router)


def answer(request: HttpRequest, status: int, errors: dict[str, str]) -> HttpResponse:
    """{errors: [{field, message}]}, whatever went wrong."""
    listed = [{"field": field, "message": message} for field, message in errors.items()]
    return api.create_response(request, {"errors": listed}, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    kinds = ((NotFound, 404), (NotAllowed, 403), (Conflict, 409))
    status = next((status for kind, status in kinds if isinstance(error, kind)), 422)
    return answer(request, status, error.errors)


@api.exception_handler(HttpError)
def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is no JSON, too many requests."""
    if isinstance(error, Throttled):
        response = answer(request, 429, {"": "Gửi quá nhanh. Chờ một phút rồi thử lại."})
        response["Retry-After"] = str(error.wait or MINUTE)
        return response
    cause = error.__cause__  # ninja wraps whatever the parser raises
    if isinstance(cause, HttpError):
        return answer(request, cause.status_code, {"": cause.message})
    if cause is not None:
        return answer(request, 400, {"": "Nội dung gửi không phải JSON đúng dạng."})
    return answer(request, error.status_code, {"": str(error)})


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return answer(request, 413, {"": "Nội dung gửi lớn quá: nhiều nhất 256 KB."})


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What the schema does not allow, at its field, in Vietnamese."""
    found: dict[str, str] = {}
    for each in error.errors:
        place = [str(part) for part in each.get("loc", ())[1:]]
        field = ".".join(place[1:] if place[:1] == ["payload"] else place)
        found.setdefault(field[:120], wording(str(each.get("type", ""))))
    return answer(request, 422, found)


def wording(kind: str) -> str:
    known = {
        "missing": "Thiếu mục này.",
        "string_type": "Mục này phải là chữ.",
        "string_too_long": "Dài quá.",
        "float_type": "Mục này phải là số.",
        "float_parsing": "Mục này phải là số.",
        "int_parsing": "Mục này phải là số nguyên.",
        "bool_type": "Mục này phải là true hoặc false.",
        "bool_parsing": "Mục này phải là true hoặc false.",
        "dict_type": "Mục này phải là một đối tượng {…}.",
        "model_type": "Mục này phải là một đối tượng {…}.",
        "model_attributes_type": "Mục này phải là một đối tượng {…}.",
        "string_unicode": "Mục này có ký tự không hợp lệ.",
    }
    return known.get(kind, "Mục này sai dạng.")


def is_json(request: HttpRequest) -> bool:
    kind = (request.content_type or "").lower()
    return kind == "application/json" or kind.endswith("+json")


def length_of(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def docs(request: HttpRequest) -> HttpResponse:
    """The description as a page to try things out on."""
    return Swagger(settings={"defaultModelsExpandDepth": 0}).render_page(request, api)


rooms()
urlpatterns = [path("v1/", api.urls), path("docs", docs, name="api-docs"), path("docs/", docs)]
