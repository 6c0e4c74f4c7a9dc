"""The catalogue's doors."""

from django.urls import path

from gandan.procedures.desk import editing
from gandan.procedures.desk import points as desk_points
from gandan.procedures.public import listing, papers, points, service

app_name = "procedures"

public_patterns = [
    path("thu-tuc/", listing.procedures, name="procedures"),
    path("thu-tuc/noi-nop/", points.points, name="points"),
    path("thu-tuc/<str:code>/", service.procedure, name="procedure"),
    path("thu-tuc/<str:code>/ban-in/", papers.sheet, name="sheet"),
    path("thu-tuc/<str:code>/ban-in.pdf", papers.sheet_pdf, name="sheet_pdf"),
    path("thu-tuc/<str:code>/mang-theo/", papers.carry, name="carry"),
]
desk_patterns = [
    path("thu-tuc/", editing.procedures, name="desk_procedures"),
    path("thu-tuc/noi-nop/", desk_points.points, name="desk_points"),
    path("thu-tuc/noi-nop/them/", desk_points.point, name="add_point"),
    path("thu-tuc/noi-nop/<int:id>/", desk_points.point, name="desk_point"),
    path("thu-tuc/noi-nop/<int:id>/an-hien/", desk_points.hide, name="hide_point"),
    path("thu-tuc/<str:code>/", editing.procedure, name="desk_procedure"),
    path("thu-tuc/<str:code>/an-hien/", editing.hide, name="hide"),
    path("thu-tuc/<str:code>/hoi-dap/", editing.ask, name="add_question"),
    path("thu-tuc/<str:code>/hoi-dap/<int:question>/", editing.question, name="question"),
]
