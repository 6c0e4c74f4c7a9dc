from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "gandan.audit"
    label = "audit"
    verbose_name = "Kiểm chứng"
