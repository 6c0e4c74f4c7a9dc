"""Photographs are public only after a person has looked for faces and plates; blurred is another picture."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from gandan.audit.models import Entry as Act
from gandan.cases.actions.photos import check_photo
from gandan.cases.models import Attachment, Case
from gandan.cases.queries.nearby import shown
from gandan.cases.queries.photos import next_photo
from gandan.cases.queries.published import published_view
from gandan.cases.queries.records import verify_records
from gandan.core.types import NotFound
from gandan.documents import queries as documents
from gandan.documents.types import Box
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_desk.make import client_of
from tests.directory.make import an_officer

pytestmark = pytest.mark.django_db
WORDS = "Đèn đường đầu hẻm 18 không sáng"


def a_face(seed: int = 0) -> int:
    """A checked pattern: what is blurred is told apart from what is not."""
    image = Image.new("RGB", (100, 80), "white")
    image.putdata([(0, 0, seed) if (x + y) % 2 else (255, 255, 255) for y in range(80) for x in range(100)])
    out = io.BytesIO()
    image.save(out, "PNG")
    return make.a_file(out.getvalue(), "den.png")


@pytest.fixture
def ward():
    return make.a_ward_at_work()


@pytest.fixture
def lamp(ward):
    case = make.a_case(files=(a_face(),), file_names=("den.png",))
    make.do(case.code, "show_nearby", ward.officer, text=WORDS)
    return case


def pixels(file: int) -> list[tuple[int, int, int]]:
    with default_storage.open(documents.path_of(documents.stored(file).sha256)) as kept:
        raw = Image.open(kept).convert("RGB").tobytes()
    return [(raw[i], raw[i + 1], raw[i + 2]) for i in range(0, len(raw), 3)]


def test_nothing_is_public_before_a_person_has_looked(ward, lamp):
    assert shown(lamp.code).photo is None
    photo = next_photo(ward.officer)
    assert (photo.code, photo.words, photo.left) == (lamp.code, WORDS, 0)
    check_photo(photo.id, ward.officer, public=True)
    assert shown(lamp.code).photo == Attachment.objects.get().file_id
    assert next_photo(ward.officer) is None
    check_photo(photo.id, ward.officer, public=False)  # decided anew
    assert shown(lamp.code).photo is None
    verbs = list(Act.objects.filter(object=f"photo:{lamp.code}:{photo.id}").values_list("verb", flat=True))
    assert verbs == ["publish_photo", "keep_photo_private"]
    assert list(verify_records()) == []


def test_a_blurred_part_cannot_be_read_and_the_rest_stays(ward, lamp):
    photo = next_photo(ward.officer)
    check_photo(photo.id, ward.officer, public=True, boxes=[Box(0, 0, 0.5, 0.5)])
    row = Attachment.objects.get()
    assert row.shown_id != row.file_id
    before, after = pixels(row.file_id), pixels(row.shown_id)
    inside = {after[y * 100 + x] for y in range(40) for x in range(50)}
    assert len(inside) <= 36, "a few even blocks"
    assert after[60 * 100 + 70] == before[60 * 100 + 70]
    assert shown(lamp.code).photo == row.shown_id
    assert list(verify_records()) == []
    Attachment.objects.update(shown=row.file_id)  # the picture with the face, by a statement of SQL
    assert ["không phải ảnh đã duyệt" in found.what for found in verify_records()] == [True]


def test_a_picture_shown_without_anybody_having_looked_is_named(ward, lamp):
    Attachment.objects.update(public=True, checked=True)
    assert [found.record for found in verify_records()] == [
        f"cases_attachment {lamp.code} tệp {Attachment.objects.get().pk}"
    ]


def test_reports_that_nobody_opened_wait_for_nobody(ward):
    make.a_case(files=(a_face(),), file_names=("den.png",))
    assert next_photo(ward.officer) is None


def test_a_published_answer_shows_checked_evidence_only(ward):
    case = make.a_case(publish=True, party=make.PartyInput(anonymous=True))
    make.do(case.code, "start_verification", ward.officer)
    make.do(case.code, "answer", ward.officer, files=(a_face(7),), text="Đã thay bóng.", result="done")
    assert published_view(case.code).answer.attachments == ()
    photo = next_photo(ward.officer)
    check_photo(photo.id, ward.officer, public=True, boxes=[Box(0.1, 0.1, 0.2, 0.2)])
    [seen] = published_view(case.code).answer.attachments
    assert seen.file == Attachment.objects.get(case=case).shown_id


def test_what_was_added_in_private_stays_private(ward, lamp):
    from gandan.directory.types import Actor

    make.do(lamp.code, "add_information", Actor.resident(), files=(a_face(9),), text="Ảnh có mặt con tôi.")
    photo = next_photo(ward.officer)
    assert photo.left == 0


def test_only_who_works_there_looks_at_them(ward, lamp):
    from tests.directory import make as directory

    other = directory.a_ward("26743", "Phường Bến Thành")
    stranger = directory.an_officer(Role.PETITION_OFFICER, other)
    photo = Attachment.objects.get()
    from gandan.directory.queries import actor_of

    assert next_photo(actor_of(stranger)) is None
    with pytest.raises(NotFound):
        check_photo(photo.pk, actor_of(stranger), public=True)
    auditor = an_officer(Role.AUDITOR, ward.unit, "kiem-tra-anh")
    assert client_of(auditor).get("/ban-lam-viec/anh/").status_code == 403


def test_the_page_one_after_the_other(ward, lamp):
    second = make.a_case(files=(a_face(3),), file_names=("cot.png",))
    make.do(second.code, "show_nearby", ward.officer, text="Cột đèn nghiêng ở ngã ba")
    client = client_of(ward.accounts[Role.PETITION_OFFICER])
    page = client.get("/ban-lam-viec/anh/")
    assert WORDS in page.content.decode()
    assert "Còn 1 ảnh nữa." in page.content.decode()
    first, other = Attachment.objects.order_by("pk")
    on = client.post(f"/ban-lam-viec/anh/{first.pk}/", {"do": "public", "boxes": "10,20,15,30; 60,5,20,20"})
    assert on.status_code == 303
    assert "Cột đèn nghiêng" in client.get(on["Location"]).content.decode()
    assert client.post(f"/ban-lam-viec/anh/{other.pk}/", {"do": "later", "boxes": ""}).status_code == 303
    assert not Attachment.objects.get(pk=other.pk).checked
    client.post(f"/ban-lam-viec/anh/{other.pk}/", {"do": "private", "boxes": ""})
    assert "Không còn ảnh nào chờ duyệt" in client.get("/ban-lam-viec/anh/").content.decode()


@pytest.mark.parametrize("boxes", [
    "1,2,3", "a,b,c,d", "10,20,0,30", "100,0,10,10", "-5,0,10,10", "10,20,15,30;" * 41, "1" * 3000, "<script>",
])  # fmt: skip
def test_bad_boxes_are_said_and_change_nothing(ward, lamp, boxes):
    client = client_of(ward.accounts[Role.PETITION_OFFICER])
    row = Attachment.objects.get()
    page = client.post(f"/ban-lam-viec/anh/{row.pk}/", {"do": "public", "boxes": boxes})
    assert page.status_code == 422
    assert not Attachment.objects.get().checked
    assert client.post(f"/ban-lam-viec/anh/{row.pk}/", {"do": "burn"}).status_code == 422
    assert client.get("/ban-lam-viec/anh/999999/").status_code == 404


def test_the_queue_costs_few_queries(ward, lamp, django_assert_max_num_queries):
    client = client_of(ward.accounts[Role.PETITION_OFFICER])
    client.get("/ban-lam-viec/anh/")
    with django_assert_max_num_queries(15):
        client.get("/ban-lam-viec/anh/")
    assert Case.objects.count() == 1
