"""A denouncer stays hidden: she sends with a telling file, it is handled to its end, and afterwards her words, her name
and his are in no table, no file, no log, no mail, no book and no page that others open.
"""

from __future__ import annotations

import logging
import subprocess
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from playwright.sync_api import expect

from gandan.audit import queries as audit
from gandan.cases import actions
from gandan.cases.actions import barring, notices
from gandan.cases.actions.loading import load
from gandan.cases.models import Case, Entry
from gandan.cases.queries import letters
from gandan.cases.queries.records import verify_records
from gandan.core.home import home
from gandan.core.jobs.worker import drain
from gandan.directory import queries as directory_queries
from gandan.law.types import Role
from tests.cases import make, sealed
from tests.cases.sealed import ACCUSED, CONTENT, EMAIL, NAME, OFFICER_WORDS, PHONE, REASON, TELLING_FILE
from tests.cases.test_denunciations import forms_of, nowhere
from tests.directory import make as directory

from .make import sign_in, sign_in_as

CONCLUDED = "Kết luận: đúng là phong bì zxqvketluan."
TOLD = "Đơn của bà đã có kết luận, xem tại nơi tiếp công dân."
HIMSELF = (ACCUSED, "Lạm Quyền", "Trưởng phòng Mẫu")  # he stands in the directory, as every officer does


@pytest.fixture
def accused(ward):
    """He leads the department; the ward's own officers do not work for him."""
    return directory.an_officer(Role.LEADER, ward.department, "truong-phong", title="Trưởng phòng Mẫu", name=ACCUSED)


@pytest.fixture
def auditor(ward):
    return directory.an_officer(Role.AUDITOR, ward.unit, title="Thanh tra")


def test_a_denouncer_stays_hidden(visitor, ward, accused, auditor, tmp_path, caplog, axe):
    caplog.set_level(logging.DEBUG)
    code, pin = send(visitor(width=390), tmp_path, axe)
    handle(visitor(), ward, code, axe)
    follow(visitor(width=390), code, pin, axe)
    the_accused_finds_nothing(visitor(), code)
    the_auditor_reads_who_opened(visitor(), auditor, code)
    others_find_nothing(ward, code)
    drain()
    told = [f"{letter.subject}\n{letter.body}" for letter in mail.outbox]
    assert told, "she left an address: she was told that there is news"
    nowhere("\n".join(told))
    assert not any(word in "\n".join(told).lower() for word in ("tố cáo", "thụ lý", pin))
    everything = sealed.everything(but="directory_")
    nowhere(everything)
    nowhere(caplog.text)
    assert CONCLUDED not in everything and TOLD not in everything
    files(home())
    assert list(verify_records()) == audit.verify() == []


def send(page, folder: Path, axe) -> tuple[str, str]:
    path = folder / TELLING_FILE
    path.write_bytes(make.PDF)
    page.goto("/gui-don/to-cao/")
    axe(page)
    page.get_by_label("Cán bộ, công chức khác").check()
    page.get_by_label("Người hoặc cơ quan bị tố cáo").fill(ACCUSED)
    page.get_by_label("Chức vụ, nơi làm việc").fill("Trưởng phòng Mẫu")
    page.locator("input[name=field][value=construction]").check()
    page.get_by_label("Việc gì, ở đâu, khi nào").fill(CONTENT)
    page.locator("input[name=files]").set_input_files(str(path))
    page.get_by_label("Họ và tên").fill(NAME)
    page.get_by_label("Địa chỉ của bạn").fill("9 ngõ Vắng Tanh")
    page.get_by_label("Số điện thoại").fill(PHONE)
    page.get_by_label("E-mail để nhận tin").fill(EMAIL)
    page.get_by_role("button", name="Niêm phong và gửi").click()
    expect(page.get_by_text("Đánh dấu để xác nhận bạn đã đọc.").first).to_be_visible()
    page.locator("input[name=files]").set_input_files(str(path))
    page.get_by_label("Tôi hiểu").check()
    page.get_by_role("button", name="Niêm phong và gửi").click()
    expect(page.get_by_role("heading", name="Đã nhận đơn của bạn")).to_be_visible()
    axe(page)
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert kept == "[{},{}]", "nothing stays on the device"
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrftoken"}
    codes = page.locator(".slip .code").all_inner_texts()
    return codes[0], codes[1]


