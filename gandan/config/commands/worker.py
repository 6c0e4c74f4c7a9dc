"""`gandan worker`: runs jobs and the schedule until it is stopped."""

import argparse
import sys
import uuid

NAME = "worker"
HELP = "Run jobs and the schedule until stopped (SIGTERM or Ctrl-C; the job in hand is finished first)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lease", type=float, default=60.0, metavar="SECONDS", help="a dead worker's job waits this")
    parser.add_argument("--failed", action="store_true", help="list the jobs that were given up, and end")
    parser.add_argument("--again", metavar="ID", help="put a job that was given up back into the queue, and end")
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    from gandan.core.jobs.worker import Worker

    if args.failed:
        return show_failed()
    if args.again:
        return try_again(args.again)
    if args.lease < 0.5:
        print("--lease: ít nhất nửa giây.", file=sys.stderr)
        return 2
    Worker(args.lease, args.parent).run()
    return 0


def show_failed() -> int:
    from gandan.core.jobs import outlook

    for job in outlook.failed():
        print(f"{job.id}  {job.finished_at:%Y-%m-%d %H:%M}  {job.name}: {job.error}")
    return 0


def try_again(job: str) -> int:
    from gandan.core.jobs import lease

    try:
        found = lease.again(str(uuid.UUID(job)))
    except ValueError:
        found = False
    print("Đã đưa lại vào hàng." if found else f"Không có việc hỏng nào mang số {job}; xem gandan worker --failed.")
    return 0 if found else 1
