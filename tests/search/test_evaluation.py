"""Real-life queries find the procedure that is meant; any drop is seen here before anybody at the counter sees it."""

import unicodedata

import pytest

from gandan.procedures import actions
from gandan.search import queries

from .evaluation import evaluate


@pytest.fixture
def catalogue(db):
    actions.load_catalogue()


def codes(typed: str) -> list[str]:
    return [hit.key for hit in queries.search(typed, "procedure", 10)]


def test_people_find_what_they_ask_for(catalogue):
    score = evaluate(codes)
    assert score.queries >= 120
    assert score.first >= 0.75, score.missed
    assert score.five >= 0.92, score.missed
    assert score.mrr >= 0.80, score.missed
    decomposed = evaluate(lambda typed: codes(unicodedata.normalize("NFD", typed)))
    assert decomposed == score, "how a keyboard writes marks makes no difference"
