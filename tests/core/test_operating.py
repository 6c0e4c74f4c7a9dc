"""What operators do, with the product's own commands: serve, verify, back up, restore."""

import json
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from dev import provision
from gandan.audit import actions
from gandan.audit import queries as audit
from gandan.config import cli, env
from gandan.core.home import home
from tests.audit.make import recorded, several, tamper
from tests.core.make import ROOT, environment, family, is_alive, kill, process, run, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = "sample:1"  # no room misses a row of it


@pytest.fixture
def gandan(monkeypatch, capsys):
    """The command in this process: a new one costs two seconds. `env` replaces what names home and database."""

    def command(*words: str, env: dict[str, str] | None = None) -> SimpleNamespace:
        with monkeypatch.context() as patch:
            for name, value in (env or environment()).items():
                if name.startswith("GANDAN_"):
                    patch.setenv(name, value)
            code = cli.main(list(words))
        out, err = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=out, stderr=err)

    return command


# --- verify ---


def test_verify_says_that_all_is_whole(gandan):
    several(3, SAMPLE)
    actions.checkpoint()
    several(1, SAMPLE)
    plain, machine = gandan("verify"), gandan("verify", "--json")
    assert (plain.returncode, plain.stderr) == (0, "")
    assert plain.stdout.startswith("Nguyên vẹn: 4 mục nhật ký, 3 mục trong 1 mốc kiểm chứng")
    told = json.loads(machine.stdout)
    assert told == {"ok": True, "entries": 4, "covered": 3, "checkpoints": 1, "findings": []}


def test_verify_names_what_was_altered_and_fails(gandan):
    entry = recorded(SAMPLE).entry
    tamper(f"UPDATE audit_secret SET payload = '{{}}' WHERE entry_id = {entry}")
    done = gandan("verify")
    assert done.returncode == 1
    assert f"audit_entry {entry} ({SAMPLE}): nội dung không khớp" in done.stdout
    assert json.loads(gandan("verify", "--json").stdout)["findings"][0]["record"] == f"audit_entry {entry} ({SAMPLE})"


def test_a_receipt_is_proved_without_database_or_home(tmp_path):
    digest = recorded().hash
    several(4, "case:x", "case:y")
    actions.checkpoint()
    paper = tmp_path / "bien-nhan.json"
    paper.write_text(json.dumps(audit.receipt(digest)))
    nowhere = {"PATH": os.environ["PATH"], "PYTHONPATH": environment()["PYTHONPATH"]}
    nowhere |= {"GANDAN_HOME": "/nonexistent", "GANDAN_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    done = run("verify", "--receipt", str(paper), env=nowhere)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Đúng: SG26-4829-1379")
    key = audit.public_key()
    assert key in done.stdout
    assert run("verify", "--receipt", str(paper), "--key", key, env=nowhere).returncode == 0
    assert "không phải khóa bạn tin" in run("verify", "--receipt", str(paper), "--key", "00" * 32, env=nowhere).stdout


def test_a_receipt_before_its_checkpoint_waits(gandan, tmp_path):
    paper = tmp_path / "bien-nhan.json"
    paper.write_text(json.dumps(audit.receipt(recorded().hash)))
    done = gandan("verify", "--receipt", str(paper))
    assert done.returncode == 1
    assert "chưa nằm trong mốc kiểm chứng nào" in done.stdout


def test_what_is_no_receipt_is_told(gandan, tmp_path):
    paper = tmp_path / "bien-nhan.json"
    paper.write_text("<html>")
    assert "không phải JSON" in gandan("verify", "--receipt", str(paper)).stdout
    missing = gandan("verify", "--receipt", str(tmp_path / "none.json"))
    assert missing.returncode == 1
    assert missing.stderr == f"{tmp_path / 'none.json'}: không có tệp này.\n"


