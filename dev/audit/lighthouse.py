"""Four pages of the sample authority as Lighthouse sees them on a phone, against a server of their own."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev import provision
from dev.audit import node
from dev.setup import ROOT

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = 95
KILOBYTES = 100  # over the line before images, on the first page
TRIES = 3  # speed hangs on what else the machine does; the middle one of three counts
PATIENCE = 240  # seconds until the sample authority is built and answers
REPORTS = node.PLACE / "reports"
LINE = "{:<12}{:>13}{:>15}{:>16}{:>6}{:>18}   {}"


class Blind(Exception):
    """Lighthouse saw nothing of a page, as it now and then does on a busy machine («NO_NAVSTART»); its own words."""


@dataclass(frozen=True)
class Score:
    """What Lighthouse said of one page."""

    page: str
    address: str
    points: dict[str, int]
    kilobytes: float
    lacking: list[str]

    @property
    def misses(self) -> list[str]:
        low = [f"{name} {self.points[name]}, {WANTED} wanted" for name in CATEGORIES if self.points[name] < WANTED]
        if self.page == "home" and self.kilobytes > KILOBYTES:
            low.append(f"{self.kilobytes:.0f} KB before images, {KILOBYTES} allowed")
        return low


def main() -> int:
    program = node.lighthouse()
    REPORTS.mkdir(parents=True, exist_ok=True)
    with sample_authority() as base:
        scores = [looked_at(program, page, address) for page, address in addresses(base).items()]
    print(LINE.format("page", *CATEGORIES, "KB before images", "address"))
    for score in scores:
        points = [score.points[name] for name in CATEGORIES]
        print(LINE.format(score.page, *points, f"{score.kilobytes:.1f}", score.address.removeprefix(base)))
    for score in scores:
        for miss in score.misses:
            print(f"lighthouse: {score.page} has {miss} ({'; '.join(score.lacking)})", flush=True)
    print(f"lighthouse: whole reports in {REPORTS.relative_to(ROOT)}", flush=True)
    return int(any(score.misses for score in scores))


def addresses(base: str) -> dict[str, str]:
    """The first page, a procedure, a disclosure and an article with a picture, by the links of their lists."""
    articles = links(base, "/tin-tuc/", r"/tin-tuc/[a-z0-9-]+/")
    pictured = [path for path in articles if "<picture" in fetched(base, path)]
    return {
        "home": f"{base}/",
        "procedure": f"{base}/thu-tuc/2.000815/",
        "disclosure": base + links(base, "/cong-khai/", r"/cong-khai/\d+-\d{4}-\d+/")[0],
        "article": base + (pictured or articles)[0],
    }


def links(base: str, path: str, shape: str) -> list[str]:
    found = re.findall(f'href="({shape})"', fetched(base, path))
    if not found:
        raise provision.Missing(f"{path} has no link like {shape}: the sample authority has nothing to look at.")
    return found


def fetched(base: str, path: str) -> str:
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def looked_at(program: Path, page: str, address: str) -> Score:
    """The first look that misses nothing, or the middle one; one that saw nothing is told and counts for none."""
    seen: list[Score] = []
    for number in range(1, TRIES + 1):
        try:
            seen.append(score(program, page, address))
        except Blind as blind:
            print(f"lighthouse: {page}, try {number} of {TRIES}: {blind}", flush=True)
            continue
        if len(seen) == 1 and not seen[0].misses:
            return seen[0]
    if not seen:
        raise provision.Missing(f"Lighthouse could not look at {address}; its own words stand above.")
    return sorted(seen, key=lambda each: each.points["performance"])[(len(seen) - 1) // 2]


def score(program: Path, page: str, address: str) -> Score:
    flags = ["--headless=new", "--disable-dev-shm-usage", *(["--no-sandbox"] if provision.is_root() else [])]
    command = [str(program), address, "--quiet", "--no-enable-error-reporting", f"--chrome-flags={' '.join(flags)}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--output=html"]
    command += [f"--output-path={REPORTS / page}", "--form-factor=mobile", "--locale=en"]
    report = REPORTS / f"{page}.report.json"
    report.unlink(missing_ok=True)  # that of an earlier audit proves nothing
    browser = {"CHROME_PATH": provision.chromium()}
    try:
        done = subprocess.run(command, env=os.environ | browser, capture_output=True, text=True, timeout=180)
    except subprocess.TimeoutExpired as error:
        raise Blind(f"no end after {error.timeout:.0f} s") from error
    if done.returncode or not report.exists():
        raise Blind(f"{done.stdout}{done.stderr}".strip())
    return read(page, address, json.loads(report.read_text("utf-8")))


def read(page: str, address: str, report: dict[str, Any]) -> Score:
    """A report without all four points is a failure, whatever else it says."""
    points = {name: round((report["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}
    requests = report["audits"]["network-requests"]["details"]["items"]
    sent = sum(each.get("transferSize", 0) for each in requests if each.get("resourceType") != "Image")
    counted = {ref["id"] for name in CATEGORIES for ref in report["categories"][name]["auditRefs"] if ref["weight"]}
    audits = [audit for name, audit in report["audits"].items() if name in counted]
    lacking = [audit["title"] for audit in audits if audit["score"] is not None and audit["score"] < 0.9]
    return Score(page, address, points, sent / 1024, lacking)


@contextlib.contextmanager
def sample_authority() -> Iterator[str]:
    """`gandan demo` in a home of its own on a free port, as its address; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="gandan-audit-", ignore_cleanup_errors=True) as home:
        port = provision.free_port()
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GANDAN_", "DJANGO_"))}
        environment |= {"GANDAN_HOME": home, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "gandan.config.cli", "demo", "--port", str(port)]
        log = Path(home) / "demo.log"
        with open(log, "wb") as out:
            server = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True
            )
        try:
            wait_for(server, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(server)


def wait_for(server: subprocess.Popen[bytes], base: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if fetched(base, "/healthz"):
                return
        time.sleep(0.5)
    raise provision.Missing(f"The sample authority did not answer:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
