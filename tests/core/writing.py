"""A process that writes to a SQLite file through our backend: `python -m tests.core.writing FILE MODE …`."""

import sys
import threading
import time


def many(name: str, times: int) -> None:
    """Reads, then writes, in one transaction: what breaks a deferred transaction at once."""
    from django.db import connection, connections, transaction

    for i in range(times):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT value FROM total")
                value = cursor.fetchone()[0]
                cursor.execute("UPDATE total SET value = %s", [value + 1])
                if i % 10 == 9:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("UPDATE total SET value = value + 1")
    connections.close_all()


def hold(seconds: float) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE total SET value = 1000000")
        print("held", flush=True)
        time.sleep(seconds)


def main(file: str, mode: str, amount: str) -> None:
    import django
    from django.conf import settings

    from gandan.config import env

    settings.configure(DATABASES={"default": env.database(f"sqlite:///{file}")})
    django.setup()
    if mode == "hold":
        hold(float(amount))
        return
    print("begun", flush=True)
    threads = [threading.Thread(target=many, args=[f"{mode}{i}", int(amount)]) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
