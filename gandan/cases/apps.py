from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "gandan.cases"
    label = "cases"
    verbose_name = "Vụ việc"

    def ready(self) -> None:
        from gandan.cases import effects
        from gandan.core import hooks

        hooks.register("guard", "has_evidence", effects.has_evidence)
        hooks.register("guard", "within_reopen_days", effects.within_reopen_days)
        hooks.register("effect", "link_duplicate", effects.link_duplicate)
