"""What people write, and the kind it leans to. Rows can be added by anyone who reads Vietnamese."""

import time
import unicodedata

import pytest

from gandan.cases.rules.choosing import leaning
from gandan.core.text import fold
from gandan.law import queries as law
from gandan.law.queries.choosing import wishes

SAID = [
    ("Đèn đường trước hẻm 18 tắt ba đêm nay", "field-report"),
    ("Cống trước nhà tôi nghẹt, mưa là ngập", "field-report"),
    ("Quán karaoke hát tới 12 giờ đêm", "field-report"),
    ("Xe tải đậu xe chắn hết lòng đường", "field-report"),
    ("rac chat dong dau hem ca tuan", "field-report"),
    ("Cho tôi hỏi làm khai sinh trễ cần giấy tờ gì", "question"),
    ("Xin hỏi bao giờ có kết quả hộ nghèo", "question"),
    ("cho toi hoi thu tuc xac nhan tinh trang hon nhan", "question"),
    ("Đề nghị phường lắp thêm gờ giảm tốc", "recommendation"),
    ("Kiến nghị xem xét lại chính sách hỗ trợ tiểu thương", "recommendation"),
    ("Tôi góp ý cho dự thảo quy ước khu phố", "civic-opinion"),
    ("Đề nghị cung cấp thông tin: xin bản sao quyết định, bản đồ quy hoạch", "information-request"),
    ("Tôi khiếu nại quyết định xử phạt số 12", "complaint"),
    ("Phường cưỡng chế tháo dỡ mái che nhà tôi sai", "complaint"),
    ("Tôi tố cáo ông A nhận hối lộ", "denunciation"),
    ("Cán bộ địa chính vòi tiền mới chịu ký", "denunciation"),
]
UNSURE = ["", "Xin chào", "Nhờ phường xem giúp", "aaaa bbbb", "😀😀😀", "'; DROP TABLE cases_case; --", "Hẻm 18"]


@pytest.mark.parametrize(("words", "kind"), SAID)
def test_a_sentence_leans_to_its_kind(words, kind):
    found = leaning(words, wishes())
    assert found is not None
    assert found.type == kind
    assert found.words


@pytest.mark.parametrize("words", UNSURE)
def test_where_nothing_is_said_clearly_nothing_is_suggested(words):
    assert leaning(words, wishes()) is None


def test_marks_count_where_they_are_written():
    assert leaning("Hôi quá, bốc mùi", wishes()).type == "field-report"
    assert leaning("rạc người", wishes()) is None  # not «rác»
    decomposed = unicodedata.normalize("NFD", "Đèn đường tắt")
    assert leaning(decomposed, wishes()).words == leaning("Đèn đường tắt", wishes()).words


def test_a_word_inside_another_is_none():
    assert leaning("cống", wishes()).type == "field-report"
    assert leaning("cốngxyz", wishes()) is None


def test_a_long_text_is_read_at_once():
    began = time.process_time()
    leaning("một hai ba " * 10_000, wishes())
    assert time.process_time() - began < 2


def test_every_kind_open_to_residents_is_offered_in_plain_words():
    open_today = {pack.code for pack in law.case_types() if pack.intake == "public"}
    assert {wish.type for wish in wishes()} == open_today
    for wish in wishes():
        assert wish.say_en != wish.say
        assert all(cue == cue.casefold() for cue in (*wish.cues, *wish.hints))


def test_no_phrase_leans_two_ways():
    cues = [fold(cue) for wish in wishes() for cue in wish.cues]
    assert len(cues) == len(set(cues))
