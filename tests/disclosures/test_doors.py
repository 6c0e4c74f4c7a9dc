"""The doors: what readers find, what officers do, what machines ask, and bad input at each of them."""

from datetime import date, timedelta
from io import BytesIO
from unittest.mock import patch

import feedparser
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from gandan.audit.models import Entry
from gandan.core import clock
from gandan.core.types import Conflict, NotAllowed, NotFound
from gandan.directory.queries import the_unit
from gandan.directory.types import Actor
from gandan.disclosures import actions, queries
from gandan.disclosures.models import Posting, Publication, PublicationFile, Subscription
from gandan.law.types import Role
from gandan.notifications.models import Message, Notice
from gandan.ui import caching
from tests.cases.make import PDF
from tests.directory.make import a_ward, an_officer
from tests.disclosures.make import CSV, a_budget, days_ago, on_the_board, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    caching.forget()


def typed(**changes):
    values = {
        "item": "budget", "title": "Dự toán năm", "summary": "Phường dự định thu và chi như sau.", "bo": "commune",
        "decision_on": clock.today().isoformat(), "decision_number": "3/NQ-HĐND",
        "table_title_1": "Chi", "table_1": CSV,
    }  # fmt: skip
    return values | changes


def a_picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "navy").save(out, "PNG")
    return SimpleUploadedFile("bang.png", out.getvalue(), "image/png")


def test_readers_see_all_fourteen_and_what_is_missing(client, house):
    code = published(house)
    page = client.get("/cong-khai/").content.decode()
    assert page.count('<th scope="row"') == 14
    assert f"/cong-khai/{code}/" in page
    assert "Chưa công khai" in page
    missing = client.get("/cong-khai/muc/26740/fees/").content.decode()
    assert "5 ngày làm việc" in missing
    assert "loai=information-request" in missing
    actions.draft(a_budget(item="fees", decision_on=days_ago(20)), house.editor, "26740")
    late = client.get("/cong-khai/muc/26740/fees/").content.decode()
    assert "Có văn bản, chưa công khai" in late and "Quá hạn" in late
    assert "chưa ghi nhận văn bản nào" not in late, "a decision that waits is not hidden"


def test_of_years_before_the_law_only_what_there_is_is_shown(client, house):
    published(house, decision_on=date(2022, 5, 4))
    page = client.get("/cong-khai/?nam=2022").content.decode()
    assert page.count('<th scope="row"') == 1 and "chỉ ghi những gì đã công khai" in page
    assert "Chưa công khai" not in page and "trên 14" not in page


