"""A process that records without pause and says each hash once it was committed: `python -m tests.core.recording 4`."""

import os
import sys
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gandan.config.settings")


def record(thread: int, say: threading.Lock) -> None:
    from django.db import transaction

    from gandan.audit import actions
    from gandan.core.types import Conflict

    for i in range(1_000_000):
        try:
            with transaction.atomic():
                act = {"verb": "write", "object": f"crash:{i % 5}", "unit": "", "payload": {"thread": thread, "i": i}}
                made = actions.record(actor="system:test", **act)
        except Conflict:
            continue
        with say:
            print(made.hash, flush=True)
        if i % 20 == 0:
            actions.checkpoint()


if __name__ == "__main__":
    import django

    django.setup()
    lock = threading.Lock()
    for number in range(int(sys.argv[1])):
        threading.Thread(target=record, args=[number, lock]).start()
