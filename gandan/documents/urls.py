"""Addresses of the room."""

from django.urls import path

from gandan.documents import public

app_name = "documents"
public_patterns = [path("tep/<int:file_id>/<str:name>", public.file, name="file")]
desk_patterns: list = []
