from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gandan.search"
    label = "search"
    verbose_name = "Tìm kiếm"
