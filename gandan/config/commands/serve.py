"""`gandan serve`: the web, and with the embedded database the worker beside it."""

import argparse
import os
import socket
import subprocess
import sys
import threading
from types import TracebackType

NAME = "serve"
HELP = "Serve the web with granian; with SQLite also run the worker. Stops cleanly on SIGTERM and Ctrl-C."
_PATIENCE = 20  # seconds for the job in hand to end


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="H")
    parser.add_argument("--port", type=int, default=8000, metavar="N")
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processes (one a core: SQLite up to 2, PostgreSQL up to 4)"
    )
    parser.add_argument(
        "--threads", type=int, metavar="N", help="requests at once in each process (SQLite: 3, PostgreSQL: 8)"
    )
    parser.add_argument(
        "--worker", action=argparse.BooleanOptionalAction, help="run jobs beside the web (with SQLite: yes)"
    )


def run(args: argparse.Namespace) -> int:
    if code := unservable(args):
        return code
    if problem := missing() or refused():
        print(f"serve: {problem}", file=sys.stderr)
        return 1
    from django.db import connection, connections

    embedded = connection.vendor == "sqlite"
    connections.close_all()
    beside = embedded if args.worker is None else args.worker
    server = granian(args.host, args.port, args.workers or processes(embedded), args.threads or threads(embedded))
    print(f"Gần Dân: http://{args.host}:{args.port}  (Ctrl-C để dừng)", flush=True)
    with JobWorker(beside):
        server.serve()
    return 0


def unservable(args: argparse.Namespace) -> int:
    """Tells what is wrong with the options or their address; 0 where nothing is."""
    asked = [number for number in (args.workers, args.threads) if number is not None]
    if any(number < 1 for number in asked) or not 0 < args.port < 65536:
        print("serve: --workers và --threads từ 1; --port từ 1 đến 65535.", file=sys.stderr)
        return 2
    if problem := taken(args.host, args.port):
        print(f"serve: {problem}", file=sys.stderr)
        return 1
    return 0


def processes(embedded: bool) -> int:
    """One a core, up to four. SQLite has one writer at a time: more than two processes would wait for each other."""
    return min(os.cpu_count() or 1, 2 if embedded else 4)


def threads(embedded: bool) -> int:
    """Few where one writes at a time: each thread that computes keeps the writer from its turn."""
    return 3 if embedded else 8


def missing() -> str:
    """What `gandan migrate` has not done yet."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        name = connection.settings_dict["NAME"]
        return f"cơ sở dữ liệu {name} chưa có đủ bảng của bản này. Chạy: gandan migrate"
    if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return "chưa có tệp tĩnh (kiểu chữ, hình, mã trang). Chạy: gandan migrate"
    return ""


def refused() -> str:
    """What our own checks refuse to start with: broken packs, «Vào vai» on real records."""
    from django.core.checks.registry import registry

    ours = (check for check in registry.get_checks() if check.__module__.startswith("gandan."))
    serious = [error for check in ours for error in check(app_configs=None, databases=None) if error.is_serious()]
    return "\n".join(f"{error.id}: {error.msg} {error.hint or ''}".rstrip() for error in serious[:5])


def taken(host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return f"không mở được {host}:{port} ({error.strerror}). Chọn cổng khác bằng --port."
    return ""


def granian(host: str, port: int, workers: int, threads: int):  # type: ignore[no-untyped-def]
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        "gandan.config.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        blocking_threads_idle_timeout=600,  # a thread that ends takes its database connection with it
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_PATIENCE,
        log_level=LogLevels.error,  # its warning of many threads is not for threads that wait for a database
    )


class JobWorker:
    """`gandan worker` as a child: started again if it dies, stopped with the server."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._keep, name="job-worker", daemon=True)

    def __enter__(self) -> None:
        if self._wanted:
            self._start()
            self._watch.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stopping.set()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()  # its lease frees the job

    def _start(self) -> None:
        command = [sys.executable, "-m", "gandan.config.cli", "worker", "--parent", str(os.getpid())]
        self._process = subprocess.Popen(command)  # noqa: S603 - our own words only

    def _keep(self) -> None:
        while self._process is not None:
            self._process.wait()
            if self._stopping.wait(1):
                return
            print("serve: tiến trình chạy việc đã dừng, đang chạy lại.", file=sys.stderr, flush=True)
            self._start()