def handle(page, ward, code: str, axe) -> None:
    sign_in(page, Role.LEADER)
    page.get_by_role("link", name="Đơn niêm phong").click()
    page.get_by_role("link", name=code).click()
    axe(page)
    nowhere(page.content(), but=HIMSELF)  # in the list from which the denounced is named
    page.get_by_label("Lý do mở").first.fill(REASON)
    page.get_by_role("button", name="Mở niêm phong", exact=True).click()
    expect(page.get_by_text(CONTENT)).to_be_visible()
    expect(page.get_by_text(TELLING_FILE)).to_be_visible()
    assert NAME not in page.content()
    axe(page)
    page.goto(f"/ban-lam-viec/viec/{code}/")
    nowhere(page.content(), but=HIMSELF)
    barring.bar_person(code, ward.leader, directory_queries.people_below([ward.department.path])[0].person, REASON)
    make.do(code, "start_checking", ward.officer, text=OFFICER_WORDS)
    make.do(code, "accept", ward.leader, text=f"Thụ lý: {CONTENT}", document_number="12/QĐ zxqvtieude")
    wanted = letters.composing(code, "thong-bao-thu-ly-to-cao", ward.leader)
    letter = actions.issue_letter(
        code, "thong-bao-thu-ly-to-cao", ward.leader, facts={**wanted.known, "subject": CONTENT}, signer=wanted.signer
    )
    content, _letter = actions.open_letter(code, letter.id, ward.leader, REASON)
    assert content.startswith(b"%PDF")
    make.do(code, "notify", ward.officer, to_sender="Đơn của bà được nhận xem xét.", on="2026-11-20")
    make.do(code, "start_verifying", ward.leader, text=OFFICER_WORDS)
    file = sealed.a_sealed_file()
    seen = Case.objects.get(code=code).last_number
    done = {"text": CONCLUDED, "result": "true", "document_number": "9/KL"}
    actions.perform(
        code, "conclude", ward.leader, seen=seen, form=done, files=file["files"], file_names=file["file_names"]
    )
    make.do(code, "send_conclusion", ward.officer, to_sender=TOLD, on="2026-11-21")
    with transaction.atomic():
        notices.receipt_later(load(code))


def follow(page, code: str, pin: str, axe) -> None:
    page.goto(f"/tra-cuu/?ma={code}")
    expect(page.get_by_role("heading", name="Đơn của bạn: Đang xử lý")).to_have_count(0)
    axe(page)
    page.get_by_label("Mã xác nhận").fill(pin)
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_text(TOLD)).to_be_visible()
    axe(page)
    nowhere(page.content())
    assert "zxqvketluan" not in page.content()


def the_accused_finds_nothing(page, code: str) -> None:
    sign_in_as(page, "truong-phong")
    assert page.goto(f"/ban-lam-viec/viec/{code}/").status == 404
    assert code not in page.goto("/ban-lam-viec/to-cao/").text()
    page.goto(f"/ban-lam-viec/viec/?q={code}")
    expect(page.locator(f"a[href*='{code}/']")).to_have_count(0)


def the_auditor_reads_who_opened(page, auditor, code: str) -> None:
    sign_in(page, Role.AUDITOR)
    page.get_by_role("link", name="Nhật ký mở niêm phong").click()
    rows = page.locator("tbody tr").filter(has_text=code)
    expect(rows).to_have_count(Entry.objects.filter(case__code=code, action="open_seal").count())
    expect(rows.last).to_contain_text("Phó Chủ tịch phụ trách đô thị")
    expect(rows.last).to_contain_text(REASON)


def others_find_nothing(ward, code: str) -> None:
    """Pages, books, exports and machines: everybody's and the counter's."""
    anybody = Client()
    for address in ("/", "/don-vi/26740/", "/so-lieu/vu-viec/", "/tim-kiem/?q=ba+hai", f"/api/v1/cases/{code}"):
        nowhere(anybody.get(address).content.decode())
    leader = Client()
    leader.force_login(ward.accounts[Role.LEADER])
    for book in ("tiep-cong-dan", "don-thu", "van-ban"):
        for end in ("csv", "xlsx", "pdf"):
            answer = leader.get(f"/ban-lam-viec/so/{book}.{end}")
            text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(
                "utf-8", "ignore"
            )
            assert code not in text
            nowhere(text)
    nowhere(leader.get("/ban-lam-viec/").content.decode())
    nowhere(leader.get("/ban-lam-viec/thong-bao/").content.decode())


def files(root: Path) -> None:
    """Every file of the installation, the database itself among them, byte by byte; the keys are not in it."""
    words = [
        form.encode() for word in (NAME, PHONE, ACCUSED, CONTENT, TELLING_FILE, CONCLUDED) for form in forms_of(word)
    ]
    for path in root.rglob("*"):
        if not path.is_file() or "keys" in path.parts:
            continue
        # By another process: closing a file takes the locks that SQLite holds on it in this one.
        found = subprocess.run(["cat", str(path)], stdout=subprocess.PIPE, check=True).stdout
        # The account of the accused bears his own name, as every officer's does.
        hits = [word for word in words if word in found and word not in allowed(path)]
        assert not hits, f"{path}: {hits}"
        assert TELLING_FILE not in path.name


def allowed(path: Path) -> set[bytes]:
    return {form.encode() for form in forms_of(ACCUSED)} if ".sqlite3" in path.name else set()
