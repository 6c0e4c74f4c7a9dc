"""Eight connections that ask as fast as they are answered, from a process of their own."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import multiprocessing
import signal
import statistics
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from dev.setup import ROOT

CONNECTIONS = 8
WARM_UP = 1.5  # seconds that are not counted

Asking = tuple[str, str, bytes, dict[str, str], int]  # method, path, body, headers, expected status
Questions = Callable[[], Asking]
Pairs = list[tuple["Result", "Result"]]


class Failed(Exception):
    """A server did not start, or did not answer as it should."""


@dataclass(frozen=True)
class Result:
    """How long each answer took, in milliseconds, and over how many seconds they were asked for."""

    taken: tuple[float, ...]
    seconds: float

    @property
    def rate(self) -> float:
        return len(self.taken) / self.seconds

    @property
    def p50(self) -> float:
        return statistics.median(self.taken)

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.taken, n=100)[98]

    def __add__(self, other: Result) -> Result:
        return Result(self.taken + other.taken, self.seconds + other.seconds)


def bare_insert() -> Asking:
    return "POST", "/insert", b"x" * 400, {"Content-Type": "application/json"}, 201


def bare_page() -> Asking:
    return "GET", "/page", b"", {}, 200


def warm_page() -> Asking:
    return "GET", "/", b"", {"Accept-Language": "vi"}, 200


_fresh = itertools.count()


def cold_page() -> Asking:
    """The same page under an address that no cache has seen."""
    return "GET", f"/?lan={uuid.uuid4().hex}{next(_fresh)}", b"", {"Accept-Language": "vi"}, 200


@dataclass(frozen=True)
class petition:  # called like the functions above; a class, to travel to another process
    sample: dict[str, Any]

    def __call__(self) -> Asking:
        body = {
            **self.sample,
            "subject": "Đèn đường hỏng trước hẻm",
            "content": "Đèn không sáng từ tối thứ Hai, đoạn này rất tối. " * 8,
            "party": {"name": "Người gửi thử tải", "phone": "0900000000", "email": "thu.tai@example.vn"},
        }
        headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        return "POST", "/api/v1/cases", json.dumps(body).encode(), headers, 201


def side_by_side(one: tuple[int, Questions], other: tuple[int, Questions], seconds: float, rounds: int) -> Pairs:
    """Two servers in turns, so that whatever else the machine does meets both. The first turn of each warms up."""
    pairs = []
    for number in range(rounds):
        warm_up = WARM_UP if number == 0 else WARM_UP / 5
        first, second = (run(port, ask, seconds / rounds, warm_up) for port, ask in (one, other))
        pairs.append((first, second))
    return pairs


def warm(port: int, questions: Questions) -> None:
    """Each connection asks once, untimed: every process finds what it keeps, over a million cases in some seconds."""

    def ask(_number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with contextlib.closing(connection):
            method, path, body, headers, expected = questions()
            connection.request(method, path, body or None, headers)
            if (status := connection.getresponse().status) != expected:
                raise Failed(f"{method} {path}: {status}, not {expected}")

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(ask, range(CONNECTIONS)))


def run(port: int, questions: Questions, seconds: float, warm_up: float = WARM_UP) -> Result:
    """In a process of its own: the one that measures must not wait for the one that orchestrates."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_run, args=(port, questions, seconds, warm_up, queue))
    process.start()
    try:
        told = queue.get(timeout=seconds + 60)
    finally:
        process.join(timeout=5)
        if process.is_alive():
            process.kill()
    if isinstance(told, str):
        raise Failed(told)
    if len(told) < 5:
        raise Failed(f"only {len(told)} answers in {seconds} s: nothing to measure")
    return Result(tuple(told), seconds)


def _run(port: int, questions: Questions, seconds: float, warm_up: float, queue: Any) -> None:
    results: list[list[float]] = [[] for _ in range(CONNECTIONS)]
    problems: list[str] = []
    start = time.perf_counter() + warm_up
    threads = [
        threading.Thread(target=_ask, args=(port, questions, start, start + seconds, taken, problems))
        for taken in results
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put(problems[0] if problems else list(itertools.chain.from_iterable(results)))


def _ask(port: int, questions: Questions, start: float, end: float, taken: list[float], problems: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        while (began := time.perf_counter()) < end and not problems:
            method, path, body, headers, expected = questions()
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            said = response.read()
            if response.status != expected:
                problems.append(
                    f"{method} {path}: {response.status}, not {expected}: {said[:300].decode('utf-8', 'replace')}"
                )
            if began >= start:
                taken.append((time.perf_counter() - began) * 1000)
    except OSError as error:
        problems.append(f"connection to {port}: {error!r}")
    finally:
        connection.close()


@contextlib.contextmanager
def server(command: list[str], environment: dict[str, str], port: int, ready: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(process, port, ready)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, ready: str, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.request("GET", ready)
            if connection.getresponse().status == 200:
                return
        time.sleep(0.02)
    raise Failed(f"the server on {port} did not answer {ready}; its own words stand above.")
