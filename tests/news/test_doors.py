"""The desk's doors as an editor uses them, the public ones as readers and machines do."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # our own feed, nobody else wrote it
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gandan.directory.models import Account
from gandan.directory.queries import actor_of
from gandan.law.types import Role
from gandan.news import actions
from gandan.news.models import Article, Media, Page
from gandan.procedures.actions import load_catalogue
from tests.directory.make import a_ward, an_officer
from tests.disclosures import make as disclosures
from tests.disclosures.make import published as disclosed
from tests.news.make import BODY, a_draft, a_picture, an_editor, published, writing

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def desk(client):
    client.force_login(an_officer(Role.EDITOR, a_ward()))
    return client


def fields(**more: object) -> dict[str, object]:
    return {"unit": "26740", "title": "Lịch sao y buổi tối", "section": "thong-bao", "lead": "", "body": BODY, **more}


def test_an_editor_writes_adds_a_cover_looks_and_publishes(desk):
    made = desk.post("/ban-lam-viec/tin/viet/", fields())
    assert made.status_code == 303
    article = Article.objects.get()
    at = made["Location"]
    picture = SimpleUploadedFile("quay.jpg", a_picture())
    assert desk.post(f"{at}tep/", {"kind": "cover", "alt": "Quầy", "files": picture}).status_code == 303
    assert "Người đọc chưa thấy" in desk.get(f"{at}xem/").content.decode()
    changed = fields(title="Lịch sao y mới", seen=1, note="đổi tên", comments_open="on")
    assert desk.post(at, changed).status_code == 303
    assert desk.post(f"{at}buoc/publish/", {"seen": 2}).status_code == 303
    assert desk.post(f"{at}ghim/", {"ghim": "1"}).status_code == 303
    article.refresh_from_db()
    assert (article.state, article.version, article.pinned, article.slug) == (
        "published",
        2,
        True,
        "lich-sao-y-buoi-toi",
    )
    assert desk.get("/tin-tuc/lich-sao-y-buoi-toi/").status_code == 200
    compared = desk.get(f"{at}ban/?so=2").content.decode()
    assert "+ Lịch sao y mới" in compared and "− Lịch sao y buổi tối" in compared
    assert desk.post(f"{at}ban/1/lay-lai/", {"seen": 2}).status_code == 303
    assert desk.post(f"{at}tep/{Media.objects.get().pk}/bo/").status_code == 303


@pytest.mark.parametrize("name", ["title", "section"])
def test_what_is_missing_comes_back_with_the_words(desk, name):
    answer = desk.post("/ban-lam-viec/tin/viet/", fields(**{name: ""}))
    assert answer.status_code == 422 and "Mang theo bản chính" in answer.content.decode()


def test_who_comes_second_reads_it_in_the_form(desk):
    editor = the_editor()
    article = a_draft(editor)
    actions.rewrite(article, writing("Người nhanh"), editor, seen=1)
    answer = desk.post(f"/ban-lam-viec/tin/{article}/", fields(seen=1))
    assert answer.status_code == 422 and "vừa được người khác sửa" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "tin/",
        "tin/viet/",
        "tin/y-kien/",
        "trang/",
        "trang/them/",
        "cai-cach/",
        "cai-cach/them/",
        "tin/999/",
        "tin/999/ban/",
    ],
)
def test_the_desk_of_news_is_for_its_people(client, path):
    client.force_login(an_officer(Role.COUNTER_OFFICER, a_ward()))
    assert client.get(f"/ban-lam-viec/{path}").status_code == 403


def test_a_page_that_stays_is_written_and_read(desk):
    body = "<h2>Giờ làm việc</h2><script>1</script>"
    assert desk.post("/ban-lam-viec/trang/them/", {"title": "Liên hệ", "body": body, "shown": "on"}).status_code == 303
    page = desk.get("/trang/lien-he/").content.decode()
    assert "<h2>Giờ làm việc</h2>" in page and "<script>1" not in page
    assert desk.post("/ban-lam-viec/trang/lien-he/", {"title": "Liên hệ", "body": "Ẩn"}).status_code == 303
    assert (Page.objects.get().shown, desk.get("/trang/lien-he/").status_code) == (False, 404)
    at = "/ban-lam-viec/trang/lien-he/"
    compared = desk.get(f"{at}ban/").content.decode()
    assert "+ Ẩn" in compared and "− Giờ làm việc" in compared
    late = desk.post(at, {"title": "Của tôi", "body": "x", "seen": 1})
    assert late.status_code == 422 and "vừa được người khác sửa" in late.content.decode()
    assert desk.post(f"{at}ban/1/lay-lai/", {"seen": 1}).status_code == 409, "somebody wrote in between"
    assert desk.post(f"{at}ban/1/lay-lai/", {"seen": 2}).status_code == 303
    row = Page.objects.get()
    assert (row.version, row.shown) == (3, False) and "<h2>Giờ làm việc</h2>" in row.body
    assert [each.note for each in row.revisions.order_by("number")] == ["Bản đầu", "", "Lấy lại bản 1"]
    assert desk.get(f"{at}ban/?so=9").status_code == 404


def test_a_list_by_section_and_its_short_address(client):
    published(an_editor())
    assert client.get("/tin/")["Location"] == "/tin-tuc/"
    assert "Sao y buổi tối" in client.get("/tin-tuc/?muc=thong-bao").content.decode()
    assert "Sao y buổi tối" not in client.get("/tin-tuc/?muc=cai-cach").content.decode()
    assert client.get("/tin-tuc/?muc=<script>").status_code == 404


@pytest.mark.parametrize("slug", ["khong-co", "%3Cscript%3E", "../../etc", "x" * 400])
def test_a_broken_address_is_404(client, slug):
    assert client.get(f"/tin-tuc/{slug}/").status_code == 404


def test_an_article_tells_others_what_it_is(client):
    slug = published(an_editor())
    page = client.get(f"/tin-tuc/{slug}/").content.decode()
    assert f'<meta property="og:url" content="http://127.0.0.1:8000/tin-tuc/{slug}/">' in page
    assert '<meta property="og:title" content="Sao y buổi tối thứ Tư">' in page
    assert len(page.encode()) < 60_000


def test_a_reader_of_feeds_understands_the_feed(client):
    """What feed readers ask of RFC 4287: ids, titles, moments with a zone, a self link, authors, escaped content."""
    editor = an_editor()
    first, second = published(editor, "Bài & <một>"), published(editor, "Bài hai")
    answer = client.get("/tin-tuc/nguon.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)  # noqa: S314
    assert feed.tag == f"{ATOM}feed"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith("/tin-tuc/nguon.atom") and links["alternate"].endswith("/tin-tuc/")
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Bài hai", "Bài & <một>"]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert ids == [f"http://127.0.0.1:8000/tin-tuc/{slug}/" for slug in (second, first)]
    for entry in entries:
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")).utcoffset() is not None
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Phường Sài Gòn"
        assert entry.find(f"{ATOM}content").get("type") == "html"
        assert "<p>Mang theo bản chính.</p>" in entry.findtext(f"{ATOM}content")
    page = client.get("/tin-tuc/").content.decode()
    assert 'type="application/atom+xml"' in page and 'href="/tin-tuc/nguon.atom"' in page
    other = client.get("/tin-tuc/nguon.atom?muc=cai-cach").content
    assert b"<feed" in other and b"<entry" not in other
    assert other == client.get("/tin-tuc/nguon.atom?muc=cai-cach").content, "an empty feed has not changed"
    assert b"<updated>2025-07-01T00:00:00+07:00</updated>" in other


def test_an_auditor_reads_what_was_hidden_and_why_and_decides_nothing(client):
    slug = published(an_editor())
    comment = actions.say(slug, "Bán đất nền giá rẻ gọi ngay")
    actions.hide_comment(comment, the_editor(), "quảng cáo")
    client.force_login(an_officer(Role.AUDITOR, a_ward()))
    page = client.get("/ban-lam-viec/tin/y-kien/?tinh-trang=hidden").content.decode()
    assert "Bán đất nền" in page and "quảng cáo" in page and 'name="lam"' not in page
    assert client.post(f"/ban-lam-viec/tin/y-kien/{comment}/", {"lam": "hien"}).status_code == 403


def test_the_map_of_the_site_names_pages_that_work(client):
    house = disclosures.a_house()
    slug, told = published(house.editor), disclosed(house)
    load_catalogue()
    a_draft(the_editor(), "Chưa đăng")
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    addresses = [each.text.removeprefix("http://127.0.0.1:8000") for each in root.iter(f"{MAP}loc")]
    fixed = {"/", "/tin-tuc/", f"/tin-tuc/{slug}/", "/cai-cach/", "/cong-khai/", "/thu-tuc/"}
    assert fixed | {f"/cong-khai/{told}/", "/thu-tuc/2.000815/"} <= set(addresses)
    assert client.get(f"/cong-khai/{told}/").status_code == client.get("/thu-tuc/2.000815/").status_code == 200
    assert not any("chua-dang" in each for each in addresses)
    told = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in told and "Disallow: /ban-lam-viec/" in told
    barred = [line.removeprefix("Disallow: ") for line in told.splitlines() if line.startswith("Disallow: ")]
    listed = [each for each in addresses if each.startswith(tuple(barred))]
    assert listed == [], "what is on the map may be read"
    assert all(client.get(each).status_code == 200 for each in addresses if each.startswith(("/tin-tuc", "/cai-cach")))


def test_an_article_page_needs_few_queries(client, django_assert_max_num_queries):
    slug = published(an_editor())
    for n in range(6):
        actions.show_comment(actions.say(slug, f"Ý kiến số {n}"), the_editor())
    with django_assert_max_num_queries(10):
        client.get(reverse("news:article", args=[slug]))
    with django_assert_max_num_queries(10):
        client.get(reverse("news:list"))
    with django_assert_max_num_queries(8):
        client.get("/sitemap.xml")
    client.force_login(Account.objects.get(username__startswith="editor"))
    for code in ("26734", "26737"):
        a_ward(code, f"Phường {code}")
    with django_assert_max_num_queries(15):
        client.get(reverse("news:edit", args=[Article.objects.get().pk]))


def the_editor():
    """The editor whom `desk` signed in, or the one there is."""
    return actor_of(Account.objects.filter(username__startswith="editor").first() or an_officer(Role.EDITOR, a_ward()))
