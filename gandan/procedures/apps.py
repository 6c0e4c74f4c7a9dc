from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "gandan.procedures"
    label = "procedures"
    verbose_name = "Thủ tục"

    def ready(self) -> None:
        from gandan.core import hooks
        from gandan.core.jobs import schedule
        from gandan.procedures import actions, tasks

        hooks.register("effect", "publish_answer", actions.publish_answer)
        schedule.register("procedures.find_points_anew", task=tasks.find_points_anew, at="00:25")
