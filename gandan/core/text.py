"""Vietnamese text: one normal form for storing, one folded form for finding."""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = re.compile(r"\d{1,9}|\D")
# Categories Cc (but for line and tab), Cs and Co, and the two that no XML may hold: a title with one breaks a feed.
# A test holds this against unicodedata. Then what is not seen but makes one name look like another or not be found:
# signs of no width, and those that turn the direction of what follows. The joiner of 👩‍🌾 stays.
_UNWANTED = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f"
    "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)


def clean(text: str) -> str:
    """Text as it is stored: NFC, no control characters, no odd spaces, trimmed."""
    kept = legible(text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = unicodedata.normalize("NFC", kept)  # afterwards: what is left out may have parted a letter and its mark
    kept = "\n".join(_SPACES.sub(" ", line).strip() for line in kept.split("\n"))
    return _BLANK_LINES.sub("\n\n", kept).strip()


def legible(text: str) -> str:
    """Without what no page, feed or database may hold; nothing else changes."""
    return _UNWANTED.sub("", text)


def one_line(text: str) -> str:
    """As `clean`, on a single line: subjects, names, addresses."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """The form that is searched: đ→d, no diacritics, lower case. FTS5 itself does not fold đ."""
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", text.translate(_BARE)).casefold()


def alphabetical(name: str) -> tuple[list[tuple[int, int]], str]:
    """A key to sort names by as a Vietnamese reader looks for them: Đ after D, «Khu phố 10» after «Khu phố 9»."""
    toneless = "".join(sign for sign in unicodedata.normalize("NFD", name.casefold()) if sign not in _TONES)
    parts = _LETTERS.findall(unicodedata.normalize("NFC", toneless))
    return [(0, int(part)) if part.isdecimal() else (1, _ALPHABET.find(part)) for part in parts], name


def whole_number(text: str, digits: int = 9) -> int | None:
    """A whole number as an address or a form states it, else None. (`isdigit` takes «²», which `int` does not read.)"""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


class _Bare(dict[int, int | None]):
    """For `str.translate`: nothing for a mark, itself for any other character. It learns them as they come."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) == "Mn" else code
        return self[code]


_BARE = _Bare()
