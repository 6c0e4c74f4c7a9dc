from django.urls import path

from gandan.desk import desk

app_name = "desk"
desk_patterns = [
    path("", desk.today, name="today"),
    path("tai-khoan-cua-toi/", desk.account, name="account"),
]
