from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gandan.desk"
    label = "desk"
    verbose_name = "Bàn làm việc"
