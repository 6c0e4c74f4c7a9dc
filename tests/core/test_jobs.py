"""Jobs take effect exactly once, whatever happens to the worker."""

import signal
import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gandan.audit import queries as audit
from gandan.config import cli
from gandan.core import clock
from gandan.core.jobs import effect, lease, outlook, running, schedule, worker
from gandan.core.models import Lease, Schedule
from tests.core import sample_jobs
from tests.core.make import kill, process, wait_until

OBJECT = "job:1"
LEASE = "1.5"
FOREVER = 300  # as a test counts: the job goes on when it is told to


def effects(object: str = OBJECT) -> int:
    return len(audit.entries(object))


def state(result) -> str:
    return DBTaskResult.objects.get(pk=result.id).status


def move_time(monkeypatch, seconds: float) -> None:
    moved = datetime.now(UTC) + timedelta(seconds=seconds)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moved)


# --- in one process ---


def test_a_job_takes_effect_and_is_done(db):
    result = sample_jobs.take_effect.enqueue(OBJECT)
    told = sample_jobs.told_who.enqueue("job:2")
    assert worker.drain() == 2
    assert (state(result), effects()) == (TaskResultStatus.SUCCESSFUL, 1)
    assert DBTaskResult.objects.get(pk=result.id).return_value == "done"
    assert audit.entries("job:2")[0].payload == {"id": told.id}
    assert not Lease.objects.exists()
    assert worker.drain() == 0


def test_a_job_of_an_undone_action_does_not_exist(db):
    with transaction.atomic():
        sample_jobs.take_effect.enqueue(OBJECT)
        transaction.set_rollback(True)
    assert worker.drain() == 0


def test_a_failing_job_leaves_nothing_and_is_tried_five_times(db, monkeypatch):
    move_time(monkeypatch, 0)  # and there it stands: waits are told from now
    result, waits = sample_jobs.fail.enqueue(OBJECT), []
    for attempt in range(1, 6):
        assert worker.drain() == 1, f"attempt {attempt}"
        assert worker.drain() == 0  # not before its time
        job = DBTaskResult.objects.get(pk=result.id)
        if attempt < 5:
            waits.append(round((job.run_after - clock.now()).total_seconds()))
            move_time(monkeypatch, sum(waits) + 2 * attempt)
    assert waits == sorted(waits)
    assert 8 <= waits[0] <= 10
    assert waits[-1] > 1500
    assert job.status == TaskResultStatus.FAILED
    assert effects() == 0
    [given_up] = outlook.failed()
    assert (given_up.id, given_up.error) == (result.id, "RuntimeError: as the test wants it")
    assert "as the test wants it" in job.traceback
    assert outlook.counts() == {"ready": 0, "running": 0, "failed": 1, "late": 0}


def test_a_given_up_job_can_be_asked_for_again(db, monkeypatch):
    monkeypatch.setattr(lease, "MAX_ATTEMPTS", 1)
    result = sample_jobs.fail.enqueue(OBJECT)
    worker.drain()
    assert state(result) == TaskResultStatus.FAILED
    assert lease.again(result.id)
    assert worker.drain() == 1
    assert not lease.again("00000000-0000-0000-0000-000000000000")


def test_a_job_whose_function_is_gone_fails_visibly(db):
    result = sample_jobs.take_effect.enqueue(OBJECT)
    DBTaskResult.objects.filter(pk=result.id).update(task_path="tests.core.sample_jobs.no_longer_there")
    worker.drain()
    assert state(result) == TaskResultStatus.READY
    assert "no_longer_there" in Lease.objects.get(task=result.id).error


def test_a_worker_that_overslept_its_lease_undoes_its_effect(db, monkeypatch):
    result = sample_jobs.take_effect.enqueue(OBJECT)
    slept = lease.claim("first", 60)
    move_time(monkeypatch, 61)
    assert lease.free_expired() == 1
    assert worker.drain() == 1
    assert not lease.renew(slept)
    assert not running.run(slept)
    assert (state(result), effects()) == (TaskResultStatus.SUCCESSFUL, 1)


def test_a_renewed_lease_is_not_taken_over(db, monkeypatch):
    sample_jobs.take_effect.enqueue(OBJECT)
    claim = lease.claim("first", 60)
    move_time(monkeypatch, 50)
    assert lease.renew(claim)
    move_time(monkeypatch, 100)
    assert lease.free_expired() == 0
    assert running.run(claim)


def test_an_overslept_worker_with_its_own_transactions_undoes_its_effect_too(db, monkeypatch):
    sample_jobs.work_then_take_effect.enqueue(OBJECT)
    slept = lease.claim("first", 60)
    move_time(monkeypatch, 61)
    lease.free_expired()
    worker.drain()
    assert not running.run(slept)
    assert effects() == 1


