"""The catalogue's doors."""

from django.urls import path

from gandan.procedures.desk import editing
from gandan.procedures.public import listing, papers, service

app_name = "procedures"

public_patterns = [
    path("thu-tuc/", listing.procedures, name="procedures"),
    path("thu-tuc/<str:code>/", service.procedure, name="procedure"),
    path("thu-tuc/<str:code>/ban-in/", papers.sheet, name="sheet"),
    path("thu-tuc/<str:code>/ban-in.pdf", papers.sheet_pdf, name="sheet_pdf"),
]
desk_patterns = [
    path("thu-tuc/", editing.procedures, name="desk_procedures"),
    path("thu-tuc/<str:code>/", editing.procedure, name="desk_procedure"),
    path("thu-tuc/<str:code>/an-hien/", editing.hide, name="hide"),
    path("thu-tuc/<str:code>/hoi-dap/", editing.ask, name="add_question"),
    path("thu-tuc/<str:code>/hoi-dap/<int:question>/", editing.question, name="question"),
]
