"""What allauth says in English has its Vietnamese, compiled; in English the pages stay English."""

import re

import polib
import pytest

from dev import messages
from tests.architecture import house

BOOK = house.PACKAGE / "directory" / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def test_the_vietnamese_of_allauth_is_compiled_and_keeps_its_placeholders():
    book = polib.pofile(str(BOOK))
    assert messages.is_compiled(BOOK, book)
    assert book.untranslated_entries() == []
    for entry in book:
        said = entry.msgstr or entry.msgstr_plural[0]
        assert set(re.findall(r"\{\w+\}|%d", entry.msgid)) == set(re.findall(r"\{\w+\}|%d", said)), entry.msgid


@pytest.mark.django_db
def test_the_sign_in_page_in_both_languages(client):
    english = client.get("/tai-khoan/login/", headers={"Accept-Language": "en"}).content.decode()
    for words in ("Sign in", "User name or e-mail", "Forgot your password?", "Remember me on this device"):
        assert words in english
    wrong = {"login": "nobody", "password": "wrong-wrong-wrong"}
    answer = client.post("/tai-khoan/login/", wrong, headers={"Accept-Language": "en"}).content.decode()
    assert "The username and/or password you specified are not correct." in answer
