"""Our own words beside each procedure that ships: all have some, none says a number its record does not know."""

import json
import re
from pathlib import Path

import pytest

from gandan.directory.types import Actor
from gandan.procedures import actions, queries
from gandan.procedures.models import CommonQuestion, PublicService
from gandan.procedures.queries.shipped import shipped, shipped_questions
from gandan.procedures.rules import packed
from gandan.procedures.types import Facts, Guidance

CUT = Path(__file__).with_name("portal_cut.json")
SHIPPED = {facts.code: (facts, guidance) for facts, guidance in shipped()}
LONGEST = 220  # letters in a line: one breath


def lines(guidance: Guidance, code: str = "") -> list[str]:
    asked = [words for pair in shipped_questions().get(code, ()) for words in pair]
    return [guidance.lead, *guidance.bring, *guidance.mistakes, *asked]


def numbers(text: str) -> set[str]:
    """«2.000», «02» and «2» are read as a person reads them."""
    return {found.lstrip("0") for found in re.findall(r"\d+", re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", text))}


def invented(facts: Facts, told: list[str]) -> set[str]:
    return numbers(" ".join(told)) - numbers(json.dumps(packed(facts), ensure_ascii=False))


@pytest.mark.parametrize("code", SHIPPED)
def test_every_procedure_has_words_that_its_record_carries(code):
    facts, guidance = SHIPPED[code]
    assert guidance.bring, "nothing to tick"
    assert guidance.mistakes
    assert guidance.short
    assert (guidance.source, guidance.as_of, guidance.confidence) > ("", "", "")
    assert not invented(facts, lines(guidance, code))
    assert max(len(line) for line in lines(guidance, code)) <= LONGEST


def test_every_procedure_says_its_steps_but_those_whose_record_breaks_off():
    silent = {code for code, (_facts, guidance) in SHIPPED.items() if not guidance.steps}
    assert all("BHXH" in SHIPPED[code][0].field for code in silent), "social insurance alone"
    assert len(silent) == 7
    told = [line for _facts, guidance in SHIPPED.values() for line in guidance.steps]
    assert max(map(len, told)) <= 280, "in our own short words"
    assert not any(line.startswith("Bước") for line in told), "no line of the source's"


def test_our_steps_stand_before_those_of_an_imported_record(catalogue, client, tmp_path):
    records = [each for each in json.loads(CUT.read_text("utf-8")) if each["ma_thu_tuc"] == "1.004194"]
    records[0]["trinh_tu_thuc_hien"] = "Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả."
    (tmp_path / "tep.json").write_text(json.dumps(records), "utf-8")
    actions.import_procedures(tmp_path / "tep.json")
    view = queries.service("1.004194")
    assert view.guidance.steps and view.facts.steps
    page = client.get("/thu-tuc/1.004194/").content.decode()
    assert page.index("Điều 27 Luật Cư trú: đủ thì") < page.index("Trình tự theo quy định") < page.index("Bước 1")


def test_an_invented_number_is_seen():
    facts, _guidance = SHIPPED["2.000942"]
    assert invented(facts, ["Nhiều nhất 200.000 đồng, từ trang thứ 3."]) == set()
    assert invented(facts, ["Phí 15.000 đồng theo Điều 99."]) == {"15000", "99"}


def test_words_belong_to_procedures_that_ship():
    assert set(shipped_questions()) <= set(SHIPPED)
    assert len(shipped_questions()) >= 75


def test_questions_come_once_and_what_the_desk_took_down_stays_down(catalogue, client):
    assert "Có phải về nơi thường trú mới làm được không?" in client.get("/thu-tuc/2.000815/").content.decode()
    before = CommonQuestion.objects.count()
    first = queries.service("2.000815").questions[0]
    actions.show_question("2.000815", first.id, False, actor=Actor.system("test"))
    assert actions.load_catalogue().updated == 0
    assert CommonQuestion.objects.count() == before
    assert first.id not in {each.id for each in queries.service("2.000815").questions}


def test_newer_words_of_the_house_come_but_never_over_a_persons(catalogue, monkeypatch):
    editor = Actor(code="account:mẫu", account=1)
    monkeypatch.setattr(actions.editing, "may_edit_procedures", lambda actor: True)
    actions.edit("2.000884", Guidance(short="Lời của phường"), "portal", seen=1, reason="Sửa", actor=editor)
    for code in ("2.000884", "2.000815"):
        facts, guidance = SHIPPED[code]
        monkeypatch.setitem(SHIPPED, code, (facts, Guidance(short=f"{guidance.short} (mới)", events=guidance.events)))
    monkeypatch.setattr(actions.importing, "shipped", lambda: tuple(SHIPPED.values()))
    assert actions.load_catalogue().updated == 1
    assert queries.service("2.000815").name.endswith("(mới)")
    assert queries.service("2.000884").name == "Lời của phường"
    assert PublicService.objects.filter(lacking=True).count() == 2
