from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gandan.search"
    label = "search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        from gandan.core.jobs import schedule
        from gandan.search import tasks

        schedule.register("search.forget_old", task=tasks.forget_old, at="03:25")
