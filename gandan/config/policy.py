"""What a page may load and use: django-csp's header, put together once instead of at every answer, and two more."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

# A page asks where its reader stands when they press the button; it never asks for more of the device.
FEATURES = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"


class Policy(CSPMiddleware):
    """The settings' policy; a page that asks for more gets its own, as django-csp makes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self._policy = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Permissions-Policy", FEATURES)
        if not response.get("Content-Type", "").startswith("image/"):  # readers of feeds show our pictures elsewhere
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if hasattr(request, "_csp_nonce") or any(name.startswith("_csp") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._policy)
        return response
