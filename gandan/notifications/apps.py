from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "gandan.notifications"
    label = "notifications"
    verbose_name = "Thông báo"
