from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "gandan.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from gandan.core import hooks
        from gandan.core.jobs import schedule
        from gandan.documents import checks, tasks  # noqa: F401 - checks register themselves
        from gandan.documents.queries.letters import verify_letters

        hooks.register("verify_records", "documents", verify_letters)
        schedule.register("documents.finish_letters", task=tasks.finish_letters, every=60)
        schedule.register("documents.sweep_uploads", task=tasks.sweep_uploads, at="03:10")
