from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "gandan.news"
    label = "news"
    verbose_name = "Tin tức"

    def ready(self) -> None:
        from gandan.core.jobs import schedule
        from gandan.news import tasks

        schedule.register("news.publish_due", task=tasks.publish_due, every=60)
        schedule.register("news.forget_hidden", task=tasks.forget_hidden, at="02:40")
