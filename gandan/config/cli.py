"""`gandan`: the operator's command. Exit codes: 0 done, 1 refused or invalid input, 2 usage."""

import argparse
import importlib
import os
import pkgutil
import sys
from types import ModuleType

from gandan.config import commands
from gandan.core.types import Refused


def verbs() -> dict[str, ModuleType]:
    """The modules in `commands`, by the word a person types."""
    modules = (
        importlib.import_module(f"{commands.__name__}.{module.name}")
        for module in pkgutil.iter_modules(commands.__path__)
    )
    return {module.NAME: module for module in modules}


def parser(known: dict[str, ModuleType]) -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="gandan", description="Gần Dân: the working system of a ward or commune.")
    words = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, module in sorted(known.items()):
        module.add_arguments(words.add_parser(name, help=module.HELP, description=module.HELP))
    return top


def main(argv: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gandan.config.settings")
    known = verbs()
    arguments = parser(known).parse_args(argv)
    module = known[arguments.verb]
    if getattr(module, "NEEDS_DJANGO", True):
        import django

        django.setup()
    try:
        return int(module.run(arguments) or 0)
    except Refused as refusal:
        for field, message in refusal.errors.items():
            print(f"{field}: {message}" if field else message, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
