"""Typst in a process of its own, for long papers: it keeps what it laid out, a thousand rows cost 200 MB.

`python -m gandan.documents.rules.printing` reads a job as JSON from its input and writes the PDF to its output.
"""

from __future__ import annotations

import json
import sys

import typst


def compiled(root: str, template: str, fonts: str, inputs: dict[str, str], timestamp: int, tags: bool) -> bytes:
    """The PDF of one template of `root`, with these fonts and no others."""
    only = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    compiler = typst.Compiler(root=root, font_paths=only)
    made = compiler.compile(
        input=f"{root}/{template}.typ", format="pdf", sys_inputs=inputs, timestamp=timestamp, pdf_tags=tags
    )
    if not isinstance(made, bytes):
        raise TypeError("typst made no single PDF")
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(compiled(**json.load(sys.stdin)))
