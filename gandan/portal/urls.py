"""Pages that join rooms."""

from django.urls import path

from gandan.portal import desk
from gandan.portal.public import calculator, home, records, search, texts, units

app_name = "portal"

public_patterns = [
    path("", home.home, name="home"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<str:code>/", units.unit, name="unit"),
    path("don-vi/<str:code>/ranh-gioi.geojson", units.boundary, name="boundary"),
    path("tim-kiem/", search.search, name="search"),
    path("tim-kiem/khong-thay/", search.missing, name="missing"),
    path("so-lieu/vu-viec/", records.records, name="records"),
    path("thoi-han/", calculator.calculator, name="calculator"),
    path("quyen-rieng-tu/", texts.privacy, name="privacy"),
    path("tro-giup/", texts.help_page, name="help"),
]
desk_patterns = [
    path("tim-khong-thay/", desk.missing, name="missing_terms"),
    path("tim-khong-thay/<int:term>/xong/", desk.settle, name="settle_missing"),
]