def test_checkpoints_that_somebody_kept_must_still_hold(gandan, tmp_path):
    several(3, SAMPLE)
    kept = tmp_path / "checkpoints.json"
    kept.write_text(json.dumps({"checkpoints": [{"note": actions.checkpoint().note}]}))
    several(2, SAMPLE)
    actions.checkpoint()
    assert gandan("verify", "--against", str(kept)).returncode == 0
    # Cutting off the end together with its checkpoints leaves a log that is whole in itself.
    tamper(
        "DELETE FROM audit_secret", "DELETE FROM audit_entry", "DELETE FROM audit_node", "DELETE FROM audit_checkpoint"
    )
    assert gandan("verify").returncode == 0
    told = gandan("verify", "--against", str(kept))
    assert told.returncode == 1
    assert "checkpoint 3: bản đã lưu" in told.stdout


# --- backup and restore ---


@pytest.fixture
def elsewhere(tmp_path):
    """An empty home and an empty database to restore into."""
    target = {"GANDAN_HOME": str(tmp_path / "elsewhere")}
    if connection.vendor == "sqlite":
        yield environment(**target, GANDAN_DATABASE_URL=f"sqlite:///{tmp_path}/elsewhere/gandan.sqlite3")
        return
    name = f"restored_{secrets.token_hex(4)}"
    here = environment()["GANDAN_DATABASE_URL"]
    with psycopg.connect(here, autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name}")
    yield environment(**target, GANDAN_DATABASE_URL=here.removesuffix(urlsplit(here).path) + f"/{name}")
    with psycopg.connect(here, autocommit=True) as session:
        session.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def programs(monkeypatch):
    """pg_dump of the same version as the tests' server."""
    if connection.vendor == "postgresql":
        monkeypatch.setenv("PATH", str(provision.postgresql_programs()), prepend=os.pathsep)


@pytest.fixture
def files():
    """An uploaded file and an overlay in the home."""
    made = [home() / "files" / "ab" / "photo.jpg", home() / "law" / "calendar" / "2030.toml"]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"sample " + path.name.encode())
    yield [path.relative_to(home()) for path in made]
    for path in made:
        shutil.rmtree(home() / path.relative_to(home()).parts[0])


def test_a_backup_is_restored_elsewhere_and_proves_itself(gandan, tmp_path, elsewhere, programs, files):
    several(5, SAMPLE)
    actions.checkpoint()
    backup, keys = tmp_path / "b.tar.gz", tmp_path / "keys.tar.gz"
    done = gandan("backup", str(backup), "--with-keys", str(keys))
    assert done.returncode == 0, done.stderr
    assert oct(backup.stat().st_mode & 0o777) == oct(keys.stat().st_mode & 0o777) == "0o600"
    listed = subprocess.run(["tar", "tzf", str(backup)], capture_output=True, text=True, check=True).stdout
    assert "keys/" not in listed
    elsewhere = elsewhere | {"PATH": os.environ["PATH"]}
    done = gandan("restore", str(backup), "--keys", str(keys), env=elsewhere)
    assert done.returncode == 0, done.stderr
    for path in files:
        assert (home() / path).read_bytes() == (Path(elsewhere["GANDAN_HOME"]) / path).read_bytes()
    told = run("verify", "--json", env=elsewhere)
    assert json.loads(told.stdout) == {"ok": True, "entries": 5, "covered": 5, "checkpoints": 1, "findings": []}
    assert "trống" in gandan("restore", str(backup), env=elsewhere).stderr


def test_a_backup_without_keys_still_verifies(gandan, tmp_path, elsewhere, programs):
    several(2, SAMPLE)
    actions.checkpoint()
    backup = tmp_path / "b.tar.gz"
    assert gandan("backup", str(backup)).returncode == 0
    done = gandan("restore", str(backup), env=elsewhere | {"PATH": os.environ["PATH"]})
    assert done.returncode == 0, done.stderr
    assert "Không có khóa bí mật" in done.stdout
    assert run("verify", env=elsewhere).returncode == 0


