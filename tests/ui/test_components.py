"""Every component renders with little and with all it can take, escapes, and says its state in words."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import get_template
from django.test.html import parse_html

from gandan.law.types import ClockView, Source, Step, Unit
from gandan.ui.rules import CLOCK_ICONS
from gandan.ui.types import NavLink, OptionText, RailGroup, RailLink
from tests.ui.make import html, request

COTTON = Path(__file__).resolve().parents[2] / "gandan/ui/templates/cotton"
# Attributes that pages are likely to hold as variables too.
NAMES = """title label href icon text sub hint words cite note level id items class end actions kind n go of by tone
state view until when value name search account unread today nav more min max ok icon choose"""
ATTACK = """"><script>alert('x')</script>"""


class Unit1:
    name = "Phường Sài Gòn"
    short_name = "Sài Gòn"
    province_name = "TP.HCM"


class Report(forms.Form):
    subject = forms.CharField(label="Việc gì", help_text="Viết ngắn")
    story = forms.CharField(label="Bạn thấy gì", widget=forms.Textarea)
    field = forms.ChoiceField(label="Lĩnh vực", choices=[("a", "Rác"), ("b", "Đường")])
    way = forms.ChoiceField(
        label="Cách gửi",
        widget=forms.RadioSelect,
        choices=[("1", OptionText("Ghi tên", hint="Giữ kín")), ("2", "Ẩn tên")],
    )
    kinds = forms.MultipleChoiceField(
        label="Loại", widget=forms.CheckboxSelectMultiple, choices=[("x", "X"), ("y", "Y")]
    )
    agree = forms.BooleanField(label="Tôi đã đọc", help_text="Đọc trước")
    photo = forms.FileField(label="Ảnh", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Gửi lại sau ít phút.")


NAV = [
    *(NavLink(f"Cửa {n}", f"/{n}/", "", f"door-{n}") for n in range(1, 7)),
    NavLink("Tìm", "/tim-kiem/", "search", "search"),
    NavLink("Gửi phản ánh", "/gui-don/", "send", "submit"),
    NavLink("Gọi hỗ trợ", "tel:1022", "phone", "phone"),
    NavLink("Tìm việc", "/", "search", "bottom"),
    NavLink("Tra cứu", "/tra-cuu/", "ticket", "bottom"),
    NavLink("Gửi đơn", "/gui-don/", "", "people"),
    NavLink("Kiểm chứng", "/kiem-chung/", "", "about"),
]
RAIL = [
    RailGroup("", (RailLink("Hàng việc", "/a/", "inbox", 1063, "", True), RailLink("Công khai", "/b/", late="1 chậm")))
]
DUE = date(2026, 11, 23)
CONTEXT = {
    "unit": Unit1(),
    "nav": NAV,
    "rail": RAIL,
    "due": DUE,
    "moment": datetime(2026, 11, 12, 1, 40, tzinfo=UTC),
    "form": Report(),
    "wrong": Report({"subject": ""}),
    "view": ClockView("late", -2, Unit.WORKING, "Quá hạn 2 ngày làm việc", "2 working days late"),
    "source": Source("Luật Tiếp công dân số 42/2013/QH13", "28"),
    "steps": [Step(date(2026, 11, 20), None, "start"), Step(DUE, 1, "due")],
    "pairs": [("Một", "/1/"), ("Hai", "")],
    "triples": [("Chuyển", "/1/", "send"), ("Bỏ", "/2/", "")],
    "links": [
        {"label": "Một", "href": "/1/", "n": 1086},
        {"label": "Hai", "href": "/2/", "sub": "dưới", "icon": "lock"},
    ],
    "tabs": [
        {"label": "Của tôi", "href": "/1/", "count": 0, "current": True},
        {"label": "Trễ", "href": "/2/", "count": 1, "late": True},
    ],
    "marks": [
        {"label": "Nhận", "state": "done", "note": "02/11"},
        {"label": "Xem", "state": "now"},
        {"label": "Đáp", "state": "todo"},
    ],
    "words": ["Việc gì", "Ở đâu"],
}

CASES = tomllib.loads((Path(__file__).parent / "components.toml").read_text("utf-8"))


def test_every_component_is_tried():
    files = {path.stem.replace("_", "-") for path in COTTON.glob("*.html")}
    assert files == set(CASES)


@pytest.mark.parametrize("tag", CASES)
def test_with_little(tag):
    parse_html(html(CASES[tag]["little"], **CONTEXT))


@pytest.mark.parametrize("tag", CASES)
def test_with_all(tag):
    page = html(CASES[tag]["full"], **CONTEXT)
    parse_html(page)
    for said in CASES[tag]["shows"]:
        assert said in page


@pytest.mark.parametrize("tag", CASES)
def test_nothing_leaks_in_from_the_page(tag):
    """Cotton lets a page's variables through; what a component does not get it must not show."""
    leaked = dict.fromkeys(NAMES.split(), "RÒ-RỈ")
    given = {name: CONTEXT[name] for name in ("form", "steps")}
    assert "RÒ-RỈ" not in html(CASES[tag]["little"], **{**leaked, "words": CONTEXT["words"], **given})


def test_a_component_inside_a_partial_renders():
    line = get_template("ui/gallery.html#clock-line").render({"due": DUE}, request())
    parse_html(line)
    assert "clock--soon" in line and "23/11" in line
    assert "<html" not in line


@pytest.mark.parametrize("source", [
    '<c-btn :label="bad" :title="bad" title="{{ bad }}" />',
    '<c-btn value="{{ bad }}">{{ bad }}</c-btn>',
    '<c-card :title="bad" :id="bad">{{ bad }}</c-card>',
    '<c-clock :words="bad" :cite="bad" />',
    '<c-file :name="bad" :href="bad" :note="bad" :img="bad" :alt="bad" />',
    '<c-timeline-item :title="bad" :by="bad" :note="True" />',
    '<c-timeline-item :title="bad" :by="bad" />',
    '<c-alert :title="bad" /><c-tag :label="bad" /><c-code :value="bad" /><c-who :name="bad" />',
    '<c-search-bar :value="bad" :data-x="bad" />',
    '<c-opt :title="bad" :value="bad" :data-x="bad" />',
    '<c-crumbs :items="pairs" /><c-linklist :items="links" /><c-tabs :items="links" /><c-kv :items="pairs" />',
])  # fmt: skip
def test_what_people_wrote_is_escaped(source):
    page = html(
        source,
        bad=ATTACK,
        pairs=[(ATTACK, ATTACK), (ATTACK, "")],
        links=[{"label": ATTACK, "href": "/", "sub": ATTACK, "n": ATTACK, "count": ATTACK}],
    )
    parse_html(page)
    assert "<script" not in page
    assert "&lt;script" in page


def test_a_field_in_error_keeps_what_was_written_and_escapes_it():
    form = Report({"subject": ATTACK, "way": "2", "kinds": ["x"]})
    page = html(
        '<c-field :field="form.subject" /><c-field :field="form.way" /><c-field :field="form.kinds" />', form=form
    )
    assert "&quot;&gt;&lt;script" in page and "<script" not in page
    assert 'value="2" id="id_way_1" checked' in page
    assert 'type="checkbox" name="kinds" value="x" id="id_kinds_0" checked' in page


def test_each_kind_of_field_is_bound_to_label_hint_and_error():
    page = html("".join(f'<c-field :field="form.{name}" />' for name in Report.base_fields), form=Report({}))
    document = parse_html(page)
    assert document is not None
    for name in ("subject", "story", "field"):
        assert f'<label for="id_{name}">' in page
        assert f'id="id_{name}_error"' in page
    assert '<fieldset class="field field--bad" id="id_way" aria-invalid="true" aria-describedby="id_way_error">' in page
    assert 'aria-describedby="id_agree_hint id_agree_error"' in page
    assert '<input type="hidden" name="token"' in page
    assert "Giữ kín" in page
    assert 'data-files-of="id_photo"' in page


def test_a_chosen_file_field_and_its_limits():
    class Photos(forms.Form):
        photo = forms.FileField(label="Ảnh")

    form = Photos({}, {"photo": SimpleUploadedFile("a.jpg", b"")})
    page = html('<c-field :field="form.photo" max_files="5" max_mb="10" accept="image/*" />', form=form)
    assert 'data-max-files="5"' in page and 'data-max-mb="10"' in page
    assert 'class="vh"' in page and 'accept="image/*"' in page
    assert 'id="id_photo_error"' in page, "an empty file is refused at the field"


def test_no_summary_for_a_form_that_is_right_or_unbound():
    assert html('<c-error-summary :form="form" />', form=Report()).strip() == ""


def test_the_summary_counts_and_leads_to_the_fields():
    page = html('<c-error-summary :form="form" />', form=Report({"agree": "on"}))
    assert "Còn 5 chỗ cần sửa trước khi gửi" in page
    assert 'role="alert"' in page


def test_english():
    page = html(
        '<c-clock state="soon" left="2" /><c-stat :n="1234" /><c-clock :view="view" />', language="en", **CONTEXT
    )
    assert "2 working days left" in page
    assert "1,234" in page
    assert "2 working days late" in page
    assert "Internal note" in html("<c-note />", language="en")


@pytest.mark.parametrize("state", ["ok", "done", "soon", "late", "hold", "none"])
def test_clock_states_have_an_icon_and_words_each(state):
    page = html(f'<c-clock state="{state}" left="2" />')
    assert f"#i-{CLOCK_ICONS[state]}" in page
    assert page.split("</svg>")[1].split("<")[0].strip(), f"{state} says nothing"


def test_an_answer_and_a_note_never_look_alike():
    answer, note = html("<c-answer>x</c-answer>"), html("<c-note>x</c-note>")
    assert "answer" in answer and "note" not in answer
    assert "note" in note and "answer" not in note
