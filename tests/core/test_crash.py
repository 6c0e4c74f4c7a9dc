"""Power cuts: whatever was acknowledged before kill -9 is there afterwards, whole and chained."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import ExitStack

from django.db import transaction

from dev import provision
from gandan.audit import actions
from gandan.audit import queries as audit
from gandan.audit.models import Entry
from gandan.cases.models import Case
from tests.cases.make import a_ward_at_work
from tests.core.make import ROOT, environment, family, is_alive, kill, process, run, wait_until


def test_every_acknowledged_act_survives(transactional_db):
    with ExitStack() as at_the_end:
        writers = [Writer() for _ in range(3)]
        for writer in writers:
            at_the_end.callback(writer.kill)  # each, whatever becomes of the others
        wait_until(lambda: all(len(writer.said) > 40 for writer in writers), seconds=120)
        time.sleep(0.3)
    said = {digest for writer in writers for digest in writer.said}
    assert len(said) > 120
    kept = {bytes(digest).hex() for digest in Entry.objects.values_list("hash", flat=True)}
    assert said <= kept, f"{len(said - kept)} acknowledged acts are gone"
    assert audit.verify() == []
    # The dead held no lock, and the log goes on.
    with transaction.atomic():
        actions.record(actor="system:test", verb="write", object="crash:0", unit="", payload={})
    assert actions.checkpoint().size == Entry.objects.count()
    assert audit.verify() == []


class Writer:
    """A recording process and the hashes that it acknowledged."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.core.recording", "4"],
            cwd=ROOT,
            env=environment(),
            start_new_session=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def kill(self) -> None:
        kill(self._process)
        self._reader.join(timeout=60)
        self._process.stdout.close()

    def _read(self) -> None:
        for line in self._process.stdout:
            if len(line) == 65:  # the last line may be cut in the middle: then nobody was told
                self.said.append(line.strip())


# --- the whole product under load, over HTTP ---

LAMP = {
    "type": "field-report",
    "unit": "26740",
    "subject": "Đèn đường hỏng trước hẻm 18",
    "content": "Đèn trước hẻm 18 tắt từ tối thứ Hai, đường rất tối.",
    "field": "infrastructure",
    "place": {"lat": 10.7769, "lon": 106.7009, "address": "Đầu hẻm 18, khu phố 3"},
}


def test_every_acknowledged_code_is_there_after_the_server_was_killed(transactional_db):
    a_ward_at_work()
    done = run("migrate", "--quiet", timeout=120)
    assert done.returncode == 0, done.stderr
    port = provision.free_port()
    with process("serve", "--port", str(port), "--worker", env=unlimited()) as server:
        wait_until(lambda: ask(port, "GET", "/healthz")[0] == 200, what="for the server")
        senders = [Sender(port) for _ in range(6)]
        wait_until(lambda: sum(len(sender.taken) for sender in senders) >= 80, seconds=180, what="for 80 cases")
        kill(server)
    for sender in senders:
        sender.join(timeout=60)
    taken = {key: answer for sender in senders for key, answer in sender.taken.items()}
    unanswered = [sender.last for sender in senders if sender.last not in taken]
    assert audit.verify() == []

    with process("serve", "--port", str(port), "--worker", env=unlimited()) as server:
        wait_until(lambda: ask(port, "GET", "/healthz")[0] == 200, what="for the server to come back")
        for answer in taken.values():
            status, view = ask(port, "GET", f"/api/v1/cases/{answer['code']}")
            assert (status, view["code"]) == (200, answer["code"])
            assert audit.entry_by_hash(answer["receipt"]["hash"]).object == f"case:{answer['code']}"
        # Whoever got no answer sends again: one case a key, whether the first try had arrived or not.
        for key in [*unanswered, *list(taken)[:10]]:
            first, second = (ask(port, "POST", "/api/v1/cases", LAMP, key) for _ in range(2))
            assert first[0] == second[0] == 201
            assert first[1] == second[1] == taken.get(key, first[1])
        children = family(server.pid)
        assert len(children) >= 2
        os.kill(server.pid, signal.SIGKILL)  # the first process alone: nothing may keep its port
        wait_until(lambda: not any(map(is_alive, children)), what="for its children to end")
    assert Case.objects.count() == len(taken) + len(unanswered)
    assert audit.verify() == []


class Sender(threading.Thread):
    """Somebody who sends one report after the other until nobody answers."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port, self.taken, self.last = port, {}, ""
        self.start()

    def run(self) -> None:
        while True:
            self.last = str(uuid.uuid4())
            try:
                status, answer = ask(self.port, "POST", "/api/v1/cases", LAMP, self.last)
            except (OSError, http.client.HTTPException):
                return
            assert status == 201, answer
            self.taken[self.last] = answer


def unlimited() -> dict[str, str]:
    return environment(GANDAN_RATE_LIMITS="off", GANDAN_UNIT="26740")


def ask(port: int, method: str, path: str, body: dict | None = None, key: str = "") -> tuple[int, dict]:
    """Status and JSON; 0 where nobody listens yet (GET only)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key} if body else {}
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content.startswith(b"{") else {}
    except ConnectionRefusedError:
        if method == "GET":
            return 0, {}
        raise
    finally:
        connection.close()
