"""The worker: claims jobs, renews the lease of the one it runs, enqueues what the schedule asks for."""

import logging
import os
import secrets
import signal
import socket
import threading
import time
from types import FrameType

from django.db import Error, close_old_connections, connections

from gandan.core.jobs import lease, running, schedule

log = logging.getLogger(__name__)
LEASE_SECONDS = 60.0
_POLL = 0.5  # seconds between looks into an empty queue
_HOUSEKEEPING = 5.0  # seconds between looks at the schedule and at leases that ran out


def drain(limit: int = 10_000) -> int:
    """Runs every job that is ready, here and now; how many ran. For tests, imports and the demo."""
    done = 0
    while done < limit and (claim := lease.claim(_name(), LEASE_SECONDS)):
        running.run(claim)
        done += 1
    return done


class Worker:
    """One process that runs one job at a time until it is told to stop; the job in hand is finished first."""

    def __init__(self, seconds: float = LEASE_SECONDS, parent: int | None = None) -> None:
        self.name = _name()
        self.seconds = seconds
        self.parent = parent  # stops when this process is gone, so that a killed server leaves no worker behind
        self._stop = threading.Event()
        self._heart = Heart()
        self._next_housekeeping = 0.0

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        self._stop.set()

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        self._heart.start()
        while not self._stop.is_set() and not self._orphaned():
            try:
                busy = self._turn()
            except Error:
                log.exception("the database does not answer; the worker goes on trying")
                connections.close_all()
                busy = False
                self._stop.wait(2)
            if not busy:
                self._stop.wait(min(_POLL, self.seconds / 4))
        self._heart.stop()
        connections.close_all()

    def _turn(self) -> bool:
        close_old_connections()
        if time.monotonic() >= self._next_housekeeping:
            self._next_housekeeping = time.monotonic() + min(_HOUSEKEEPING, self.seconds / 4)
            lease.free_expired()
            schedule.enqueue_due()
        claim = lease.claim(self.name, self.seconds)
        if claim is None:
            return False
        self._heart.beat_for(claim)
        try:
            running.run(claim)
        finally:
            self._heart.beat_for(None)
        return True

    def _orphaned(self) -> bool:
        return self.parent is not None and os.getppid() != self.parent


class Heart(threading.Thread):
    """Renews the lease of the job in hand, three times in its length, on a connection of its own.

    On SQLite it waits while a job's transaction holds the write lock; so does everyone who could take the job over.
    """

    def __init__(self) -> None:
        super().__init__(name="heart", daemon=True)
        self._claim: lease.Claim | None = None
        self._changed = threading.Condition()
        self._stopped = False

    def beat_for(self, claim: lease.Claim | None) -> None:
        with self._changed:
            self._claim = claim
            self._changed.notify()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self.join(timeout=5)

    def run(self) -> None:
        try:
            while (claim := self._next()) is not None:
                self._renew(claim)
        finally:
            connections.close_all()

    def _next(self) -> lease.Claim | None:
        """Waits until the job in hand needs renewing; None when it is time to stop."""
        with self._changed:
            while not self._stopped:
                claim = self._claim
                if claim is None:
                    self._changed.wait()
                elif not self._changed.wait(claim.seconds / 3):
                    return claim
        return None

    def _renew(self, claim: lease.Claim) -> None:
        try:
            close_old_connections()
            lease.renew(claim)
        except Error:
            log.exception("lease of job %s could not be renewed", claim.job.pk)
            connections.close_all()


def _name() -> str:
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
