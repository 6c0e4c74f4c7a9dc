from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "gandan.cases"
    label = "cases"
    verbose_name = "Vụ việc"
