"""Addresses of the room; both are the desk's."""

from django.urls import path

from gandan.notifications import desk

app_name = "notifications"
public_patterns: list = []
desk_patterns = [
    path("thong-bao/", desk.notices, name="notices"),
    path("tin-nhan/", desk.messages, name="messages"),
    path("tin-nhan/<int:message_id>/gui-lai/", desk.resend, name="resend"),
]
