"""The verifying page as one file, with its script inside."""

from pathlib import Path

ROOM = Path(__file__).resolve().parent.parent
_SCRIPT = "<!-- verify.js -->"


def standalone_page() -> str:
    page = (ROOM / "static" / "audit" / "standalone.html").read_text("utf-8")
    script = (ROOM / "static" / "audit" / "verify.js").read_text("utf-8")
    before, after = page.split(_SCRIPT)
    return f"{before}<script>\n{script}</script>{after}"
