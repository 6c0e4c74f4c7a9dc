from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "gandan.events"
    label = "events"
    verbose_name = "Lịch gặp dân, sự kiện"

    def ready(self) -> None:
        from gandan.core import hooks
        from gandan.core.jobs import schedule
        from gandan.events import actions, tasks

        hooks.register("open_work", "events", actions.open_work)
        hooks.register("move_open_work", "events", actions.move_open_work)
        schedule.register("events.rank_anew", task=tasks.rank_anew, at="00:20")
