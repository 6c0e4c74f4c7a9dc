"""Power cuts: whatever was acknowledged before kill -9 is there afterwards, whole and chained."""

import subprocess
import sys
import threading
import time

import pytest
from django.db import transaction

from gandan.audit import actions
from gandan.audit import queries as audit
from gandan.audit.models import Entry
from tests.core.make import ROOT, environment, kill, wait_until


@pytest.mark.parametrize("processes", [1, 3])
def test_every_acknowledged_act_survives(transactional_db, processes):
    writers = [Writer() for _ in range(processes)]
    try:
        wait_until(lambda: all(len(writer.said) > 40 for writer in writers), seconds=40)
        time.sleep(0.3)
    finally:
        for writer in writers:
            writer.kill()
    said = {digest for writer in writers for digest in writer.said}
    assert len(said) > 40 * processes
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
        self._reader.join(timeout=10)
        self._process.stdout.close()

    def _read(self) -> None:
        for line in self._process.stdout:
            if len(line) == 65:  # the last line may be cut in the middle: then nobody was told
                self.said.append(line.strip())
