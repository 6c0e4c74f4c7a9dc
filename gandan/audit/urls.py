"""Proof for everybody."""

from django.urls import path, re_path

from gandan.audit import public

app_name = "audit"

public_patterns = [
    path("kiem-chung/", public.verify, name="verify"),
    path("kiem-chung/checkpoints.json", public.checkpoints, name="checkpoints"),
    path("kiem-chung/tu-kiem-chung.html", public.standalone, name="standalone"),
    re_path(r"^kiem-chung/(?P<digest>[0-9a-f]{64})\.json$", public.receipt, name="receipt"),
]
desk_patterns: list = []
