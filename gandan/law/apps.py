from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "gandan.law"
    label = "law"
    verbose_name = "Pháp luật"
