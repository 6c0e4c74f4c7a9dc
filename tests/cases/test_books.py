"""Books by period: the thirteen columns of Form 03/TCD, every line once, nothing of what is sealed."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from gandan.audit import queries as audit
from gandan.cases import actions
from gandan.cases.models import Case, Party
from gandan.cases.queries import books
from gandan.cases.queries.records import PREFIX
from gandan.cases.rules import books as rules
from gandan.cases.types import Channel, PartyInput
from gandan.cases.types.books import Book, BookCase, BookWanted, Step
from gandan.core import clock
from gandan.core.rows import insert
from gandan.documents import queries as documents
from gandan.law import queries as law
from gandan.law.types import Role
from tests.cases import make
from tests.cases.test_letters import REASON, SENDER, accepted, issue
from tests.directory import make as directory

SEALED = PartyInput(name="Người Kín Mẫu", phone="0912345678", sealed=True)


@pytest.fixture
def ward(db):
    return make.a_ward_at_work()


@pytest.fixture
def officer(client, ward):
    client.force_login(ward.accounts[Role.PETITION_OFFICER])
    return client


def wanted(book: Book = Book.PETITIONS, **changes) -> BookWanted:
    given = {
        "book": book, "unit": "26740", "unit_name": "Phường Sài Gòn", "unit_path": "/79/26740/",
        "since": date(clock.today().year, 1, 1), "until": clock.today(),
    }  # fmt: skip
    return BookWanted(**(given | changes))


def lines(*asked, **changes) -> list[dict[str, str]]:
    want = wanted(*asked, **changes)
    names = [code for code, *_rest in rules.COLUMNS[want.book]]
    return [dict(zip(names, row, strict=True)) for row in books.rows(want)]


def at_reception(**changes) -> str:
    given = {"type": "recommendation", "channel": Channel.RECEPTION, "party": SENDER} | changes
    return actions.submit(make.a_report(**given), make.Actor.system("test")).code


# --- what a line says ---


def test_form_03_has_its_thirteen_columns():
    assert [label for _code, label, *_rest in rules.RECEPTION] == [
        "TT", "Ngày tiếp", "Họ tên, địa chỉ", "Số định danh", "Nội dung vụ việc", "Loại đơn", "Số người",
        "Cơ quan đã giải quyết", "Thẩm quyền", "Hướng dẫn", "Cơ quan nhận đơn chuyển đến",
        "Theo dõi kết quả giải quyết", "Ghi chú",
    ]  # fmt: skip


@pytest.mark.parametrize("book", [Book.RECEPTION, Book.PETITIONS])
def test_a_sealed_case_is_number_date_and_kind(book):
    case = BookCase(
        "SG26-4829-1375", date(2026, 2, 5), "Tố cáo", True, "Trực tuyến", "Bà Kín", "079", 3, "Việc kín", "Đất đai",
        "Sở", date(2026, 3, 1), "Đã nhận", date(2026, 2, 9), "Đúng", ("Thư số 1",),
        (Step("forward", date(2026, 2, 6), "Lý do kín", "Thanh tra"),),
    )  # fmt: skip
    assert [cell for cell in rules.row(book, 7, case) if cell] == ["7", "05/02/2026", "Tố cáo"]


@pytest.mark.parametrize(
    ("action", "competence", "guidance", "passed_to"),
    [
        ("accept", "Thuộc thẩm quyền, đã nhận giải quyết (06/02/2026)", "", ""),
        ("guide", "Không thuộc thẩm quyền, đã hướng dẫn (06/02/2026)", "Gửi đơn đến Sở Xây dựng. Việc của Sở.", ""),
        ("forward", "Không thuộc thẩm quyền, đã chuyển (06/02/2026)", "", "Sở Xây dựng"),
        ("refuse", "Không nhận giải quyết, có nêu lý do (06/02/2026)", "", ""),
        ("", "Đang xem xét", "", ""),
    ],
)
def test_what_was_done_with_a_petition(action, competence, guidance, passed_to):
    steps = (Step(action, date(2026, 2, 6), "Việc của Sở.", "Sở Xây dựng"),) if action else ()
    case = BookCase("SG26-4829-1375", date(2026, 2, 5), "Khiếu nại", False, steps=steps)
    row = dict(zip([code for code, *_rest in rules.RECEPTION], rules.row(Book.RECEPTION, 1, case), strict=True))
    assert (row["competence"], row["guidance"], row["passed_to"]) == (competence, guidance, passed_to)


# --- which lines ---


def test_the_reception_book_holds_what_was_said_at_the_reception(ward):
    at_reception(subject="Đèn đường hỏng")
    make.sent(make.a_complaint())
    (line,) = lines(Book.RECEPTION)
    assert (line["number"], line["date"]) == ("1", f"{clock.today():%d/%m/%Y}")
    assert line["sender"] == "Nguyễn Thị Mẫu, số 18 hẻm 12 đường Mẫu"
    assert (line["subject"], line["people"], line["competence"]) == ("Đèn đường hỏng", "1", "Đang xem xét")


def test_the_register_holds_letters_of_all_channels_and_not_the_street_s_reports(ward):
    code = accepted(ward)
    issue(code, "thong-bao-thu-ly", ward.officer)
    cancelled = issue(code, "thong-bao-gia-han", ward.officer, reason="Phức tạp.", extended_to="2027-01-01")
    actions.cancel_letter(code, cancelled.id, ward.officer, REASON)
    make.sent(make.a_report())
    make.sent(make.a_report(type="recommendation", party=SEALED, subject="Việc kín"))
    first, second = lines()
    assert (first["code"], first["kind"], first["letters"]) == (code, "Khiếu nại (lần đầu)", "Thông báo số 01/TB-UBND")
    assert first["competence"].startswith("Thuộc thẩm quyền")
    assert {name for name, value in second.items() if value} == {"number", "date", "kind"}
    assert [line["kind"] for line in lines(type="field-report")] == ["Phản ánh hiện trường"]


def test_only_the_unit_and_the_period(ward):
    at_reception()
    yesterday = clock.today() - timedelta(days=1)
    assert not lines(Book.RECEPTION, until=yesterday)
    assert not lines(Book.RECEPTION, unit="26737")
    assert books.count(wanted(Book.RECEPTION)) == 1


def test_the_book_of_letters_keeps_cancelled_numbers(ward):
    code = accepted(ward)
    letter = issue(code, "thong-bao-thu-ly", ward.officer)
    actions.cancel_letter(code, letter.id, ward.officer, REASON)
    issue(code, "thong-bao-thu-ly", ward.officer)
    first, second = lines(Book.LETTERS)
    assert (first["symbol"], first["note"]) == ("01/TB-UBND", f"Đã hủy: {REASON}")
    assert (second["symbol"], second["about"]) == ("02/TB-UBND", "Thông báo. Thụ lý giải quyết khiếu nại lần đầu")
    assert second["code"] == code
    assert books.count(wanted(Book.LETTERS)) == 2


def many(ward, number: int) -> None:
    pack = law.case_type("recommendation")
    at, today = clock.now(), clock.today()
    rows = [
        Case(
            code=f"SG26-{turn:04d}-{turn % 10000:04d}", type=pack.code, version=pack.version, unit=ward.unit,
            state="received", subject=f"Đơn số {turn}", channel="reception", received_at=at,
            received_on=today - timedelta(days=turn % 7), queue_on=today, answers={},
        )
        for turn in range(number)
    ]  # fmt: skip
    insert(rows)
    insert([Party(case=row, role="petitioner", name="Mẫu") for row in rows])


def test_ten_thousand_lines_come_in_lots_in_order_each_once(ward, django_assert_max_num_queries):
    many(ward, 10_000)
    with django_assert_max_num_queries(4 * 21 + 1):
        found = lines(Book.RECEPTION)
    assert [line["number"] for line in found] == [str(number) for number in range(1, 10_001)]
    assert len({line["subject"] for line in found}) == 10_000
    days = [line["date"] for line in found]
    assert days == sorted(days, key=lambda day: day.split("/")[::-1])


def test_the_first_line_leaves_before_the_last_is_read(ward, django_assert_max_num_queries):
    many(ward, 1500)
    with django_assert_max_num_queries(6):
        stream = documents.csv_lines(books.sheet(wanted(Book.RECEPTION)))
        head = [next(stream) for _ in range(3)]
    assert head[0] == "\ufeff".encode()
    stream.close()


# --- the pages and files ---


def test_the_page_shows_the_first_lines_and_the_files(officer, ward, django_assert_max_num_queries):
    many(ward, 120)
    address = reverse("cases:book", args=["tiep-cong-dan"])
    officer.get(address)
    with django_assert_max_num_queries(15):
        html = officer.get(address).content.decode()
    assert html.count("Đơn số ") == 50
    assert "120 dòng" in html
    assert "Mẫu số 03/TCD" in html
    assert officer.get(reverse("cases:books"))["Location"] == address
    assert reverse("cases:books") in officer.get(reverse("desk:today")).content.decode()


def test_pdf_landscape_a4_with_the_head_on_every_page(officer, ward):
    many(ward, 120)
    answer = officer.get(reverse("cases:book_file", args=["tiep-cong-dan", "pdf"]))
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert answer["Content-Type"] == "application/pdf"
    assert len(pages) > 1
    assert all([round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 210] for page in pages)
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert all("Họ tên, địa chỉ" in text for text in texts)
    assert [re.search(r"Trang (\d+)/(\d+)", text).groups() for text in texts] == [
        (str(number), str(len(pages))) for number in range(1, len(pages) + 1)
    ]
    whole = " ".join(texts)
    assert "SỔ TIẾP CÔNG DÂN" in whole
    assert "Mẫu số 03/TCD" in whole
    assert {f"Đơn số {number}" for number in range(120)} <= set(re.findall(r"Đơn số \d+", whole))
    assert {font.split("-")[0] for font in fonts(pages)} == {"Tinos"}


def closed(answer) -> None:
    """Its file, where it is one; `answer.close()` would close the test's database too."""
    for each in answer._resource_closers:
        if each.__self__ is not answer:
            each()


