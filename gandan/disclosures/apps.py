from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "gandan.disclosures"
    label = "disclosures"
    verbose_name = "Công khai"

    def ready(self) -> None:
        from gandan.core import hooks
        from gandan.core.jobs import schedule
        from gandan.disclosures import actions, tasks

        hooks.register("open_work", "disclosures", actions.open_work)
        hooks.register("move_open_work", "disclosures", actions.move_open_work)
        hooks.register("recompute_dates", "disclosures", actions.recompute_dates)
        schedule.register("disclosures.remind", task=tasks.remind, at="07:05")
