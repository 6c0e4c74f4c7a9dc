"""A process that issues letters without pause and says each number: `python -m tests.documents.issuing 3`."""

import os
import sys
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gandan.config.settings")


def issue(thread: int, say: threading.Lock) -> None:
    from django.db import transaction

    from gandan.documents import actions
    from tests.documents import letters

    for number in range(100_000):
        new = letters.a_letter(about=f"case:{thread}-{number}")
        with transaction.atomic():
            given = actions.number_letter(new, letters.ON)
        with say:
            print(given.symbol, flush=True)
        actions.finish_letter(given.id)


if __name__ == "__main__":
    import django

    django.setup()
    lock = threading.Lock()
    for each in range(int(sys.argv[1])):
        threading.Thread(target=issue, args=[each, lock]).start()
