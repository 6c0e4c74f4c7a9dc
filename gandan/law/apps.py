from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LawConfig(AppConfig):
    name = "gandan.law"
    label = "law"
    verbose_name = "Pháp luật"

    def ready(self) -> None:
        from gandan.law import checks, queries  # noqa: F401 - importing registers the check

        queries.law()  # read at the start, not by the first resident who asks
        post_migrate.connect(_keep_versions, sender=self, dispatch_uid="law.keep_versions")


def _keep_versions(**kwargs: Any) -> None:
    from gandan.law import actions

    actions.keep_versions()
