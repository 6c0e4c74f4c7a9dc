"""`gandan people add-admin`: the first administrator, who appoints everybody else in the pages."""

import argparse
import getpass
import sys

NAME = "people"
HELP = "Accounts that must exist before anybody can sign in."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True, metavar="add-admin")
    add = words.add_parser("add-admin", help="make an account with the role of administrator in a unit")
    add.add_argument("--username", required=True, metavar="NAME", help="letters without marks, digits, dots")
    add.add_argument("--name", default="", metavar="NAME", help="how the person is called (the user name, if left out)")
    add.add_argument("--email", default="", metavar="ADDRESS", help="for resetting a forgotten password")
    add.add_argument("--unit", required=True, metavar="CODE", help="the unit to administrate, such as 26740")
    add.add_argument(
        "--password-stdin", action="store_true", help="read the password from the first line of standard input"
    )


def run(args: argparse.Namespace) -> int:
    from gandan.directory import actions, queries
    from gandan.directory.types import Actor
    from gandan.law.types import Role

    actor = Actor.system("cli")
    unit = queries.the_unit(args.unit)
    password = read_password(args.password_stdin)
    if not password:
        print("people: mật khẩu trống. Gõ mật khẩu, hoặc dùng --password-stdin.", file=sys.stderr)
        return 1
    actions.hire(
        unit=unit.code,
        role=Role.ADMINISTRATOR,
        title="Quản trị viên",
        actor=actor,
        username=args.username,
        name=args.name or args.username,
        email=args.email,
        password=password,
    )
    if queries.installation().unit is None:
        actions.install(unit.code, actor=actor)
    print(f"Đã lập tài khoản {args.username.lower()}, quản trị viên của {unit.name}.")
    return 0


def read_password(from_input: bool) -> str:
    if from_input or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Mật khẩu: ")
    return first if first == getpass.getpass("Nhập lại: ") else ""
