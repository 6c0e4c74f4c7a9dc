"""What an operator types: files and days, with words for what is wrong about them."""

import argparse
from datetime import date, datetime
from pathlib import Path

from gandan.core.types import Refused

WRONG = {FileNotFoundError: "không có tệp này", IsADirectoryError: "là thư mục, không phải tệp"}
WRONG[PermissionError] = "không có quyền đọc tệp này"


def readable(file: Path) -> Path:
    """The file, which can be read and holds something. Raises Refused."""
    try:
        with open(file, "rb") as opened:
            empty = not opened.read(1)
    except OSError as error:
        raise Refused(f"{file}: {WRONG.get(type(error), error.strerror)}.") from error
    if empty:
        raise Refused(f"{file}: tệp trống.")
    return file


def day(text: str) -> date:
    """2026-12-01 or 01/12/2026, as the type of an option."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"«{text}» không phải ngày. Viết dạng 2026-12-01 hoặc 01/12/2026.")
