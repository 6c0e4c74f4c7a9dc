"""`gandan`: the operator's command. Exit codes: 0 done, 1 refused or invalid input, 2 usage, 130 stopped by Ctrl-C."""

import argparse
import gc
import importlib
import os
import pkgutil
import sys
from types import ModuleType

from gandan.config import commands
from gandan.core.types import Refused


def verbs(word: str = "") -> dict[str, ModuleType]:
    """The modules in `commands`, by the word a person types; only that of `word` where there is one."""
    names = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    wanted = [name for name in names if name.removesuffix("_") == word] or names
    modules = (importlib.import_module(f"{commands.__name__}.{name}") for name in wanted)
    return {module.NAME: module for module in modules}


def parser(known: dict[str, ModuleType]) -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="gandan", description="Gần Dân: the working system of a ward or commune.")
    words = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, module in sorted(known.items()):
        module.add_arguments(words.add_parser(name, help=module.HELP, description=module.HELP))
    return top


def main(argv: list[str] | None = None) -> int:
    try:
        return done(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        print("Đã dừng.", file=sys.stderr)
        return 130


def done(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gandan.config.settings")
    known = verbs(next(iter(words), ""))
    arguments = parser(known).parse_args(words)
    module = known[arguments.verb]
    try:
        if getattr(module, "NEEDS_DJANGO", True):
            import django

            gc.disable()  # all that is made now stays: looking for what could go takes a tenth of the start
            django.setup()
            gc.enable()
        return int(module.run(arguments) or 0)
    except Refused as refusal:
        for field, message in refusal.errors.items():
            print(f"{field}: {message}" if field else message, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except Exception as error:
        told = not_ready(error)
        if not told:
            raise
        print(told, file=sys.stderr)
        return 1


def not_ready(error: Exception) -> str:
    """What an operator has to put right first, in one line; "" for a fault of ours, which shows its place."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db import connection
    from django.db.utils import DatabaseError, OperationalError, ProgrammingError

    line = next(iter(str(error).splitlines()), "")
    if line.startswith("no such") or (isinstance(error, ProgrammingError) and "does not exist" in line):
        name = connection.settings_dict["NAME"]
        return (
            f"Cơ sở dữ liệu {name} chưa có đủ bảng của bản này. Xem GANDAN_HOME có đúng nơi không. Chạy: gandan migrate"
        )
    if isinstance(error, DatabaseError) and ("not a database" in line or "malformed" in line):
        name = connection.settings_dict["NAME"]
        return f"{name}: không phải cơ sở dữ liệu đọc được ({line}). Giữ tệp lại, phục hồi bản sao lưu: gandan restore"
    if isinstance(error, OperationalError):
        return f"Cơ sở dữ liệu không trả lời ({line}). Xem GANDAN_DATABASE_URL và GANDAN_HOME."
    if isinstance(error, ImproperlyConfigured | CommandError):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}. Xem GANDAN_HOME và quyền ghi ở đó."
    return ""


if __name__ == "__main__":
    sys.exit(main())
