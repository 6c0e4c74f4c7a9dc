"""What past cases suggest: rules without database, then the desk; never what is sealed, always with its words."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gandan.cases.actions import learning as job
from gandan.cases.models import Case
from gandan.cases.queries import case_view, learnt
from gandan.cases.rules import learning
from gandan.cases.rules.likeness import likeness, shingles
from gandan.cases.types.learning import FIELD, UNIT, Lesson
from gandan.core import clock
from gandan.demo import queries as demo
from gandan.law import queries as law
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_desk.make import client_of, text_of

LAMPS = ["Đèn đường hỏng", "Bóng đèn tắt cả đoạn", "Cột đèn không sáng ban đêm", "Đèn hẻm chập chờn"]
WASTE = ["Rác đổ đầy hẻm", "Đống rác hôi thối", "Xe rác không lấy rác", "Đổ rác bừa bãi ban đêm"]


def lessons(times: int = 6) -> list[Lesson]:
    """Different wordings of two fields."""
    told = [(words, "infrastructure") for words in LAMPS] + [(words, "environment") for words in WASTE]
    return [Lesson(f"{words} số {at} {'ơ' * at}", label) for words, label in told for at in range(times)]


# --- rules ---


def test_too_little_teaches_nothing() -> None:
    assert learning.learn([]) is None
    assert learning.learn(lessons(3)) is None, "12 of each are too few"
    assert learning.learn([each for each in lessons(20) if each.label == "environment"]) is None


def test_a_guess_says_which_words_led_to_it() -> None:
    known = learning.learn(lessons())
    assert known is not None and known.right >= learning.PRECISION
    found = learning.guess(known, "Mấy bóng ĐÈN trước nhà tôi tắt từ hôm qua")
    assert found is not None and found.label == "infrastructure"
    assert any("đèn" in word for word in found.words), found.words
    assert learning.guess(known, "Xin hỏi giờ làm việc") is None


def test_marks_or_none_are_the_same_word() -> None:
    known = learning.learn(lessons())
    assert learning.guess(known, "bong den tat").label == "infrastructure"


def test_no_name_and_no_number_is_kept() -> None:
    """What one person wrote is no lesson, whatever it is."""
    private = [Lesson("Bà Zugzwang 0912345678 báo đèn hỏng", "infrastructure")]
    known = learning.learn(lessons() + private)
    kept = " ".join(known.weights)
    assert "zugzwang" not in kept and not any(letter.isdigit() for letter in kept)


def test_what_is_random_is_never_suggested() -> None:
    """Labels that words do not tell: held-back cases show it, and the suggestion stays off."""
    texts = [f"việc {'abcdefgh'[at % 8]} nơi {'ijklmnop'[at // 8 % 8]} kỳ {at}" for at in range(160)]
    coin = [Lesson(text, ("one", "two")[hash_of(text) % 2]) for text in texts]
    known = learning.learn(coin)
    assert known is None or known.told < 60


def hash_of(text: str) -> int:
    return sum(ord(letter) * (at + 7) for at, letter in enumerate(text)) // 3


def quan_1() -> list[Lesson]:
    with open(demo.PETITIONS_2019, encoding="utf-8") as file:
        return [Lesson(row["trích yếu"].split(", phường")[0], row["lĩnh vực"]) for row in csv.DictReader(file)]


def test_a_register_that_repeats_itself_is_not_taken_for_knowledge() -> None:
    """Quận 1, first half of 2019: 295 rows in 23 wordings. Row by row it would foretell 95 %, of itself."""
    told = quan_1()
    assert (len(told), len({each.text for each in told})) == (295, 23)
    assert learning.learn(told) is None


def test_what_is_stated_holds_for_wordings_never_seen() -> None:
    """Learned from half of the wordings, asked about the other half: at least as right as most of what is promised."""
    told = lessons(12)
    known = learning.learn(told[::2])
    guesses = [(learning.guess(known, each.text), each.label) for each in told[1::2]]
    said = [(guess.label, label) for guess, label in guesses if guess]
    assert len(said) >= len(guesses) * 0.6
    assert sum(one == other for one, other in said) / len(said) >= learning.PRECISION


def test_another_choice_is_doubted_only_when_nearly_sure() -> None:
    known = learning.learn(lessons())
    unsure = replace(known, against=learning.NEVER)
    text = "Bóng đèn tắt cả đoạn, cột đèn không sáng"
    assert learning.guess(unsure, text).label == "infrastructure"
    assert learning.guess(unsure, text, chosen="environment") is None
    assert learning.guess(unsure, text, chosen="infrastructure").label == "infrastructure"


@pytest.mark.parametrize(
    ("one", "other", "metres", "same"),
    [
        ("Đèn đường hỏng trước hẻm 18", "Bóng đèn đường tắt ở hẻm 18", 40, True),
        ("Ngập nặng khi mưa, nước vào nhà", "Mưa lớn là nước ngập vào nhà", None, True),
        ("Ngập nặng khi mưa, nước vào nhà", "Xin cấp lại giấy khai sinh", None, False),
        ("Đèn đường hỏng", "Đèn đường hỏng", 900, False),
        ("Tôi xin gửi đơn về việc đèn hỏng", "Tôi xin gửi đơn về việc cấp nước", None, False),
    ],
)
def test_likeness(one: str, other: str, metres: int | None, same: bool) -> None:
    assert (likeness(shingles(one), shingles(other), metres=metres, days=2) is not None) is same


# --- the unit's own cases ---


@pytest.fixture
def ward(db, monkeypatch, tmp_path) -> make.Ward:
    monkeypatch.setattr(learnt, "home", lambda: tmp_path)
    monkeypatch.setattr(job, "home", lambda: tmp_path)
    return make.a_ward_at_work()


def decided(ward: make.Ward, **more) -> None:
    """Past cases as the engine leaves them, given to a department or not."""
    sample, rows = make.a_case(), []
    at = clock.now() - timedelta(days=3)
    for number, each in enumerate(lessons()):
        columns = {f.attname: getattr(sample, f.attname) for f in Case._meta.concrete_fields if not f.primary_key}
        body = ward.department.pk if each.label == "infrastructure" else None
        columns |= {"code": f"L{number}", "subject": each.text, "content": "", "field": each.label, "folded": ""}
        columns |= {"open": False, "closed_at": at, "assigned_unit_id": body, "lat": None, "lon": None, **more}
        rows.append(Case(**columns))
    Case.objects.bulk_create(rows)


def suggested(code: str, actor) -> list:
    return list(learnt.suggestions(case_view(code, actor), law.fields()))


def test_off_until_enough_is_decided(ward) -> None:
    code = make.sent(subject="Đống rác hôi thối ở hẻm").code
    assert job.learn_all() == 0
    assert suggested(code, ward.officer) == []


def test_a_field_is_suggested_taken_by_one_press_and_measured(ward, django_assert_num_queries) -> None:
    decided(ward)
    assert job.learn_all() == 1
    code = make.sent(
        subject="Đống rác hôi thối, xe rác không lấy", field="infrastructure", content="Rác đổ ban đêm"
    ).code
    view = case_view(code, ward.officer)
    with django_assert_num_queries(0):
        (found,) = learnt.suggestions(view, law.fields())
    assert (found.kind, found.code) == (FIELD, "environment") and found.words
    officer = client_of(ward, Role.PETITION_OFFICER)
    page = text_of(officer.get(f"/ban-lam-viec/viec/{code}/"))
    assert "Gợi ý từ các hồ sơ trước" in page and "Rác, vệ sinh môi trường" in page and found.words[0] in page
    taken = officer.post(f"/ban-lam-viec/viec/{code}/goi-y/", {"field": "environment", "seen": 1})
    assert taken.status_code == 303
    assert Case.objects.get(code=code).field == "environment"
    assert suggested(code, ward.officer) == []

    make.do(code, "start_verification", ward.officer)
    make.do(code, "answer", ward.officer, text="Đã dọn.", result="done", document_number="1/UBND")
    job.learn_all()
    month = f"{clock.today():%Y-%m}"
    assert learnt.kept("26740")["agreement"][month][FIELD] == {"environment": [1, 1, 1]}
    measured = text_of(officer.get("/ban-lam-viec/goi-y/"))
    assert "Đang gợi ý" in measured and month in measured


def test_a_body_is_suggested_where_none_was_chosen(ward) -> None:
    decided(ward)
    rows = Case.objects.filter(field="environment", code__startswith="L")
    other = make.directory.a_department(ward.unit, "vhxh")
    rows.update(assigned_unit=other)
    job.learn_all()
    code = make.sent(subject="Bóng đèn tắt cả đoạn", content="Đèn không sáng").code
    (found,) = [each for each in suggested(code, ward.leader) if each.kind == UNIT]
    assert found.code == f"o:{ward.department.pk}"
    leader = client_of(ward, Role.LEADER)
    leader.post(f"/ban-lam-viec/viec/{code}/phan-cong/", {"to": found.code, "seen": 1})
    assert Case.objects.get(code=code).assigned_unit == ward.department
    assert not [each for each in suggested(code, ward.leader) if each.kind == UNIT]


def test_what_is_sealed_or_erased_teaches_nothing(ward) -> None:
    decided(ward, secret=b"x")
    assert job.learn_all() == 0
    Case.objects.filter(code__startswith="L").update(secret=None, erased_on=clock.today())
    assert job.learn_all() == 0
    sealed = next(pack for pack in law.case_types() if pack.sealed)
    Case.objects.filter(code__startswith="L").update(erased_on=None, type=sealed.code)
    assert job.learn_all() == 0


def test_the_file_holds_words_and_no_case(ward, tmp_path) -> None:
    decided(ward)
    job.learn_all()
    path = Path(tmp_path, "learnt", "26740.json")
    assert path.stat().st_mode & 0o077 == 0
    told = json.loads(path.read_text(encoding="utf-8"))
    assert set(told) == {"format", "at", "seen", "learnt", "agreement", "names"}
    assert not any(code in path.read_text(encoding="utf-8") for code in ("SG26", '"L1"'))
    path.write_text("not json", encoding="utf-8")
    assert learnt.kept("26740") == {}


def test_similar_cases_say_why(ward) -> None:
    first = make.sent(subject="Ngập nặng ở hẻm 18 khi mưa", content="Nước vào nhà sau mưa lớn.")
    make.sent(
        subject="Xin hỏi lịch thu gom rác", content="Mấy giờ xe đến?", place=None, address="", type="question", field=""
    )
    code = make.sent(subject="Mưa là hẻm 18 ngập", content="Nước tràn vào nhà, ngập nặng.").code
    (view,) = case_view(code, ward.officer).similar
    assert (view.code, view.metres, view.days) == (first.code, 0, 0)
    assert view.score >= 60 and any("nước" in word or "ngập" in word for word in view.words)


def test_the_search_for_similar_ones_costs_one_query(ward, django_assert_num_queries) -> None:
    from gandan.cases.queries.similar import READ, similar

    case = make.a_case()
    columns = {f.attname: getattr(case, f.attname) for f in Case._meta.concrete_fields if not f.primary_key}
    Case.objects.bulk_create(Case(**columns | {"code": f"M{number}"}) for number in range(READ + 20))
    with django_assert_num_queries(1):
        assert len(similar(case)) == 5
