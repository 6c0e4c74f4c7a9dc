from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "gandan.directory"
    label = "directory"
    verbose_name = "Danh bạ"

    def ready(self) -> None:
        from gandan.core import hooks
        from gandan.core.jobs import schedule
        from gandan.directory import checks  # noqa: F401
        from gandan.directory.actions.endings import move_open_posts
        from gandan.directory.queries.endings import open_posts
        from gandan.directory.tasks import move_work_of_ended_units

        hooks.register("open_work", "directory", open_posts)
        hooks.register("move_open_work", "directory", move_open_posts)
        schedule.register("directory.ended_units", task=move_work_of_ended_units, at="00:10")
