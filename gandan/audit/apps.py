from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "gandan.audit"
    label = "audit"
    verbose_name = "Kiểm chứng"

    def ready(self) -> None:
        from gandan.audit import tasks
        from gandan.core.jobs import schedule

        schedule.register("audit.checkpoint", task=tasks.sign, every=300)