def fonts(pages) -> set[str]:
    return {
        font.get_object()["/BaseFont"].split("+")[1] for page in pages for font in page["/Resources"]["/Font"].values()
    }


def test_more_than_a_thousand_lines_are_printed_in_volumes(officer, ward):
    many(ward, 1030)
    html = officer.get(reverse("cases:book", args=["tiep-cong-dan"])).content.decode()
    assert "PDF quyển 2" in html
    assert "PDF quyển 3" not in html
    second = officer.get(reverse("cases:book_file", args=["tiep-cong-dan", "pdf"]), {"quyen": "2"})
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(second.content)).pages)
    assert "1001" in text
    assert "1030" in text
    assert len(re.findall(r"Đơn số \d+", text)) == 30


def test_xlsx_and_csv_say_the_same_as_text(officer, ward):
    at_reception(subject='=HYPERLINK("http://x","bấm")', party=PartyInput(name="+84 Mẫu", phone="0912345678"))
    at_reception(subject="Nguyễn #panic() <b>")
    book = officer.get(reverse("cases:book_file", args=["tiep-cong-dan", "xlsx"]))
    page = openpyxl.load_workbook(io.BytesIO(book.getvalue())).active
    closed(book)
    rows = list(page.iter_rows(min_row=5, values_only=False))
    assert [cell.value for cell in rows[0]] == [label for _code, label, *_rest in rules.RECEPTION]
    assert rows[1][4].value == '=HYPERLINK("http://x","bấm")'
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    assert (page.page_setup.orientation, page.print_title_rows, page.freeze_panes) == ("landscape", "$5:$5", "A6")
    answer = officer.get(reverse("cases:book_file", args=["tiep-cong-dan", "csv"]))
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert len(table) == 3
    assert table[1][4].startswith("'=HYPERLINK")
    assert table[1][2].startswith("'+84")
    assert table[2][4] == "Nguyễn #panic() <b>"


