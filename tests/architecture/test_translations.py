"""Every word that a page says has its English, compiled; and the check sees what is missing."""

import polib
import pytest

from dev import messages
from tests.architecture import house

VIEW = """
from django.utils.translation import gettext as _, ngettext, pgettext
def view(n):
    _("Gửi đơn")
    ngettext("còn %(n)s ngày", "còn %(n)s ngày (số nhiều)", n)
    pgettext("nút", "Mở")
"""
PAGE = """
{% translate "Xin chào" %} {{ _("Tạm biệt") }} <c-btn :label="_('Nút bấm')" />
{% blocktranslate with name=unit.name %}Chào {{ name }}{% endblocktranslate %}
"""


@pytest.fixture
def package(tmp_path):
    room = tmp_path / "gandan" / "cases"
    (room / "templates" / "cases").mkdir(parents=True)
    (room / "public.py").write_text(VIEW, encoding="utf-8")
    (room / "templates" / "cases" / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path / "gandan"


def translate(package, **changes):
    path = next(iter(messages.catalogues(package)))
    book = polib.pofile(str(path))
    for entry in book:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "%(n)s day left", 1: "%(n)s days left"}
        else:
            entry.msgstr = changes.get(entry.msgid, entry.msgid.replace("Chào", "Hello"))
    book.save(str(path))
    return path


def test_every_word_has_its_english():
    complaints = list(messages.complain(house.PACKAGE))
    assert not complaints, "\n".join(complaints)


def test_words_of_code_and_pages_are_found(package):
    texts = {(words.context, words.text, words.plural) for words in messages.used(package)}
    assert texts == {
        ("", "Gửi đơn", ""),
        ("", "còn %(n)s ngày", "còn %(n)s ngày (số nhiều)"),
        ("nút", "Mở", ""),
        ("", "Xin chào", ""),
        ("", "Tạm biệt", ""),
        ("", "Nút bấm", ""),
        ("", "Chào %(name)s", ""),
    }


def test_a_catalogue_is_made_filled_and_compiled(package):
    assert any("in no catalogue" in words for words in messages.complain(package))
    messages.update(package)
    assert any("has no English" in words for words in messages.complain(package))
    translate(package)
    assert any("out of date" in words for words in messages.complain(package))
    messages.update(package)
    assert list(messages.complain(package)) == []


def test_wrong_placeholders_and_fuzzy_entries_are_seen(package):
    messages.update(package)
    path = translate(package, **{"Chào %(name)s": "Hello %(nmae)s"})
    messages.update(package)
    assert any("differ in %(name)s, %(nmae)s" in words for words in messages.complain(package))
    book = polib.pofile(str(path))
    book.find("Gửi đơn").flags.append("fuzzy")
    book.save(str(path))
    assert any("fuzzy" in words for words in messages.complain(package))


def test_words_that_nobody_can_read_are_refused(package):
    (package / "cases" / "public.py").write_text("_(f'còn {n} ngày')")
    assert ["must be given plain text" in words for words in messages.complain(package)] == [True]


def test_an_english_source_is_seen(package):
    (package / "cases" / "public.py").write_text('_("Please send the form")')
    assert any("must be Vietnamese" in words for words in messages.complain(package))