def test_a_job_that_kills_every_worker_is_given_up(db, monkeypatch):
    result = sample_jobs.take_effect.enqueue(OBJECT)
    for attempt in range(1, 6):
        assert lease.claim(f"w{attempt}", 60)
        move_time(monkeypatch, 61 * attempt)
        lease.free_expired()
    assert state(result) == TaskResultStatus.FAILED
    assert "dừng giữa chừng" in outlook.failed()[0].error


def test_effect_is_a_plain_transaction_outside_a_worker(db):
    with effect():
        sample_jobs._record(OBJECT)
    assert effects() == 1


def test_own_batches_are_marked_done_at_the_end(db):
    result = sample_jobs.batches.enqueue(OBJECT)
    worker.drain()
    assert (state(result), effects()) == (TaskResultStatus.SUCCESSFUL, 2)


# --- the schedule ---


@pytest.fixture
def plans(monkeypatch):
    monkeypatch.setattr(schedule, "_plans", {})


def test_a_schedule_runs_each_interval_once(db, plans, monkeypatch):
    schedule.register("tick", task=sample_jobs.tick, every=60)
    assert [schedule.enqueue_due(), schedule.enqueue_due()] == [1, 0]
    worker.drain()
    move_time(monkeypatch, 61)
    assert [schedule.enqueue_due(), schedule.enqueue_due()] == [1, 0]
    worker.drain()
    assert effects("tick:1") == 2


def test_missed_runs_are_made_up_once(db, plans, monkeypatch):
    schedule.register("tick", task=sample_jobs.tick, every=60)
    schedule.enqueue_due()
    worker.drain()
    move_time(monkeypatch, 3600)
    assert [schedule.enqueue_due(), schedule.enqueue_due()] == [1, 0]


def test_a_run_that_still_waits_is_not_doubled(db, plans, monkeypatch):
    schedule.register("tick", task=sample_jobs.tick, every=60)
    schedule.enqueue_due()
    move_time(monkeypatch, 61)
    assert schedule.enqueue_due() == 0
    assert DBTaskResult.objects.count() == 1


def test_two_workers_claim_a_schedule_once(db, plans, monkeypatch):
    schedule.register("tick", task=sample_jobs.tick, every=60)
    schedule.enqueue_due()
    worker.drain()
    move_time(monkeypatch, 61)
    seen = Schedule.objects.get().next_run
    plan = schedule.plans()[0]
    assert [schedule._enqueue(plan, seen, clock.now()), schedule._enqueue(plan, seen, clock.now())] == [True, False]


def test_a_shortened_interval_holds_at_once(db, plans, monkeypatch):
    schedule.register("tick", task=sample_jobs.tick, every=86400)
    schedule.enqueue_due()
    worker.drain()
    monkeypatch.setattr(schedule, "_plans", {})
    schedule.register("tick", task=sample_jobs.tick, every=60)
    schedule.enqueue_due()
    assert Schedule.objects.get().next_run <= clock.now() + timedelta(seconds=60)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 20, 20, 9, tzinfo=UTC), datetime(2026, 11, 20, 20, 10, tzinfo=UTC)),
        (datetime(2026, 11, 20, 20, 10, tzinfo=UTC), datetime(2026, 11, 21, 20, 10, tzinfo=UTC)),
        (datetime(2026, 11, 20, 16, 0, tzinfo=UTC), datetime(2026, 11, 20, 20, 10, tzinfo=UTC)),
    ],
)
def test_a_daily_hour_is_that_of_viet_nam(plans, moment, expected):
    schedule.register("daily", task=sample_jobs.tick, at="03:10")
    assert schedule.plans()[0].after(moment) == expected


def test_a_schedule_says_one_thing_and_belongs_to_one_job(plans):
    with pytest.raises(ValueError, match="either"):
        schedule.register("tick", task=sample_jobs.tick)
    with pytest.raises(ValueError, match="either"):
        schedule.register("tick", task=sample_jobs.tick, every=5, at="03:10")
    schedule.register("tick", task=sample_jobs.tick, every=5)
    with pytest.raises(ValueError, match="twice"):
        schedule.register("tick", task=sample_jobs.fail, every=5)


def test_rooms_have_declared_their_schedules():
    assert {"audit.checkpoint", "core.tidy"} <= {plan.name for plan in schedule.plans()}


# --- real workers, killed ---


