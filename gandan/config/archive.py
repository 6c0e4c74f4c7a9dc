"""A backup as one file: database, files, law overlays and public keys, with a list of hashes; secrets apart."""

import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gandan.core.types import Refused

FORMAT = "gandan-backup/1"
MANIFEST = "manifest.json"
KEPT = ("files", "law", "checkpoint-keys.txt")  # of $GANDAN_HOME, besides the database
SQLITE, POSTGRESQL = "database.sqlite3", "database.pgdump"


def write(target: Path, home: Path, database: dict[str, Any]) -> int:
    """Writes a backup while the product runs; returns its size in bytes.

    The database first, then the files: a file is stored before the row that names it is committed.
    """
    with _drafted(target) as draft, tempfile.TemporaryDirectory(dir=target.parent, prefix=".gandan-") as room:
        dumped = dump(database, Path(room))
        parts = [(dumped.name, dumped), *_tree(home, KEPT)]
        _pack(draft, parts, {"database": dumped.suffix.lstrip(".")})
    return target.stat().st_size


def write_keys(target: Path, home: Path) -> None:
    """The secrets of the installation; whoever has this file and a backup reads sealed cases."""
    with _drafted(target) as draft:
        _pack(draft, _tree(home, ("keys",)), {"database": ""})


def read(source: Path, room: Path) -> dict[str, Any]:
    """Unpacks into `room` and checks every hash; the manifest. Refused where anything is missing or altered."""
    try:
        with tarfile.open(source, "r:gz") as tar:
            tar.extractall(room, filter="data")
        manifest: dict[str, Any] = json.loads((room / MANIFEST).read_text("utf-8"))
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise Refused(f"{source}: không phải bản sao lưu đọc được ({error}).") from error
    if manifest.get("format") != FORMAT:
        raise Refused(f"{source}: dạng {manifest.get('format')!r} không phải {FORMAT}.")
    for name, expected in manifest["hashes"].items():
        path = room / name
        if not path.is_file() or _sha256(path) != expected:
            raise Refused(f"{source}: {name} thiếu hoặc đã bị sửa. Dùng bản sao lưu khác.")
    return manifest


def dump(database: dict[str, Any], room: Path) -> Path:
    if database["ENGINE"] == "gandan.core.sqlite":
        path = room / SQLITE
        with closing(sqlite3.connect(database["NAME"])) as live, closing(sqlite3.connect(path)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        return path
    path = room / POSTGRESQL
    _postgresql("pg_dump", database, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
    return path


def load(manifest: dict[str, Any], room: Path, database: dict[str, Any]) -> None:
    """Puts the database of an unpacked backup where the settings say."""
    embedded = database["ENGINE"] == "gandan.core.sqlite"
    if manifest["database"] != (SQLITE if embedded else POSTGRESQL).rpartition(".")[2]:
        raise Refused(
            f"Bản sao lưu này là của {manifest['database']}; GANDAN_DATABASE_URL đang chỉ tới cơ sở dữ liệu loại khác."
        )
    if embedded:
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        for leftover in ("", "-wal", "-shm"):  # of a database without tables, as any command makes it
            Path(f"{database['NAME']}{leftover}").unlink(missing_ok=True)
        shutil.move(room / SQLITE, database["NAME"])
        return
    words = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _postgresql("pg_restore", database, *words, f"--dbname={database['NAME']}", str(room / POSTGRESQL))


def is_empty(database: dict[str, Any]) -> bool:
    """Whether there is no table: nothing to back up, and a backup may be restored here."""
    embedded = database["ENGINE"] == "gandan.core.sqlite"
    if embedded and not Path(database["NAME"]).exists():
        return True
    try:
        return (_tables_of_file(database["NAME"]) if embedded else _tables_of_server(database)) == 0
    except sqlite3.DatabaseError as error:
        raise Refused(f"{database['NAME']}: không phải cơ sở dữ liệu đọc được ({error}).") from error


def _tables_of_file(name: str) -> int:
    with closing(sqlite3.connect(name)) as connection:
        return int(connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0])


def _tables_of_server(database: dict[str, Any]) -> int:
    import psycopg

    try:
        with psycopg.connect(**_session(database)) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    except psycopg.OperationalError as error:
        line = next(iter(str(error).splitlines()), "")
        raise Refused(f"Cơ sở dữ liệu không trả lời ({line}). Xem GANDAN_DATABASE_URL.") from error
    return int(found[0]) if found else 0


def _pack(draft: Path, parts: list[tuple[str, Path]], told: dict[str, str]) -> None:
    hashes: dict[str, str] = {}
    # Photos and PDFs are compressed already: little is won above the lightest level.
    with gzip.open(draft, "wb", compresslevel=1) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for name, path in parts:
            hashes[name] = _sha256(path)
            tar.add(path, name, recursive=False)
        manifest = {"format": FORMAT, "made_at": datetime.now(UTC).isoformat(), **told, "hashes": hashes}
        content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))


def may_write(target: Path) -> None:
    """Raises Refused where a backup of this name would overwrite something or has no place."""
    if target.exists():
        raise Refused(f"{target}: đã có. Chọn tên khác; bản sao lưu cũ không bị ghi đè.")
    if not target.parent.is_dir():
        raise Refused(f"{target.parent}: không có thư mục này.")
    if not os.access(target.parent, os.W_OK):
        raise Refused(f"{target.parent}: không có quyền ghi vào thư mục này.")


@contextmanager
def _drafted(target: Path) -> Iterator[Path]:
    """A file that appears whole or not at all, for its owner only."""
    may_write(target)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".gandan-")
    draft = Path(name)
    try:
        os.close(descriptor)
        yield draft
        with open(draft, "rb") as file:
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def _tree(home: Path, names: tuple[str, ...]) -> list[tuple[str, Path]]:
    found = [path for name in names for path in [home / name, *(home / name).rglob("*")]]
    return [(path.relative_to(home).as_posix(), path) for path in sorted(found) if path.is_file()]


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _postgresql(program: str, database: dict[str, Any], *words: str) -> None:
    session = _session(database)
    environment = dict(os.environ)
    for name, key in {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}.items():
        if session.get(key):
            environment[name] = session[key]
    environment["PGDATABASE"] = session["dbname"]
    found = shutil.which(program)
    if found is None:
        raise Refused(f"Không thấy {program}. Cài gói postgresql-client cùng bản với máy chủ, rồi làm lại.")
    done = subprocess.run([found, *words], env=environment, capture_output=True, text=True)  # noqa: S603 - our words
    if done.returncode:
        raise Refused(f"{program}: {done.stderr.strip()}")


def _session(database: dict[str, Any]) -> dict[str, str]:
    told = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return {name: str(database[key]) for name, key in told.items() if database.get(key)}