def test_a_publication_is_read_with_table_chart_proofs_and_a_question(client, house):
    code = published(house)
    page = client.get(f"/cong-khai/{code}/").content.decode()
    assert 'style="--w:0.7500"' in page and 'style="--a:1.0000"' in page, "spent, against the plan"
    assert '<td data-l="Thực hiện (triệu đồng)" class="n">900</td>' in page
    assert "object-src 'self'" in client.get(f"/cong-khai/{code}/")["Content-Security-Policy"]
    assert "object-src 'none'" in client.get("/cong-khai/")["Content-Security-Policy"]
    assert "loai=question" in page
    lines = client.get(f"/cong-khai/{code}/bang-1.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1] == "Giáo dục,1.200,900"
    assert client.get(f"/cong-khai/{code}/to-niem-yet.pdf").content.startswith(b"%PDF")
    assert client.get(f"/cong-khai/{code}/bang-9.csv").status_code == 404
    assert client.get("/cong-khai/khong-co/").status_code == 404


def test_html_is_text_everywhere(client, house):
    bad = "<script>alert(1)</script>"
    code = published(house, title=f"Thu chi {bad}", summary=f"Tóm tắt {bad} dài", period=bad)
    for address in (f"/cong-khai/{code}/", "/cong-khai/", "/cong-khai/muc/26740/budget/", "/cong-khai/tin/26740.atom"):
        assert bad not in client.get(address).content.decode()


@pytest.mark.parametrize("query", ["nam=abc", "nam=99999999", "nam=²", "tinh-trang=x", "don-vi=26740&nam=2024"])
def test_odd_filters_are_no_error(client, house, query):
    assert client.get(f"/cong-khai/?{query}").status_code == 200


def test_a_reader_of_feeds_follows_a_unit_and_a_content(client, house):
    code = published(house, title="Thu & chi 9 tháng")
    actions.draft(a_budget(title="Chưa công khai đâu"), house.editor, "26740")
    page = client.get(f"/cong-khai/{code}/").content.decode()
    offered = page.split('type="application/atom+xml"')[1].split('href="')[1].split('"')[0]
    assert offered == "/cong-khai/tin/26740.atom?muc=budget"
    feed = feedparser.parse(client.get(offered).content)
    assert not feed.bozo and feed.version == "atom10"
    [entry] = feed.entries
    assert (entry.title, entry.link) == ("Thu & chi 9 tháng", f"{settings.BASE_URL}/cong-khai/{code}/")
    assert entry.published == entry.updated == feed.feed.updated and entry.author == "Phường Sài Gòn"

    before = entry.updated
    with patch.object(timezone, "now", return_value=timezone.now() + timedelta(hours=3)):
        actions.correct(code, a_budget(title="Thu & chi, sửa"), "Sửa số chi y tế", house.editor)
        feed = feedparser.parse(client.get(offered).content)
    assert [each.id for each in feed.entries] == [entry.id], "the same entry, newer"
    assert feed.entries[0].updated == feed.feed.updated > before == feed.entries[0].published
    empty = [feedparser.parse(client.get("/cong-khai/tin/26740.atom?muc=fees").content) for _ in range(2)]
    assert empty[0].entries == [] and empty[0].feed.updated == empty[1].feed.updated == "2023-07-01T00:00:00+07:00"


def test_machines_get_items_with_their_standing(client, house):
    code = published(house)
    found = client.get(f"/api/v1/disclosures?unit=26740&year={clock.today().year}").json()
    assert len(found) == 14
    budget = next(each for each in found if each["item"] == "budget")
    assert (budget["standing"], budget["publications"][0]["code"]) == ("done", code)
    assert client.get("/api/v1/disclosures?unit=26740&year=1").status_code == 422
    assert client.get("/api/v1/disclosures?unit=00000&year=2026").status_code == 404


def test_a_reader_subscribes_by_letter_and_ends_it_by_one_press(client, house):
    reader = Client(enforce_csrf_checks=True)  # of a page that was drawn for somebody else
    assert "csrfmiddlewaretoken" not in reader.get("/cong-khai/").content.decode() and not reader.cookies
    for item in ("", "budget"):
        asked = {"email": "doc.gia@example.vn", "unit": "26740", "item": item}
        assert reader.post("/cong-khai/theo-doi/", asked).status_code == 200
    tokens = [message.key.removeprefix("subscribe:") for message in Message.objects.order_by("pk")]
    assert "Xác nhận" in client.get(f"/cong-khai/theo-doi/{tokens[0]}/").content.decode()
    assert not Subscription.objects.exclude(confirmed_at=None).exists(), "opening the link alone confirms nothing"
    for token in tokens:
        assert client.post(f"/cong-khai/theo-doi/{token}/").status_code == 200
    assert actions.tell(published(house)) == 1
    letter = Message.objects.get(key__startswith="disclosure:")
    assert letter.end_link == f"{settings.BASE_URL}/cong-khai/bo-theo-doi/{tokens[0]}/"

    program = Client(enforce_csrf_checks=True)  # of mail: no cookie, no page before
    end = letter.end_link.removeprefix(settings.BASE_URL)
    assert "Ngừng nhận thư?" in program.get(end).content.decode()
    assert Subscription.objects.count() == 2, "programs that open every link end nothing"
    pressed = program.post(end, {"List-Unsubscribe": "One-Click"})
    assert (pressed.status_code, pressed.cookies.keys() & {"sessionid"}) == (200, set())
    assert not Subscription.objects.exists(), "no letter of that unit any more, of whichever content"
    assert "hết hiệu lực" in program.get(end).content.decode()


@pytest.mark.parametrize("changes", [{"email": "x"}, {"site": "bot"}, {"item": "weather"}, {"email": ""}])
def test_a_wrong_subscription_is_422_and_sends_nothing(client, house, changes):
    sent = {"email": "a@example.vn", "unit": "26740", "item": ""} | changes
    assert client.post("/cong-khai/theo-doi/", sent).status_code == 422
    assert not Message.objects.exists()


def test_an_officer_writes_publishes_and_proves(desk, house):
    answer = desk.post(
        "/ban-lam-viec/cong-khai/moi/", typed(files=SimpleUploadedFile("nq.pdf", PDF, "application/pdf"))
    )
    assert answer.status_code == 303
    code = Publication.objects.get().code
    assert desk.get(answer.url).status_code == 200
    waiting = queries.of_code(code, public=False).files[0]
    assert desk.get(f"/cong-khai/{code}/tep/{waiting.id}/").status_code == 404, "not before it is public"
    assert b"".join(desk.get(f"/ban-lam-viec/cong-khai/{code}/tep/{waiting.id}/").streaming_content) == PDF
    assert desk.post(f"/ban-lam-viec/cong-khai/{code}/cong-khai/").status_code == 303
    proof = {
        "form": "board",
        "since": clock.today().isoformat(),
        "place": "Trụ sở",
        "who": "Văn phòng",
        "photo": a_picture(),
    }
    assert desk.post(f"/ban-lam-viec/cong-khai/{code}/hinh-thuc/", proof).status_code == 303
    board = Posting.objects.get(form="board")
    assert desk.get(f"/cong-khai/{code}/anh/{board.pk}/")["Content-Type"] == "image/webp"
    file = queries.of_code(code).files[0]
    page = desk.get(f"/cong-khai/{code}/").content.decode()
    assert f'<object class="reader" data="/cong-khai/{code}/tep/{file.id}/#view' in page
    read = desk.get(f"/cong-khai/{code}/tep/{file.id}/")
    assert read["X-Frame-Options"] == "SAMEORIGIN" and "frame-ancestors 'self'" in read["Content-Security-Policy"]
    kept = desk.get(f"/cong-khai/{code}/tep/{file.id}/?tai-ve")
    assert read["Content-Disposition"].startswith("inline")
    assert kept["Content-Disposition"].startswith("attachment")
    assert b"".join(read.streaming_content) == b"".join(kept.streaming_content) == PDF
    read.close()
    kept.close()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"table_1": "a,b\n1,2,3"}, "Dòng 2"),
        ({"title": ""}, "Chưa ghi mục này"),
        ({"decision_on": "2099-01-01"}, "tương lai"),
        ({"decision_on": "hôm qua"}, "Ghi ngày"),
        ({"item": "weather"}, "weather"),
        ({"files": SimpleUploadedFile("nq.pdf", b"MZ\x90 not a pdf", "application/pdf")}, "nq.pdf"),
    ],
)
def test_wrong_input_comes_back_at_its_field(desk, changes, said):
    answer = desk.post("/ban-lam-viec/cong-khai/moi/", typed(**changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Publication.objects.exists()


def test_a_correction_keeps_the_files_that_are_kept(desk, house):
    desk.post("/ban-lam-viec/cong-khai/moi/", typed(files=SimpleUploadedFile("nq.pdf", PDF, "application/pdf")))
    code = Publication.objects.get().code
    desk.post(f"/ban-lam-viec/cong-khai/{code}/cong-khai/")
    page = desk.get(f"/ban-lam-viec/cong-khai/{code}/sua/")
    token = page.context["form"].tokens[0][0]
    said = typed(kept=[token, "forged"], changed="Sửa số chi giáo dục", title="Dự toán năm, đã sửa")
    assert desk.post(f"/ban-lam-viec/cong-khai/{code}/sua/", said).status_code == 303
    found = queries.of_code(code)
    assert (found.version, found.title, len(found.files)) == (2, "Dự toán năm, đã sửa", 1)
    assert f'href="/cong-khai/{code}/ban-1/"' in desk.get(f"/cong-khai/{code}/").content.decode()
    old, new = (desk.get(f"/cong-khai/{code}/ban-{n}/").content.decode() for n in (1, 2))
    assert "Bản 1, đã được đính chính ngày" in old and "Dự toán năm</h1>" in old
    assert "− Dự toán năm</del>" in new and "+ Dự toán năm, đã sửa</ins>" in new and "Sửa số chi giáo dục" in new
    assert desk.get(f"/cong-khai/{code}/ban-3/").status_code == 404
    desk.post(f"/ban-lam-viec/cong-khai/{code}/sua/", typed(changed="Bỏ tệp cũ đi"))
    assert queries.of_code(code).files == ()


def with_a_file(desk, name: str, body: bytes) -> tuple[str, str]:
    """A publication with one document, and where that is read."""
    desk.post("/ban-lam-viec/cong-khai/moi/", typed(files=SimpleUploadedFile(name, body, "application/pdf")))
    code = Publication.objects.latest("pk").code
    return code, f"/cong-khai/{code}/tep/{PublicationFile.objects.latest('pk').file_id}/"


def test_old_versions_keep_their_files_unless_these_name_persons(desk, house):
    code, first = with_a_file(desk, "nq.pdf", PDF)
    other = SimpleUploadedFile("nq-moi.pdf", PDF.replace(b"%PDF-1.4", b"%PDF-1.5"), "application/pdf")
    edit = f"/ban-lam-viec/cong-khai/{code}/sua/"
    desk.post(edit, typed(files=other))
    assert desk.get(first).status_code == 404, "a file that left the draft was never public"
    desk.post(f"/ban-lam-viec/cong-khai/{code}/cong-khai/")
    second = f"/cong-khai/{code}/tep/{queries.of_code(code).files[0].id}/"
    desk.post(edit, typed(changed="Bỏ tệp, số liệu ghi ở bảng"))
    assert b"".join(desk.get(second).streaming_content).startswith(b"%PDF-1.5")
    old, new = (desk.get(f"/cong-khai/{code}/ban-{n}/").content.decode() for n in (1, 2))
    assert "nq-moi.pdf" in old and "nq-moi.pdf" not in new and "nq.pdf" not in old
    again = SimpleUploadedFile("ds.pdf", PDF.replace(b"%PDF-1.4", b"%PDF-1.6"), "application/pdf")
    desk.post(edit, typed(changed="Thêm danh sách hộ", files=again))
    third = f"/cong-khai/{code}/tep/{queries.of_code(code).files[0].id}/"
    desk.post(edit, typed(changed="Bỏ danh sách có số căn cước", shut="on"))
    assert desk.get(third).status_code == 404
    page = desk.get(f"/cong-khai/{code}/ban-3/").content.decode()
    assert "ds.pdf" not in page and "1 tệp không còn cho đọc" in page
    actions.withdraw(code, "Số liệu của một đơn vị khác", house.leader)
    assert desk.get(second).status_code == 404


def test_a_file_shut_once_is_shut_in_every_version_that_had_it(desk, house):
    code, file = with_a_file(desk, "ds.pdf", PDF)
    at, edit = f"/ban-lam-viec/cong-khai/{code}/", f"/ban-lam-viec/cong-khai/{code}/sua/"
    desk.post(f"{at}cong-khai/")
    desk.post(edit, typed(changed="Bỏ tệp, số liệu ghi ở bảng"))
    desk.post(edit, typed(changed="Đính lại tệp", files=SimpleUploadedFile("ds.pdf", PDF, "application/pdf")))
    assert queries.of_code(code).version == 3
    assert b"".join(desk.get(file).streaming_content).startswith(b"%PDF")
    assert "Đóng tệp này" not in desk.get(at).content.decode(), "it stands: a correction takes it out"
    desk.post(edit, typed(changed="Bỏ danh sách có số căn cước", shut="on"))
    assert desk.get(file).status_code == 404, "the first version had it too"
    assert queries.version_of(code, 1)[1].files == ()


def test_a_file_left_out_long_ago_can_still_be_shut(desk, house):
    code, file = with_a_file(desk, "ds.pdf", PDF)
    at, id = f"/ban-lam-viec/cong-khai/{code}/", int(file.rstrip("/").rpartition("/")[2])
    desk.post(f"{at}cong-khai/")
    with pytest.raises(Conflict):
        actions.shut_file(code, id, "Có số căn cước của dân", house.editor)
    desk.post(f"{at}sua/", typed(changed="Bỏ tệp, số liệu ghi ở bảng"))
    assert f"{at}tep/{id}/dong/" in desk.get(at).content.decode()
    assert desk.post(f"{at}tep/{id}/dong/", {"reason": ""}).status_code == 422
    with pytest.raises(NotFound):
        actions.shut_file(code, id + 1000, "Có số căn cước của dân", house.editor)
    with pytest.raises(NotAllowed):
        actions.shut_file(code, id, "Có số căn cước của dân", Actor.resident())
    actions.set_approval("26740", True, house.leader)
    with pytest.raises(NotAllowed):
        actions.shut_file(code, id, "Có số căn cước của dân", house.editor)
    actions.set_approval("26740", False, house.leader)
    assert b"".join(desk.get(file).streaming_content).startswith(b"%PDF")
    for _twice in range(2):
        assert desk.post(f"{at}tep/{id}/dong/", {"reason": "Có số căn cước của dân"}).status_code == 303
    assert desk.get(file).status_code == 404
    assert queries.version_of(code, 1)[1].shut == 1
    assert "Đóng tệp này" not in desk.get(at).content.decode()
    assert Entry.objects.filter(object=f"disclosure:{code}", verb="shut_file").count() == 1


def test_the_desk_lists_plans_and_filters(desk, house):
    published(house)
    actions.draft(a_budget(item="fees", decision_on=clock.today() - timedelta(days=1)), house.editor, "26740")
    for query in ("", "?bo=agency", "?tinh-trang=cho", "?tinh-trang=cham&nam=2024", "?don-vi=khac"):
        assert desk.get(f"/ban-lam-viec/cong-khai/{query}").status_code == 200
    year = clock.today().year
    line = {"nam": year, "don-vi": "26740", "fees-planned_on": f"{year}-12-01", "fees-forms": ["website", "radio"]}
    assert desk.post("/ban-lam-viec/cong-khai/ke-hoach/", line).status_code == 303
    assert desk.post("/ban-lam-viec/cong-khai/ke-hoach/", line | {"fees-planned_on": "2001-01-01"}).status_code == 422
    assert desk.get(f"/ban-lam-viec/cong-khai/ke-hoach/?nam={year}").status_code == 200
    inside = {"nam": year, "don-vi": "26740", "bo": "agency", "work_plans-planned_on": f"{year}-12-01"}
    assert desk.post("/ban-lam-viec/cong-khai/ke-hoach/", inside)["Location"].endswith("bo=agency")
    planned = queries.plans(the_unit("26740"), year, "agency")
    assert (len(planned), planned["work_plans"].planned_on) == (12, date(year, 12, 1))
    assert queries.plans(the_unit("26740"), year)["fees"].planned_on == date(year, 12, 1)
    page = desk.get("/ban-lam-viec/cong-khai/ke-hoach/?bo=agency").content.decode()
    assert "Kế hoạch công tác năm, quý, tháng" in page and "Điều 46" in page
    assert f"01/12/{year}" in page


def test_what_waits_five_tables_and_who_may_take_down_at_the_desk(desk, house):
    tables = {f"table_{n}": f"Khoản,Số\nMục {n},{n}\nMục khác,9" for n in range(1, 6)}
    assert desk.post("/ban-lam-viec/cong-khai/moi/", typed(**tables)).status_code == 303
    code = Publication.objects.get().code
    assert len(queries.of_code(code, public=False).tables) == 5
    kept = desk.get(f"/ban-lam-viec/cong-khai/{code}/sua/").content.decode()
    assert "Mục 5,5" in kept and 'name="table_5"' in kept
    desk.post(f"/ban-lam-viec/cong-khai/{code}/cong-khai/")
    board = actions.post(code, on_the_board(), house.editor)
    page = desk.get(f"/ban-lam-viec/cong-khai/{code}/").content.decode()
    assert "gỡ được từ" in page and f"hinh-thuc/{board}/go/" not in page
    assert desk.post(f"/ban-lam-viec/cong-khai/{code}/hinh-thuc/{board}/go/").status_code == 422
    Posting.objects.filter(pk=board).update(since=days_ago(40), until=days_ago(10))
    assert f"hinh-thuc/{board}/go/" in desk.get(f"/ban-lam-viec/cong-khai/{code}/").content.decode()
    assert desk.post(f"/ban-lam-viec/cong-khai/{code}/hinh-thuc/{board}/go/").status_code == 303
    assert "(đã gỡ), 41 ngày" in desk.get(f"/ban-lam-viec/cong-khai/{code}/").content.decode()


def test_what_is_for_the_agency_is_read_by_its_people_only(client, house):
    code = published(house, set="agency", item="finance", title="Thu nhập tăng thêm quý III")
    here, file = f"/ban-lam-viec/trong-co-quan/{code}/", "tep/1/"
    told = Notice.objects.get(account=house.leader_account)
    assert (told.link, "Công khai trong cơ quan" in told.text) == (here, True)
    client.force_login(an_officer(Role.COUNTER_OFFICER, house.unit))
    view = queries.of_code(code, public=False)
    assert queries.notice_values(view, the_unit("26740"))["qr"] == f"{settings.BASE_URL}{here}"
    listed = client.get("/ban-lam-viec/trong-co-quan/").content.decode()
    assert listed.count('<th scope="row"') == 12 and "Thu nhập tăng thêm quý III" in listed
    assert "Giáo dục" in client.get(here).content.decode()
    client.force_login(an_officer(Role.SPECIALIST, a_ward("26734", "Phường Tân Định")))
    assert "Thu nhập" not in client.get("/ban-lam-viec/trong-co-quan/").content.decode()
    assert [client.get(f"{here}{part}").status_code for part in ("", file)] == [404, 404]
    client.force_login(an_officer(Role.VOLUNTEER, house.unit))
    assert client.get(here).status_code == 404, "helps out, does not work there"
    client.logout()
    assert client.get(f"/cong-khai/{code}/").status_code == 404


def test_others_do_not_find_what_is_not_theirs(client, house):
    code = actions.draft(a_budget(), house.editor, "26740")
    assert client.get(f"/cong-khai/{code}/").status_code == 404
    assert client.get(f"/ban-lam-viec/cong-khai/{code}/").status_code == 302, "to the sign-in page"


def test_the_list_of_the_quarter_is_printed(client, house):
    code = published(house)
    actions.post(code, on_the_board(), house.editor)
    today = clock.today()
    answer = client.get(f"/cong-khai/danh-muc/26740/{today.year}-{(today.month + 2) // 3}.pdf")
    assert answer.content.startswith(b"%PDF")
    assert client.get("/cong-khai/danh-muc/26740/2026-5.pdf").status_code == 404