@pytest.mark.parametrize("job", [sample_jobs.take_effect, sample_jobs.work_then_take_effect])
def test_a_killed_workers_job_runs_again_with_one_effect(transactional_db, tmp_path, job):
    marker = tmp_path / "midway"
    result = job.enqueue(OBJECT, str(marker), FOREVER)
    with process("worker", "--lease", LEASE) as first:
        wait_until(marker.exists, what="for the first worker")
        assert state(result) == TaskResultStatus.RUNNING
        kill(first)
    assert effects() == 0
    marker.unlink()
    (tmp_path / "midway.go").touch()
    with process("worker", "--lease", LEASE):
        wait_until(lambda: state(result) == TaskResultStatus.SUCCESSFUL, what="for the second worker")
    assert marker.exists()
    assert effects() == 1
    assert len(DBTaskResult.objects.get(pk=result.id).worker_ids) == 2
    assert audit.verify() == []


def test_a_worker_killed_after_its_effect_does_not_repeat_it(transactional_db, tmp_path):
    marker = tmp_path / "midway"
    (tmp_path / "midway.go").touch()
    result = sample_jobs.work_then_take_effect.enqueue(OBJECT, str(marker), FOREVER)
    with process("worker", "--lease", LEASE) as first:
        wait_until((tmp_path / "midway.after").exists)
        kill(first)
    assert (state(result), effects()) == (TaskResultStatus.SUCCESSFUL, 1)
    with process("worker", "--lease", LEASE) as second:
        time.sleep(3)
        assert second.poll() is None
    assert effects() == 1


def test_a_job_longer_than_its_lease_is_kept_by_the_heartbeat(transactional_db, tmp_path):
    result = sample_jobs.work_then_take_effect.enqueue(OBJECT, str(tmp_path / "midway"), FOREVER)
    with process("worker", "--lease", "5"), process("worker", "--lease", "5"):
        wait_until((tmp_path / "midway").exists)
        first = Lease.objects.get(task=result.id).expires
        wait_until(lambda: clock.now() > first + timedelta(seconds=1))
        (tmp_path / "midway.go").touch()
        wait_until(lambda: state(result) == TaskResultStatus.SUCCESSFUL)
    assert effects() == 1
    assert len(DBTaskResult.objects.get(pk=result.id).worker_ids) == 1


def test_two_workers_share_a_queue_and_do_nothing_twice(transactional_db):
    with transaction.atomic():
        results = [sample_jobs.take_effect.enqueue(f"job:{i}", "", 0.02) for i in range(40)]
    with process("worker"), process("worker"):
        wait_until(lambda: DBTaskResult.objects.successful().filter(pk__in=[r.id for r in results]).count() == 40)
    assert [effects(f"job:{i}") for i in range(40)] == [1] * 40
    assert audit.verify() == []


def test_a_worker_that_is_told_to_stop_finishes_the_job_in_hand(transactional_db, tmp_path):
    marker = tmp_path / "midway"
    result = sample_jobs.take_effect.enqueue(OBJECT, str(marker), FOREVER)
    sample_jobs.take_effect.enqueue("job:next")
    with process("worker") as only:
        wait_until(marker.exists)
        only.send_signal(signal.SIGTERM)
        (tmp_path / "midway.go").touch()
        assert only.wait(timeout=60) == 0
    assert (state(result), effects(), effects("job:next")) == (TaskResultStatus.SUCCESSFUL, 1, 0)


def test_a_worker_without_its_server_stops(transactional_db):
    parent = subprocess.Popen(["sleep", "60"])
    try:
        with process("worker", "--parent", str(parent.pid)) as orphan:
            assert orphan.wait(timeout=60) == 0
    finally:
        parent.kill()
        parent.wait()


def test_a_worker_stays_small(transactional_db):
    """Budget: 150 MB; its start (2 s) is measured by `make bench`, on a machine that does nothing else."""
    result = sample_jobs.take_effect.enqueue(OBJECT)
    with process("worker") as only:
        wait_until(lambda: state(result) == TaskResultStatus.SUCCESSFUL)
        said = subprocess.run(["ps", "-o", "rss=", "-p", str(only.pid)], capture_output=True, text=True, check=True)
    assert int(said.stdout) < 150 * 1024, f"{int(said.stdout) >> 10} MB"


def test_failed_jobs_are_listed_for_the_operator(db, monkeypatch, capsys):
    monkeypatch.setattr(lease, "MAX_ATTEMPTS", 1)
    result = sample_jobs.fail.enqueue(OBJECT)
    worker.drain()
    assert cli.main(["worker", "--failed"]) == 0
    listed = capsys.readouterr().out
    assert result.id in listed
    assert "as the test wants it" in listed
    assert cli.main(["worker", "--again", result.id]) == 0
    assert state(result) == TaskResultStatus.READY
    assert cli.main(["worker", "--again", "nonsense"]) == 1
