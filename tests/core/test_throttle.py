"""Counted once for all processes, cheap, and never in the way when the file is not there."""

import sqlite3
import subprocess
import sys
import threading

import pytest
from django.test import RequestFactory

from gandan.core import throttle
from gandan.core.home import home
from tests.core.make import ROOT


@pytest.fixture(autouse=True)
def limits(settings, tmp_path, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setenv("GANDAN_HOME", str(tmp_path))


def test_another_process_counts_on():
    code = (
        "import django; django.setup(); from gandan.core import throttle\n"
        "print([throttle.count('pin', 'SG26 203.0.113.7', seconds=60) for _ in range(3)])"
    )
    env = {"DJANGO_SETTINGS_MODULE": "gandan.config.settings", "GANDAN_HOME": str(home()), "PATH": "/usr/bin:/bin"}
    from django.conf import settings

    env["GANDAN_SECRET_KEY"] = settings.SECRET_KEY
    throttle.count("pin", "SG26 203.0.113.7", seconds=60)
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[2, 3, 4]"
    assert throttle.wait("pin", "SG26 203.0.113.7", most=4) > 0
    assert throttle.wait("pin", "SG26 203.0.113.7", most=5) == 0


def test_no_try_is_lost_between_threads(monkeypatch):
    monkeypatch.setattr(throttle, "PATIENCE", 60)  # what is asked is whether one is lost, not how long a machine stalls
    together = threading.Barrier(8)

    def try_often():
        together.wait()  # all of them find no file yet
        for _ in range(25):
            throttle.count("codes", "203.0.113.7", seconds=60)

    threads = [threading.Thread(target=try_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert throttle.count("codes", "203.0.113.7", seconds=60) == 201


def test_a_window_ends_and_another_begins(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(throttle.time, "time", lambda: now[0])
    assert [throttle.count("submit", "a", seconds=10) for _ in range(2)] == [1, 2]
    assert throttle.wait("submit", "a", most=2) == 10
    now[0] += 10
    assert throttle.wait("submit", "a", most=2) == 0
    assert throttle.count("submit", "a", seconds=10) == 1


def test_nobody_can_read_who_it_was():
    throttle.count("pin", "203.0.113.7", seconds=60)
    with sqlite3.connect(home() / throttle.FILE) as line:
        assert "203.0.113" not in str(line.execute("SELECT * FROM tries").fetchall())


def test_what_ran_out_is_forgotten(monkeypatch):
    monkeypatch.setattr(throttle, "SWEEP_EVERY", 1)
    throttle.count("pin", "old", seconds=-5)
    monkeypatch.setattr(throttle, "SWEEP_EVERY", 2)
    throttle._mine.counted = 0
    throttle.count("pin", "new", seconds=60)
    with sqlite3.connect(home() / throttle.FILE) as line:
        assert line.execute("SELECT count(*) FROM tries").fetchone() == (1,)


def test_a_counter_that_cannot_be_read_lets_people_send(monkeypatch, caplog):
    def broken(_path):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(throttle, "_opened", broken)
    throttle._mine.line = None
    assert throttle.count("submit", "a", seconds=60) == 0
    assert throttle.wait("submit", "a", most=1) == 0
    assert "rate limits do not count" in caplog.text


def test_behind_our_proxy_the_last_hop_counts(settings):
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7", REMOTE_ADDR="127.0.0.1")
    assert throttle.caller(request) == "127.0.0.1"
    settings.USE_X_FORWARDED_HOST = True
    assert throttle.caller(request) == "203.0.113.7"


def test_a_line_of_ipv6_is_one_caller_whichever_of_its_addresses_it_takes():
    def caller(address):
        return throttle.caller(RequestFactory().get("/", REMOTE_ADDR=address))

    assert caller("2001:db8:1:2::7") == caller("2001:db8:1:2:ffff:9:8:7") == "2001:db8:1:2::/64"
    assert caller("2001:db8:1:3::7") != caller("2001:db8:1:2::7")
    assert caller("::ffff:203.0.113.7") == caller("203.0.113.7") == "203.0.113.7"
    assert caller("unix:") == "unix:"
