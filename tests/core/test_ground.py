"""Codes, text, hooks, refusals, the home and its keys: the ground on which every room stands."""

import string
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gandan.core import clock, codes, home, hooks, text
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from tests.core.make import ROOT

# --- codes ---

digits = st.text("0123456789", min_size=7, max_size=7)
prefixes = st.text(string.ascii_uppercase, min_size=2, max_size=4)


@given(prefixes, st.integers(2000, 2099), digits)
def test_a_code_reads_as_itself(prefix, year, seven):
    code = codes.code_of(prefix, year, seven)
    assert codes.read_code(code) == code
    assert len(code) == len(prefix) + 12


def test_a_known_code_with_its_check_digit():
    assert codes.code_of("SG", 2026, "4829137") == "SG26-4829-1379"
    assert codes.read_code("SG26-4829-1379") == "SG26-4829-1379"


@given(st.integers(2000, 2099), digits)
def test_every_single_wrong_digit_is_recognised(year, seven):
    code = codes.code_of("SG", year, seven)
    for place, digit in enumerate(code):
        for other in "0123456789" if digit.isdigit() else "":
            if other != digit:
                assert codes.read_code(code[:place] + other + code[place + 1 :]) is None


@given(st.integers(2000, 2099), digits)
def test_every_transposition_of_neighbours_is_recognised(year, seven):
    code = codes.code_of("SG", year, seven)
    bare = code.replace("-", "")
    for place in range(2, len(bare) - 1):
        if bare[place] != bare[place + 1]:
            swapped = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
            assert codes.read_code(swapped) is None


@pytest.mark.parametrize(
    "typed", ["sg26 4829 1379", " SG26.4829.1379 ", "SG2648291379", "SG26\u20134829\u20131379", "sg26-4829-1379\u00a0"]
)
def test_codes_are_read_as_people_type_them(typed):
    assert codes.read_code(typed) == "SG26-4829-1379"


@pytest.mark.parametrize(
    "typed",
    ["", None, "SG26", "SG26-4829-137", "SG26-4829-13795", "S26-4829-1379", "SG26-4829-137五", "SG26-4829-137٥"],
)
def test_what_is_no_code_is_none(typed):
    assert codes.read_code(typed) is None


def test_new_codes_cannot_be_guessed_from_each_other():
    made = {codes.new_code("SG", 2026) for _ in range(500)}
    assert len(made) == 500
    assert all(codes.read_code(code) == code for code in made)


# --- text ---


def test_text_is_stored_in_one_form():
    typed = unicodedata.normalize("NFD", "  Đường\u00a0Lê   Lợi\r\n\r\n\r\n\r\nđèn\u200b hỏng \x00🏠\ue000 ")
    assert text.clean(typed) == "Đường Lê Lợi\n\nđèn hỏng 🏠"
    assert text.one_line("một\n\n hai\tba") == "một hai ba"


@given(st.text())
def test_cleaning_twice_changes_nothing(typed):
    once = text.clean(typed)
    assert text.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đăng Ký", "dang ky"),
        (unicodedata.normalize("NFD", "Đăng Ký"), "dang ky"),
        ("PHƯỜNG SÀI GÒN", "phuong sai gon"),
        ("đèn đường 🏠", "den duong 🏠"),
        ("straße", "strasse"),
        ("", ""),
    ],
)
def test_folding_finds_vietnamese_however_typed(typed, folded):
    assert text.fold(typed) == folded


@given(st.text(alphabet="aăâeêioôơuưyđAĂÂĐ \u0300\u0301\u0303\u0309\u0323\u0306\u0302\u031b"))
def test_folding_does_not_depend_on_normal_form(typed):
    forms = {text.fold(unicodedata.normalize(form, typed)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len(forms) == 1
    assert text.fold(forms.copy().pop()) in forms


# --- hooks and refusals ---


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(hooks, "_registry", {kind: {} for kind in hooks.KINDS})


def test_hooks_run_by_name_and_in_the_order_of_names(registry):
    hooks.register("effect", "b.publish", lambda word: f"b {word}")
    hooks.register("effect", "a.publish", lambda word: f"a {word}")
    assert hooks.call("effect", "b.publish", "x") == "b x"
    assert list(hooks.call_all("effect", "y").items()) == [("a.publish", "a y"), ("b.publish", "b y")]
    assert hooks.names("effect") == {"a.publish", "b.publish"}


def test_a_hook_has_one_owner_and_a_known_kind(registry):
    def mine() -> None: ...

    hooks.register("guard", "ask", mine)
    hooks.register("guard", "ask", mine)
    with pytest.raises(ValueError, match="twice"):
        hooks.register("guard", "ask", lambda: None)
    with pytest.raises(KeyError):
        hooks.register("nonsense", "ask", mine)
    with pytest.raises(hooks.UnknownHook, match="guard:other"):
        hooks.call("guard", "other")


def test_refusals_say_what_and_where():
    refusal = Refused("Chưa gửi được.", phone="Số điện thoại thiếu chữ số.")
    assert refusal.errors == {"phone": "Số điện thoại thiếu chữ số.", "": "Chưa gửi được."}
    assert "thiếu chữ số" in str(refusal)
    assert all(issubclass(kind, Refused) for kind in (Conflict, NotAllowed, NotFound))


def test_today_is_the_day_of_viet_nam(monkeypatch):
    late = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    assert clock.today() == date(2026, 11, 21)
    assert clock.day_of(datetime(2026, 11, 20, 16, 59, tzinfo=UTC)) == date(2026, 11, 20)


# --- the home and its keys ---


def test_the_home_and_its_keys_are_their_owners_only(monkeypatch, tmp_path):
    monkeypatch.setenv("GANDAN_HOME", str(tmp_path / "a" / "home"))
    made = home.key_bytes("sample", 48)
    assert len(made) == 48
    assert home.key_bytes("sample", 48) == made != home.key_bytes("other", 48)
    modes = [
        path.stat().st_mode & 0o777 for path in (home.home(), home.home() / "keys", home.home() / "keys" / "sample")
    ]
    assert modes == [0o700, 0o700, 0o600]


def test_processes_that_start_at_once_agree_on_a_key(tmp_path):
    code = "import sys, time; from gandan.core.home import key_bytes; sys.stdin.readline(); print(key_bytes('k').hex())"
    environment = {"GANDAN_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen([sys.executable, "-c", code], env=environment, **pipes) for _ in range(8)]
    for one in started:
        one.stdin.write("now\n")
        one.stdin.flush()
    said = {one.communicate(timeout=120)[0] for one in started}
    assert len(said) == 1
    assert len(said.pop().strip()) == 64
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["k"]
