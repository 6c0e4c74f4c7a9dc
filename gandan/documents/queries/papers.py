"""Papers: typst templates filled with values, and QR codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.html import escape

from gandan.core import clock

if TYPE_CHECKING:
    import typst

_TEMPLATES = Path(__file__).resolve().parent.parent / "typst"
_FONTS = Path(__file__).resolve().parent.parent.parent / "ui" / "fonts" / "tinos"
_NO_QR = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
# Characters that turn the direction of what follows: on paper they would let one thing read as another.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_here = threading.local()
_PRINT_SECONDS = 120
_printing = threading.BoundedSemaphore(1)


def pdf(template: str, values: dict[str, Any], at: datetime | None = None) -> bytes:
    """The paper `template` (a file of documents/typst) as PDF, dated `at` (now).

    Values travel as JSON and are shown as text: nothing in them is read as markup. `values["qr"]`, where given, is
    the text of a QR code.
    """
    inputs = _inputs(template, values)
    return _compiler().compile(
        input=str(_TEMPLATES / f"{template}.typ"),
        format="pdf",
        sys_inputs=inputs,
        timestamp=int((at or clock.now()).timestamp()),
    )


def long_pdf(template: str, values: dict[str, Any]) -> bytes:
    """As `pdf`, for tables of many pages: in a process of its own, one at a time, without tags for screen readers,
    which would cost ten times the table.
    """
    job = {
        "root": str(_TEMPLATES),
        "template": template,
        "fonts": str(_FONTS),
        "inputs": _inputs(template, values),
        "timestamp": int(clock.now().timestamp()),
        "tags": False,
    }
    paths = os.pathsep.join(path for path in sys.path if path)
    with _printing:
        done = subprocess.run(
            [sys.executable, "-m", "gandan.documents.rules.printing"],
            input=json.dumps(job).encode(),
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            timeout=_PRINT_SECONDS,
            check=True,
        )
    return done.stdout


def _inputs(template: str, values: dict[str, Any]) -> dict[str, str]:
    if template not in templates():
        raise LookupError(f"no paper template {template!r}; there are {', '.join(sorted(templates()))}")
    code = values.get("qr")
    return {
        "values": json.dumps(values, ensure_ascii=False).translate(_TURNS),
        "qr": _qr_picture(code) if code else _NO_QR,
    }


@cache
def templates() -> frozenset[str]:
    """Papers that can be printed; a name that starts with «_» is a module for them."""
    return frozenset(path.stem for path in _TEMPLATES.glob("*.typ") if not path.stem.startswith("_"))


def qr_svg(text: str, title: str = "") -> str:
    """A QR code as an inline SVG element: it scales, has a name for screen readers and no script or style."""
    code = _qr(text)
    drawing = code.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    label = f' role="img" aria-label="{escape(title)}"' if title else ' aria-hidden="true" focusable="false"'
    return drawing.replace("<svg", f"<svg{label}", 1)


def qr_image(text: str) -> str:
    """The same as an address for `<img src>`: black on white in every colour scheme, with its quiet zone."""
    return _qr(text).svg_data_uri(border=4, light="#fff", omitsize=True)


def _qr(text: str) -> Any:
    import segno

    return segno.make(text, error="m", micro=False)


def _compiler() -> typst.Compiler:
    """One compiler a thread: it keeps fonts and templates parsed, and may not be shared while it works."""
    if not hasattr(_here, "compiler"):
        import typst

        _here.compiler = typst.Compiler(root=str(_TEMPLATES), font_paths=_fonts())
    return _here.compiler


@cache
def _fonts() -> typst.Fonts:
    import typst

    # Neither the system's fonts nor those that typst carries: a paper looks the same wherever it is printed.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])


def _qr_picture(text: str) -> str:
    out = io.BytesIO()
    _qr(text).save(out, kind="svg", border=0, xmldecl=False, svgclass=None)
    return out.getvalue().decode()