def test_hostile_words_are_printed_as_words(officer, ward):
    at_reception(subject="#panic(1) $x$ *b* @ref", party=PartyInput(name="a" * 150, phone="0912345678"))
    answer = officer.get(reverse("cases:book_file", args=["tiep-cong-dan", "pdf"]))
    text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    assert "#panic(1) $x$ *b* @ref" in text
    assert text.replace(" ", "").count("a") >= 150


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_each_printing_stands_in_the_log(officer, ward, kind):
    answer = officer.get(reverse("cases:book_file", args=["don-thu", kind]), {"since": "2026-01-01"})
    closed(answer)
    assert answer.status_code == 200
    (entry,) = audit.entries("book:don-thu:26740")
    assert (entry.verb, entry.payload["form"], entry.payload["since"]) == ("print_book", kind, "2026-01-01")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PETITION_OFFICER, 200), (Role.LEADER, 200), (Role.AUDITOR, 200), (Role.COUNTER_OFFICER, 403),
        (Role.SPECIALIST, 403), (Role.EDITOR, 403), (Role.ADMINISTRATOR, 403),
    ],
)  # fmt: skip
def test_who_may_print(client, ward, role, status):
    account = ward.accounts.get(role) or directory.an_officer(role, ward.unit)
    client.force_login(account)
    for book in Book:
        assert client.get(reverse("cases:book", args=[book.value])).status_code == status
    assert client.get(reverse("cases:book_file", args=["don-thu", "csv"])).status_code == status


