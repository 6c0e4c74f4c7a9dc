"""Builders for tests of ui: a page out of a few lines of template, in a given language, with a request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler


def request(path: str = "/", **cookies: str) -> HttpRequest:
    made = RequestFactory().get(path)
    made.COOKIES.update(cookies)
    made.user = AnonymousUser()
    return made


def html(source: str, /, language: str = "vi", **context: Any) -> str:
    """What the browser gets of these lines, compiled as a template file would be."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    with translation.override(language):
        return template.render(context, request())
