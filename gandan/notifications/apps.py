from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "gandan.notifications"
    label = "notifications"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        from gandan.core.jobs import schedule
        from gandan.notifications import tasks

        schedule.register("notifications.sweep", task=tasks.sweep, every=300)
