from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "gandan.directory"
    label = "directory"
    verbose_name = "Danh bạ"
