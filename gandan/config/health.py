"""What machines ask: is it alive, is it ready, how is it doing."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gandan.core.clock import today
from gandan.core.types import Refused
from gandan.law import queries as law
from gandan.law.rules import is_working_day


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers, is migrated, and the calendar knows today."""
    problems = []
    try:
        if _unapplied():
            problems.append("database is not migrated: run gandan migrate")
        is_working_day(law.calendar(), today())
    except DatabaseError:
        problems.append("database does not answer")
    except Refused as refusal:
        problems.append(str(refusal))
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)


def _unapplied() -> int:
    known = cache.get("unapplied-migrations")
    if known is None:
        executor = MigrationExecutor(connection)
        known = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        cache.set("unapplied-migrations", known, 15)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return int(known)