def test_a_damaged_backup_restores_nothing(gandan, tmp_path, elsewhere, programs):
    backup, damaged = tmp_path / "b.tar.gz", tmp_path / "d.tar.gz"
    assert gandan("backup", str(backup)).returncode == 0
    damaged.write_bytes(backup.read_bytes()[:-2000])
    done = gandan("restore", str(damaged), env=elsewhere)
    assert done.returncode == 1
    assert "không phải bản sao lưu đọc được" in done.stderr
    assert os.listdir(elsewhere["GANDAN_HOME"]) == []
    assert gandan("restore", str(backup), env=elsewhere | {"PATH": os.environ["PATH"]}).returncode == 0


def test_a_backup_is_never_overwritten(gandan, tmp_path):
    there = tmp_path / "b.tar.gz"
    there.write_bytes(b"precious")
    done = gandan("backup", str(there))
    assert (done.returncode, there.read_bytes()) == (1, b"precious")
    assert "đã có" in done.stderr
    first = tmp_path / "c.tar.gz"
    done = gandan("backup", str(first), "--with-keys", str(there))
    assert (done.returncode, first.exists(), there.read_bytes()) == (1, False, b"precious")
    assert "tệp khác" in gandan("backup", str(first), "--with-keys", str(first)).stderr
    assert not first.exists()


def test_nothing_to_back_up_is_refused_and_takes_a_backup(gandan, tmp_path, elsewhere, programs):
    """Any command makes the file of the database; without a table it is no installation."""
    elsewhere = elsewhere | {"PATH": os.environ["PATH"]}
    if connection.vendor == "sqlite":
        Path(elsewhere["GANDAN_HOME"]).mkdir()
        sqlite3.connect(f"{elsewhere['GANDAN_HOME']}/gandan.sqlite3").execute("PRAGMA journal_mode=WAL").close()
    nothing, backup = tmp_path / "n.tar.gz", tmp_path / "b.tar.gz"
    done = gandan("backup", str(nothing), env=elsewhere)
    assert (done.returncode, nothing.exists()) == (1, False)
    assert "chưa có cơ sở dữ liệu để sao lưu" in done.stderr
    assert gandan("backup", str(backup)).returncode == 0
    done = gandan("restore", str(backup), env=elsewhere)
    assert done.returncode == 0, done.stderr


def test_a_file_that_is_not_what_restore_asks_for_restores_nothing(gandan, tmp_path, elsewhere, programs):
    backup, keys, empty = (tmp_path / name for name in ("b.tar.gz", "k.tar.gz", "empty"))
    assert gandan("backup", str(backup), "--with-keys", str(keys)).returncode == 0
    empty.touch()
    wrong = {
        (str(keys),): "đây là tệp khóa",
        (str(backup), "--keys", str(backup)): "không chứa khóa",
        (str(backup), "--keys", str(tmp_path / "none")): "không có tệp này",
        (str(empty),): "tệp trống",
        (str(tmp_path),): "là thư mục",
    }
    for words, said in wrong.items():
        done = gandan("restore", *words, env=elsewhere)
        assert (done.returncode, said in done.stderr) == (1, True), done.stderr
        assert os.listdir(elsewhere["GANDAN_HOME"]) == []


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path):
    here = environment(GANDAN_HOME=str(tmp_path), GANDAN_DATABASE_URL=f"sqlite:///{tmp_path}/gandan.sqlite3")
    (tmp_path / "gandan.sqlite3").write_bytes(b"no database at all" * 300)
    for words in (["verify"], ["backup", str(tmp_path / "b.tar.gz")]):
        done = run(*words, env=here)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert f"{tmp_path}/gandan.sqlite3: không phải cơ sở dữ liệu đọc được" in done.stderr
    nobody = environment(GANDAN_DATABASE_URL="postgresql://nobody:x@127.0.0.1:1/none")
    done = run("backup", str(tmp_path / "b.tar.gz"), env=nobody)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert "không trả lời" in done.stderr


