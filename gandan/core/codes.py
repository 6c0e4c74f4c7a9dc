"""Public codes: said easily on the phone, not guessable, a mistyped one is recognised.

`SG26-4829-1379`: prefix of the unit, year, seven random digits and a Damm check digit.
"""

import re
import secrets

# Damm, H. M.: totally anti-symmetric quasigroup of order 10; finds every single error and every
# transposition of neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_CODE = re.compile(r"^([A-Z]{2,4})(\d{2})-?(\d{4})-?(\d{4})$")


def check_digit(digits: str) -> int:
    """The Damm check digit of a string of digits."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def new_code(prefix: str, year: int) -> str:
    """A fresh code; uniqueness is the database's to hold, the caller draws again on a clash."""
    digits = f"{secrets.randbelow(10_000_000):07d}"
    return code_of(prefix, year, digits)


def code_of(prefix: str, year: int, digits: str) -> str:
    """The code with these seven digits (imports and the demo choose them)."""
    eight = digits + str(check_digit(f"{year % 100:02d}{digits}"))
    return f"{prefix}{year % 100:02d}-{eight[:4]}-{eight[4:]}"


def spoken(code: str) -> str:
    """`SG26-4829-1379` → «S G · 26 · 48 29 · 13 79»: as it is said on the phone."""
    match = re.fullmatch(r"([A-Z]+)(\d\d)-(\d\d)(\d\d)-(\d\d)(\d\d)", code)
    if not match:
        return code
    prefix, year, a, b, c, d = match.groups()
    return f"{' '.join(prefix)} · {year} · {a} {b} · {c} {d}"


def read_code(typed: str) -> str | None:
    """The code in its proper form, or None where it cannot be one (a mistyped digit, a wrong length).

    Spaces, dots, dashes and small letters are forgiven: people read codes from paper.
    """
    bare = re.sub(r"[\s.\u2010-\u2015_-]", "", typed or "").upper()
    match = _CODE.match(bare)
    if not match:
        return None
    prefix, year, left, right = match.groups()
    eight = left + right
    if not eight.isascii() or check_digit(f"{year}{eight}") != 0:
        return None
    return f"{prefix}{year}-{left}-{right}"
