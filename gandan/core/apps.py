from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "gandan.core"
    label = "core"
    verbose_name = "Nền"

    def ready(self) -> None:
        from gandan.core import tasks
        from gandan.core.jobs import schedule

        schedule.register("core.tidy", task=tasks.tidy, at="03:10")
