"""A bare Django: one row inserted, one page of twenty rows. What ours is measured against."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

PAGE = """<!doctype html><html lang="vi"><title>Rows</title><table>{% for row in rows %}<tr>
<td>{{ row.id }}</td><td>{{ row.subject }}</td><td>{{ row.at|date:"d/m/Y H:i" }}</td>
</tr>{% endfor %}</table></html>"""


def database(url: str) -> dict[str, object]:
    """As our own is set up, but for the queue of writers: Django's own backend, as durable."""
    from gandan.config import env

    own = env.database(url)
    return own | {"ENGINE": "django.db.backends.sqlite3"} if own["ENGINE"] == "gandan.core.sqlite" else own


settings.configure(
    SECRET_KEY="bare",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": database(os.environ["BARE_DATABASE_URL"])},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()
template = engines["django"].from_string(PAGE)


class Row(models.Model):
    subject = models.CharField(max_length=200)
    content = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    objects: models.Manager[Row] = models.Manager()

    class Meta:
        app_label = "bare"


def insert(request: HttpRequest) -> HttpResponse:
    row = Row.objects.create(subject="Đèn đường hỏng", content=request.body.decode())
    return JsonResponse({"id": row.pk}, status=201)


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(template.render({"rows": Row.objects.order_by("-id")[:20]}))


urlpatterns = [path("insert", insert), path("page", page)]
application = get_wsgi_application()


def prepare() -> None:
    """An empty table with twenty rows."""
    with connection.schema_editor() as editor:
        if Row._meta.db_table in connection.introspection.table_names():
            editor.delete_model(Row)
        editor.create_model(Row)
    Row.objects.bulk_create(Row(subject=f"Row {number}", content="") for number in range(20))


if __name__ == "__main__":
    prepare()
