"""Every component renders with little and with all it can take, escapes, and says its state in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import get_template
from django.test.html import parse_html

from gandan.law.types import ClockView, Source, Step, Unit
from gandan.ui.types import NavLink, OptionText, RailGroup, RailLink
from tests.ui.make import html, request

COTTON = Path(__file__).resolve().parents[2] / "gandan/ui/templates/cotton"
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
    "links": [{"label": "Một", "href": "/1/", "n": 1086}, {"label": "Hai", "href": "/2/", "sub": "dưới", "icon": "lock"}],
    "tabs": [{"label": "Của tôi", "href": "/1/", "count": 0, "current": True}, {"label": "Trễ", "href": "/2/", "count": 1, "late": True}],
    "marks": [{"label": "Nhận", "state": "done", "note": "02/11"}, {"label": "Xem", "state": "now"}, {"label": "Đáp", "state": "todo"}],
    "words": ["Việc gì", "Ở đâu"],
}  # fmt: skip

# tag → (with little, with all, words that must stand in the second)
CASES: dict[str, tuple[str, str, list[str]]] = {
    "icon": ('<c-icon />', '<c-icon name="door-3" class="door__ico" label="Dân làm" />', ["#door-3", 'aria-label="Dân làm"']),
    "tag": ('<c-tag />', '<c-tag label="Luật" class="x" />', [">Luật<"]),
    "code": ('<c-code />', '<c-code value="SG26-4829-1375" />', ["SG26-4829-1375"]),
    "chip": ('<c-chip label="A" />', '<c-chip label="A" href="/a/" icon="send" :current="True" />', ["#i-send", "aria-current"]),
    "who": ('<c-who name="Hạ tầng" />', '<c-who :none="True" />', ["Chưa ai nhận", "who--none"]),
    "clock": ('<c-clock />', '<c-clock :view="view" :until="due" cite="Điều 28" cite_href="/luat/" />', ["clock--late", "Quá hạn 2 ngày làm việc", "23/11", 'datetime="2026-11-23"', "Điều 28"]),
    "clockcard": ('<c-clockcard label="Trả lời" />', '<c-clockcard label="Trả lời" state="soon" left="1" :until="due" :provisional="True" cite="Điều 28" cite_href="/l/">Đếm từ 10/11</c-clockcard>', ["clockcard--soon", "Còn 1 ngày làm việc", "Hạn", "thứ Hai 23/11", "tạm tính", "Đếm từ 10/11"]),
    "day-strip": ('<c-day-strip :steps="steps" />', '<c-day-strip :steps="steps" :done="due" start_word="thụ lý" done_word="trả lời" due_word="hết" label="Đếm" />', ["day--done", "thụ lý", "trả lời", "--n:2"]),
    "cite": ('<c-cite text="Điều 28" />', '<c-cite :source="source" href="/luat/" icon="scale" />', ["Điều 28 Luật Tiếp công dân", "#i-scale"]),
    "btn": ('<c-btn>Gửi</c-btn>', '<c-btn kind="primary" size="l" icon="send" name="act" value="go" data-x="1" :disabled="True">Gửi</c-btn>', ["btn--primary", "btn--l", 'name="act"', 'value="go"', 'data-x="1"', "aria-disabled"]),
    "card": ('<c-card>Thân</c-card>', '<c-card title="Tựa" level="3" kind="flat" :tight="True" id="k" class="stack" gap="1rem">Thân<c-slot name="actions"><b>Góc</b></c-slot></c-card>', ["<h3", "Tựa", "<b>Góc</b>", "card--flat", 'id="k"']),
    "slip": ('<c-slip>Mã</c-slip>', '<c-slip title="Biên nhận" notch="#fff" label="Biên nhận">Mã<c-slot name="end">Giữ mã</c-slot></c-slip>', ["slip__end", "Giữ mã", "--notch:#fff"]),
    "head": ('<c-head title="Tin" />', '<c-head title="Tin" id="t" sub="Nhỏ" more_href="/t/" more="Tất cả" />', ['href="/t/"', "Tất cả"]),
    "stats": ('<c-stats />', '<c-stats min="12rem"><c-stat label="đơn" /></c-stats>', ["--min:12rem"]),
    "stat": ('<c-stat label="đơn" />', '<c-stat href="/d/" :n="35565" label="đơn" of="/40.000" go="Xem đơn">x</c-stat>', ["35.565", "/40.000", "Xem đơn", 'href="/d/"']),
    "datebox": ('<c-datebox />', '<c-datebox :on="due" />', ["Thứ Hai", ">23<", "tháng 11"]),
    "meter": ('<c-meter />', '<c-meter value="148" max="232" at="155" label="148 trên 232" :ok="True" />', ["--v:63.8%", "--at:66.8%", "148 trên 232"]),
    "field": ('<c-field :field="form.subject" />', '<c-field :field="wrong.subject" label="Tựa" hint="Ngắn" :optional="True" class="x" data-y="2">Thêm</c-field>', ['aria-invalid="true"', 'aria-describedby="id_subject_hint id_subject_error"', 'data-y="2"', "Thêm"]),
    "error-summary": ('<c-error-summary :form="form" />', '<c-error-summary :form="wrong" title="Sửa giúp" />', ["Sửa giúp", "Gửi lại sau ít phút.", 'href="#id_subject"', 'href="#id_way_0"']),
    "opt": ('<c-opt name="o" value="1" title="A" />', '<c-opt name="o" value="1" title="A" hint="B" type="checkbox" :checked="True" id="o1" data-sealed />', ["checked", "opt--on", "data-sealed", 'type="checkbox"']),
    "check": ('<c-check name="c" label="A" />', '<c-check name="c" value="2" label="A" :checked="True" required />', ["checked", "required", 'value="2"']),
    "rate": ('<c-rate legend="Sao" />', '<c-rate name="r" legend="Sao" :options="pairs" value="Một" />', ['value="Một" checked']),
    "drop": ('<c-drop />', '<c-drop name="f" id="f" label="Chọn" hint="10 MB" icon="paperclip" accept=".pdf" :multiple="True" />', ["multiple", 'aria-describedby="f_hint"', 'accept=".pdf"']),
    "file": ('<c-file name="a.pdf" />', '<c-file name="a.jpg" :size="1800000" note="mẫu" href="/a/" img="/a.jpg" alt="Ảnh">x</c-file>', ["1,8 MB, mẫu", 'alt="Ảnh"']),
    "steps": ('<c-steps :items="words" />', '<c-steps :items="words" current="2" label="Hai bước" />', ['class="done"', 'aria-current="step"', "Bước 2"]),
    "alert": ('<c-alert>x</c-alert>', '<c-alert kind="soon" title="Sắp đến hạn" level="2" icon="clock" :urgent="True" id="a">x</c-alert>', ["alert--soon", 'role="alert"', "<h2>"]),
    "empty": ('<c-empty title="Hết việc" />', '<c-empty title="Hết việc" level="2" text="Mai có"><b>nút</b></c-empty>', ["Mai có", "<b>nút</b>"]),
    "dialog": ('<c-dialog title="Mở?" />', '<c-dialog id="d" title="Mở?" level="3">Lý do<c-slot name="actions"><b>Mở</b></c-slot></c-dialog>', ['aria-labelledby="d-t"', "<b>Mở</b>"]),
    "toast": ('<c-toast>Xong</c-toast>', '<c-toast icon="x" text="Xong" href="/u/" link="Hoàn tác" />', ["Hoàn tác", 'role="status"']),
    "messages": ('<c-messages />', '<c-messages />', []),
    "crumbs": ('<c-crumbs :items="pairs" />', '<c-crumbs :items="pairs" label="Lối" :flush="True" />', ['aria-current="page"', 'href="/1/"', "crumbs--flush"]),
    "tabs": ('<c-tabs />', '<c-tabs :items="tabs" label="Danh sách" />', ["num--late", ">0<", 'aria-current="page"']),
    "pages": ('<c-pages />', '<c-pages prev_href="?b=1" next_href="?a=9" first_href="?" label="Trang" note="1.000+" />', ['rel="next"', 'rel="prev"', "?a=9", "Trang đầu", "1.000+"]),
    "fold": ('<c-fold summary="Hỏi">Đáp</c-fold>', '<c-fold summary="Hỏi" sub="nhẹ" icon="lock" :open="True" id="f">Đáp</c-fold>', [" open", "nhẹ"]),
    "menu": ('<c-menu label="Khác" />', '<c-menu label="Khác" icon="menu" :items="triples" :start="True" kind="quiet" size="s"><li>x</li></c-menu>', ["menu__pop--start", "#i-send", "btn--quiet"]),
    "linklist": ('<c-linklist />', '<c-linklist :items="links" :small="True" class="x"><li>y</li></c-linklist>', ["1.086", "dưới", "#i-lock"]),
    "search-bar": ('<c-search-bar action="/t/" />', '<c-search-bar action="/t/" name="k" value="rác" label="Tìm gì" placeholder="ví dụ" button="Đi" id="z" />', ['value="rác"', "Đi", 'for="z"']),
    "doors": ('<c-doors />', '<c-doors><c-door n="2" title="Dân bàn" /></c-doors>', ["#door-2"]),
    "door": ('<c-door n="1" title="Dân biết" />', '<c-door n="4" title="Dân kiểm tra" href="/x/" sub="s" :links="links" level="2" />', ["#door-4", "<h2", "1.086"]),
    "item": ('<c-item title="Họp" />', '<c-item :on="due" title="Họp" href="/h/" sub="8:00" level="4">x</c-item>', ["datebox", "<h4"]),
    "table": ('<c-table label="Bảng" />', '<c-table label="Bảng" :cards="True" class="queue" caption="Việc"><tbody><tr><td>1</td></tr></tbody></c-table>', ["table--cards", "<caption", "queue"]),
    "filters": ('<c-filters />', '<c-filters action="/l/" sub="mọi loại" summary="Lọc việc" :open="True" submit="Xem"><c-field :field="form.field" /><c-slot name="actions"><b>Lưu</b></c-slot></c-filters>', ["Lọc việc", "mọi loại", "Xem", "<b>Lưu</b>", 'id="id_field"']),
    "bulk": ('<c-bulk />', '<c-bulk :count="1200" label="Chọn" clear_href="/x/">nút</c-bulk>', ["1.200", "Bỏ chọn"]),
    "progress": ('<c-progress />', '<c-progress :items="marks" label="Đường đi" />', ['aria-current="step"', "02/11", "Xong:"]),
    "case-timeline": ('<c-case-timeline />', '<c-case-timeline label="Việc"><c-timeline-item title="Nhận" /></c-case-timeline>', ['aria-label="Việc"']),
    "timeline-item": ('<c-timeline-item title="Nhận" />', '<c-timeline-item title="Nhận" :when="moment" by="Quầy" icon="inbox" tone="good" scope="public" level="4">x</c-timeline-item>', ["8:40 ngày 12/11", "Công khai", "<h4>", 'class="good"', "2026-11-12T08:40+07:00"]),
    "answer": ('<c-answer>Đã dời</c-answer>', '<c-answer title="Trả lời của phường" icon="lock" tag="Người dân sẽ đọc" aside="Nháp" level="2" id="a">x</c-answer>', ["<h2", "Nháp", "Người dân sẽ đọc"]),
    "note": ('<c-note>Nhắc</c-note>', '<c-note title="Ghi" :scope="True" id="n">Nhắc</c-note>', ["Chỉ cán bộ thấy", 'id="n"']),
    "seal": ('<c-seal />', '<c-seal title="Niêm phong" :items="words" text="Có lý do" level="3">form</c-seal>', ["Đã niêm phong", "seal__dots", "<h3"]),
    "kv": ('<c-kv />', '<c-kv :items="pairs" class="x"><div><dt>a</dt><dd>b</dd></div></c-kv>', ["<dt>Một</dt>"]),
    "doc-head": ('<c-doc-head agency="UBND" />', '<c-doc-head agency="UBND phường" parent="UBND TP" number="1/BC" place="Sài Gòn" :on="due" />', ["Số: 1/BC", "ngày 23 tháng 11 năm 2026", "Độc lập - Tự do - Hạnh phúc"]),
    "notice-qr": ('<c-notice-qr />', '<c-notice-qr src="data:image/png;base64,x" alt="Mã của biên nhận">Quét</c-notice-qr>', ['alt="Mã của biên nhận"', "Quét"]),
    "sample": ('<c-sample />', '<c-sample />', ["minh họa"]),
    "map": ('<c-map />', '<c-map geojson="/ranh-gioi/" lat="10.5" lon="106.5" zoom="15" input_lat="#a" input_lon="#b" label="Bản đồ" id="m" />', ['data-geojson-url="/ranh-gioi/"', 'data-input-lat="#a"', " hidden"]),
    "draft": ('<c-draft />', '<c-draft key="field-report" />', ['data-draft-offer="field-report"', " hidden"]),
    "brand": ('<c-brand />', '<c-brand href="/x/" name="Phường" sub="Gần Dân" />', ['href="/x/"', "brand__sub"]),
    "masthead": ('<c-masthead />', '<c-masthead :unit="unit" :nav="nav" :door="2" />', ["Phường Sài Gòn", "Gần Dân · TP.HCM", "tel:1022"]),
    "doornav": ('<c-doornav />', '<c-doornav :nav="nav" :door="5" />', ['<a href="/5/" aria-current="true">']),
    "bottombar": ('<c-bottombar />', '<c-bottombar :nav="nav" />', ['<a href="/" aria-current="page">', "/tra-cuu/"]),
    "footer": ('<c-footer />', '<c-footer :unit="unit" :nav="nav" />', ["/gui-don/", "/kiem-chung/", "English"]),
    "language": ('<c-language />', '<c-language />', ['lang="en"', 'value="/"']),
    "text-size": ('<c-text-size />', '<c-text-size />', ['value="1.3"', 'aria-pressed="true"']),
    "rail": ('<c-rail />', '<c-rail :nav="rail" :unit="unit" />', ["1.063", "1 chậm", 'aria-current="page"']),
    "deskbar": ('<c-deskbar />', '<c-deskbar :nav="rail" search="/d/" q="rác" notices="/n/" :unread="2" account="Trần Dân" account_href="/tk/" :today="due">x</c-deskbar>', ["Thông báo: 2 mới", 'value="rác"', "Thứ Hai", "23/11/2026", ">TD<", "data-search"]),
}  # fmt: skip


def test_every_component_is_tried():
    files = {path.stem.replace("_", "-") for path in COTTON.glob("*.html")}
    assert files == set(CASES)


@pytest.mark.parametrize("tag", CASES)
def test_with_little(tag):
    parse_html(html(CASES[tag][0], **CONTEXT))


@pytest.mark.parametrize("tag", CASES)
def test_with_all(tag):
    _, full, words = CASES[tag]
    page = html(full, **CONTEXT)
    parse_html(page)
    for said in words:
        assert said in page


@pytest.mark.parametrize("tag", CASES)
def test_nothing_leaks_in_from_the_page(tag):
    """Cotton lets a page's variables through; what a component does not get it must not show."""
    names = "title label href icon text sub hint words cite note level id items id class end actions kind n go of by tone".split()
    leaked = {name: "RÒ-RỈ" for name in names}
    assert "RÒ-RỈ" not in html(
        CASES[tag][0], **{**leaked, "form": CONTEXT["form"], "steps": CONTEXT["steps"], "words": CONTEXT["words"]}
    )


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
    '<c-crumbs :items="pairs" /><c-linklist :items="links" /><c-tabs :items="links" label="x" /><c-kv :items="pairs" />',
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


def test_clock_states_have_an_icon_and_words_each():
    for state, icon in {"ok": "clock", "done": "circle-check", "soon": "clock-alert", "late": "triangle-alert", "hold": "circle-pause", "none": "clock"}.items():  # fmt: skip
        page = html(f'<c-clock state="{state}" left="2" />')
        assert f"#i-{icon}" in page
        assert page.split("</svg>")[1].split("<")[0].strip(), f"{state} says nothing"


def test_an_answer_and_a_note_never_look_alike():
    answer, note = html("<c-answer>x</c-answer>"), html("<c-note>x</c-note>")
    assert "answer" in answer and "note" not in answer
    assert "note" in note and "answer" not in note