def test_another_ward_s_book_is_not_chosen(officer, ward):
    directory.a_ward("26737", "Phường Tân Định")
    page = officer.get(reverse("cases:book", args=["don-thu"]), {"unit": "26737", "since": "2026-01-01"})
    assert "Phường Tân Định" not in page.content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"since": "2026-13-01"}, "Ghi ngày, ví dụ"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "Ngày cuối phải sau ngày đầu."),
        ({"since": "2019-01-01", "until": "2026-01-01"}, "nhiều nhất hai năm"),
        ({"type": "x"}, ""),
    ],
)
def test_a_wrong_period_is_said_at_its_field(officer, ward, query, words):
    page = officer.get(reverse("cases:book", args=["don-thu"]), query)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert officer.get(reverse("cases:book_file", args=["don-thu", "csv"]), query).status_code == 422
    assert not audit.entries("book:don-thu:26740")


def test_unknown_books_and_forms_are_not_found(officer, ward):
    assert officer.get(reverse("cases:book", args=["khac"])).status_code == 404
    assert officer.get(reverse("cases:book_file", args=["don-thu", "exe"])).status_code == 404


def test_what_is_sealed_is_in_no_book(officer, ward):
    code = make.sent(make.a_report(type="recommendation", party=SEALED, subject="Việc kín")).code
    facts = {"body": "Thanh tra Kín", "reason": "Khác thẩm quyền.", "subject": "Việc kín"}
    letter = issue(code, "phieu-chuyen-don", ward.officer, **facts)
    actions.cancel_letter(code, letter.id, ward.officer, "Nơi nhận Thanh tra Kín không đúng")
    for book in Book:
        answer = officer.get(reverse("cases:book_file", args=[book.value, "csv"]))
        text = b"".join(answer.streaming_content).decode()
        for word in ("Kín", "kín", code, PREFIX):
            assert word not in text
