"""The directory's doors: boundaries and roles of the demo for everybody, people and units for administrators."""

from django.urls import path

from gandan.directory import public
from gandan.directory.desk import people, units

app_name = "directory"

public_patterns = [
    path("don-vi/<str:code>/ranh-gioi.json", public.boundary, name="boundary"),
    path("vao-vai/", public.choose_role, name="choose_role"),
]
desk_patterns = [
    path("nhan-su/", people.people, name="people"),
    path("nhan-su/them/", people.hire, name="hire"),
    path("nhan-su/<int:person>/", people.person, name="person"),
    path("nhan-su/<int:person>/bo-nhiem/", people.appoint, name="appoint"),
    path("nhan-su/<int:person>/uy-quyen/", people.delegate, name="delegate"),
    path("nhan-su/<int:person>/thoi-giu/<int:membership>/", people.end_membership, name="end_membership"),
    path("nhan-su/<int:person>/dat-mat-khau/", people.invite, name="invite"),
    path("nhan-su/<int:person>/khoa/", people.lock, name="lock"),
    path("nhan-su/<int:person>/mo-khoa/", people.unlock, name="unlock"),
    path("nhan-su/<int:person>/dinh-danh/", people.link_identity, name="link_identity"),
    path("nhan-su/<int:person>/bo-dinh-danh/", people.unlink_identity, name="unlink_identity"),
    path("vang-mat/", people.absence, name="absence"),
    path("vang-mat/<int:delegation>/thu-hoi/", people.revoke, name="revoke"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<str:code>/", units.unit, name="desk_unit"),
    path("don-vi/<str:code>/ten/", units.rename, name="rename"),
    path("don-vi/<str:code>/lien-he/", units.describe, name="describe"),
    path("don-vi/<str:code>/them/", units.found, name="found"),
    path("don-vi/<str:code>/ket-thuc/", units.end, name="end"),
]
