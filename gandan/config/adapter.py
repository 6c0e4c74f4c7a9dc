"""How allauth behaves here: nobody signs up by themselves; accounts are made by an administrator."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render

from gandan.core import throttle


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many wrong passwords get a page of their own with status 429, not a form to try again."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as too_many:
            raise ImmediateHttpResponse(render(request, "account/too_many.html", status=429)) from too_many

    def format_email_subject(self, subject: str) -> str:
        """Without a site's name in brackets: letters say who writes in their words."""
        return " ".join(subject.split())

    def get_client_ip(self, request: HttpRequest) -> str:
        return throttle.caller(request)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A state identity signs in to the account an administrator linked it to; it never makes one, nor links itself."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if not sociallogin.is_existing:
            told = {"subject": sociallogin.account.uid}
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown_identity.html", told, status=403))
