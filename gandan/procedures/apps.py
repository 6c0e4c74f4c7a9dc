from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "gandan.procedures"
    label = "procedures"
    verbose_name = "Thủ tục"

    def ready(self) -> None:
        from gandan.core import hooks
        from gandan.procedures import actions

        hooks.register("effect", "publish_answer", actions.publish_answer)
