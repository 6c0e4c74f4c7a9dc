"""What is stripped from text by a pattern is what the Unicode database calls control, surrogate and private use."""

import unicodedata

from gandan.core.text import alphabetical, clean


def test_exactly_these_characters_are_left_out() -> None:
    for number in range(0x110000):
        sign = chr(number)
        unwanted = unicodedata.category(sign) in {"Cc", "Cs", "Co"} and sign not in "\n\t\r"
        unwanted |= sign in "\ufffe\uffff"  # XML 1.0, 2.2
        if unwanted:
            assert clean(f"a{sign}b") == "ab", hex(number)
    assert clean("a\tb") == "a b"
    for hidden in "\u00ad\u200b\u200e\u202e\u2060\u2066\ufeff\U000e0041":
        assert clean(f"Nguy{hidden}ễn") == "Nguyễn", hex(ord(hidden))
    assert clean("e\u200b\u0301") == "é"
    assert clean("a💡b‍c") == "a💡b‍c"


def test_names_stand_where_a_vietnamese_reader_looks_for_them() -> None:
    names = ["An Giang", "Ăn", "Cà Mau", "Cao Bằng", "Cần Thơ", "Dĩ An", "Đà Nẵng", "Điện Biên", "Gia Lai", "Khu phố 9"]
    names += ["Khu phố 10", "Vĩnh Long"]
    assert sorted(sorted(names), key=alphabetical) == names
