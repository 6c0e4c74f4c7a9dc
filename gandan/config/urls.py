"""Every address of the house; each room brings its own doors."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import include, path

from gandan.config import health

ROOMS = [
    "portal",
    "audit",
    "cases",
    "procedures",
    "disclosures",
    "events",
    "news",
    "directory",
    "documents",
    "notifications",
    "desk",
]


def room_urls(room: str) -> tuple[list, str]:
    """A room's public doors as they are, its desk doors under /ban-lam-viec/; one namespace for both."""
    if find_spec(f"gandan.{room}.urls") is None:
        return [], room
    module = import_module(f"gandan.{room}.urls")
    desk = getattr(module, "desk_patterns", [])
    return [*getattr(module, "public_patterns", []), path("ban-lam-viec/", include(desk))], room


urlpatterns = [
    # First: machines come often, and a path is looked for in this order.
    *([path("api/", include("gandan.config.api"))] if find_spec("gandan.config.api") else []),  # v1/, docs
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("tai-khoan/", include("allauth.urls")),
    path("", include("gandan.ui.urls")),
    *(path("", include(room_urls(room))) for room in ROOMS),
]
