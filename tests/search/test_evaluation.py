"""Real-life queries find the procedure that is meant; any drop is seen here before anybody at the counter sees it."""

import unicodedata

import pytest
from django.db import connection

from gandan.procedures import actions
from gandan.search import queries, rules

from .evaluation import evaluate, queries_asked


@pytest.fixture
def catalogue(db):
    actions.load_catalogue()
    if connection.vendor == "postgresql":  # as in a house with all its units: by the index, not row by row
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def codes(typed: str) -> list[str]:
    return [hit.key for hit in queries.search(typed, "procedure", 10)]


def test_people_find_what_they_ask_for(catalogue):
    score = evaluate(codes)
    assert score.queries >= 120
    assert score.first >= 0.75, score.missed
    assert score.five >= 0.92, score.missed
    assert score.mrr >= 0.80, score.missed


def test_what_was_held_out_is_found_too(catalogue):
    """Below what is aimed at (0.75, 0.92), and said so in docs/status.md: no query of it may be tuned to."""
    score = evaluate(codes, "heldout")
    assert score.queries >= 60
    assert score.first >= 0.68 and score.five >= 0.82 and score.mrr >= 0.74, score
    assert not set(queries_asked("heldout")) & set(queries_asked())


def test_how_a_keyboard_writes_marks_makes_no_difference():
    for typed in queries_asked():
        assert rules.query_of(unicodedata.normalize("NFD", typed)) == rules.query_of(typed)
