"""The queue reads indexes only: its time must not grow with the number of cases (make bench measures it)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gandan.cases import actions, queries
from gandan.cases.types import InboxFilter, Tab
from gandan.directory.types import Actor
from gandan.law.types import Role
from tests.cases import make
from tests.directory import make as directory


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # a table this small is otherwise read whole
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(" ".join(map(str, row)) for row in cursor.fetchall())


def walks(plan: str) -> list[str]:
    """Lines that read the whole table of cases."""
    whole = ("Seq Scan on cases_case", "SCAN cases_case")
    return [line for line in plan.splitlines() if any(words in line for words in whole) and "INDEX" not in line]


@pytest.mark.parametrize(
    "wanted",
    [
        *(InboxFilter(tab) for tab in Tab),
        InboxFilter(type="complaint"),
        InboxFilter(field="environment"),
        InboxFilter(neighbourhood="26740-kp3"),
        InboxFilter(text="đèn đường"),
    ],
    ids=str,
)
@pytest.mark.parametrize("who", ["ward", "department", "city"])
def test_no_page_of_the_queue_walks_the_table(db: None, wanted: InboxFilter, who: str) -> None:
    ward = make.a_ward_at_work()
    code = make.sent(neighbourhood=ward.neighbourhood.code).code
    actions.assign([code], ward.officer, organisation=ward.department.pk)
    city = directory.an_actor(Role.LEADER, directory.a_city(), "city")
    actor: Actor = {"ward": ward.officer, "department": ward.specialist, "city": city}[who]
    with CaptureQueriesContext(connection) as caught:
        queries.inbox(actor, wanted)
    asked = [each["sql"] for each in caught.captured_queries if "cases_case" in each["sql"]]
    assert len(asked) >= 2
    for sql in asked:
        assert not walks(plan_of(sql)), f"{sql}\n{plan_of(sql)}"
