"""`gandan migrate`: brings an installation to this version: tables, static files, keys, checks."""

import argparse

NAME = "migrate"
HELP = "Bring this installation to this version: tables, static files, keys, checks. Safe to repeat."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something is wrong")


def run(args: argparse.Namespace) -> int:
    from django.core.management import call_command

    from gandan.audit import actions as audit

    loud = 0 if args.quiet else 1
    call_command("migrate", interactive=False, verbosity=loud, skip_checks=False)
    call_command("collectstatic", interactive=False, verbosity=0)
    audit.prepare_key()
    if loud:
        print("Xong. Chạy tiếp: gandan serve")
    return 0