def test_a_backup_while_people_write_is_whole(tmp_path, elsewhere, programs):
    """A writer never stops; the backup holds a moment of it, and verifies."""
    env = environment(PATH=os.environ["PATH"])
    command = [sys.executable, "-m", "tests.core.recording", "2"]
    writer = subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: audit.counts().entries > 60)
        assert run("backup", str(tmp_path / "b.tar.gz"), env=env).returncode == 0
        assert writer.poll() is None
    finally:
        kill(writer)
    restored = elsewhere | {"PATH": os.environ["PATH"]}
    assert run("restore", str(tmp_path / "b.tar.gz"), env=restored).returncode == 0
    told = run("verify", "--json", env=restored)
    assert json.loads(told.stdout)["entries"] > 60
    assert told.returncode == 0, told.stdout


# --- serve ---


def get(port: int, path: str = "/healthz") -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


@pytest.fixture
def installed():
    """What `gandan migrate` makes besides tables; once for all tests, for it takes seconds."""
    if (home() / "static" / "staticfiles.json").exists():
        return
    done = run("migrate", "--quiet", timeout=120)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_serve_answers_runs_jobs_and_stops_cleanly(installed):
    from tests.core import sample_jobs

    port = provision.free_port()
    with process("serve", "--port", str(port), "--worker") as server:
        wait_until(lambda: get(port) == 200, what="for /healthz")
        sample_jobs.take_effect.enqueue("job:served")
        wait_until(lambda: audit.entries("job:served"), what="for the job")
        children = family(server.pid)
        assert len(children) >= 2
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
        wait_until(lambda: not any(map(is_alive, children)), what="for the children to end")
    assert get(port) == 0


def test_a_killed_job_worker_is_started_again_and_control_c_ends_all(installed):
    port = provision.free_port()
    with process("serve", "--port", str(port), "--worker") as server:
        wait_until(lambda: get(port) == 200)

        def worker() -> int:
            return next((pid for pid, command in family(server.pid).items() if " worker " in command), 0)

        wait_until(worker, what="for the worker")  # number 0 would be the group of the tests themselves
        first = worker()
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: worker() not in (0, first), what="for another worker")
        os.killpg(server.pid, signal.SIGINT)  # as a terminal does
        assert server.wait(timeout=60) == 0


def test_serve_says_what_is_missing(tmp_path):
    fresh = {"GANDAN_HOME": str(tmp_path), "GANDAN_DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}
    done = run("serve", "--port", str(provision.free_port()), env=environment(**fresh))
    assert done.returncode == 1
    assert "Chạy: gandan migrate" in done.stderr
    assert sqlite3.connect(tmp_path / "new.sqlite3").execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_serve_says_that_the_port_is_taken(installed, gandan):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done, sample = gandan("serve", "--port", str(port)), gandan("demo", "--port", str(port))
    assert done.returncode == sample.returncode == 1
    assert f"không mở được 127.0.0.1:{port}" in done.stderr
    assert (sample.stdout, sample.stderr) == ("", done.stderr)  # before anything was built
    assert gandan("serve", "--port", "0").returncode == gandan("demo", "--port", "65536").returncode == 2


def test_control_c_ends_any_command_with_one_line(gandan, monkeypatch):
    def interrupted(*_words):
        raise KeyboardInterrupt

    monkeypatch.setattr("gandan.law.queries.deadline", interrupted)
    stopped = gandan("deadline", "complaint", "resolve", "--from", "2026-02-10")
    assert (stopped.returncode, stopped.stdout, stopped.stderr) == (130, "", "Đã dừng.\n")


@pytest.mark.parametrize(("said", "planned"), [("", 5), ("&prepare_threshold=0", 0), ("&prepare_threshold=none", None)])
def test_statements_are_planned_once_unless_a_pooler_is_between(said, planned):
    options = env.database(f"postgresql://gandan:x@localhost:5432/gandan?sslmode=require{said}")["OPTIONS"]
    assert options == {"sslmode": "require", "prepare_threshold": planned}
