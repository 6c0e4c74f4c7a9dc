"""What every test shares: markers by fixture, no skips in `make test`, repeatable Hypothesis, the browser."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import SimpleTestCase, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

pytest_plugins = ["tests.browser"]

# `ci` draws the same examples every time: a red build means a change, not a draw. `audit` searches anew.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60, print_blob=True)
settings.register_profile(
    "audit", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
PROFILE = os.environ.get("GANDAN_TEST_HYPOTHESIS", "ci")
settings.load_profile(PROFILE)
if PROFILE == "ci":
    # Hypothesis mixes in words and numbers of the modules that were imported so far: which these are depends on what
    # else this process happened to run before.
    providers._get_local_constants = lambda: providers._local_constants

DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "django_db_setup",
    "live_server",
    "admin_user",
    "admin_client",
}
BROWSER_FIXTURES = {"chromium", "page", "phone", "visitor"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--forbid-skips", action="store_true", help="a skipped test fails the run (`make test`)")
    parser.addoption("--backwards", action="store_true", help="the last test first, to find tests that lean on others")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks `database` (runs on SQLite and on PostgreSQL) and `journey` (runs in Chromium), before `-m` selects."""
    if config.getoption("--backwards"):
        items.reverse()
    for item in items:
        if needs_browser(item):
            item.add_marker("journey")
        if needs_database(item):
            item.add_marker("database")


def needs_database(item: pytest.Item) -> bool:
    if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"):
        return True
    cls = getattr(item, "cls", None)
    return bool(cls and issubclass(cls, SimpleTestCase) and issubclass(cls, TransactionTestCase))


def needs_browser(item: pytest.Item) -> bool:
    return bool(BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus or not reporter or not session.config.getoption("--forbid-skips"):
        return
    skipped = reporter.stats.get("skipped", [])
    if skipped:
        names = "".join(f"\n  {report.nodeid}" for report in skipped)
        reporter.write_line(f"\n{len(skipped)} skipped, which `make test` does not allow:{names}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Emptying all tables after a test that commits: on PostgreSQL a hundredth of the time that TRUNCATE takes."""
    ops, flush = connection.ops, connection.ops.sql_flush

    def sql_flush(style: object, tables: list[str], **how: bool) -> list[str]:
        # What Django itself keeps about models, put back after each emptying: the same rows as before.
        tables = [name for name in tables if name not in {"auth_permission", "django_content_type"}]
        return emptied(tables) if connection.vendor == "postgresql" else flush(style, tables, **how)

    ops.sql_flush = sql_flush


def emptied(tables: list[str]) -> list[str]:
    """As TRUNCATE: waits for whoever still writes, fires no trigger, asks no foreign key."""
    names = [connection.ops.quote_name(name) for name in tables]
    return [
        "SET LOCAL lock_timeout = '30s'",
        f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE",
        "SET LOCAL session_replication_role = replica",
        *(f"DELETE FROM {name}" for name in names),
    ]


@pytest.fixture(autouse=True)
def _nothing_carried_over() -> Iterator[None]:
    """A process keeps the ids of units for half a minute, and the language of its last page: no test inherits them."""
    from gandan.cases.actions import units

    translation.activate("vi")
    units.forget()
    yield
    translation.activate("vi")
