"""`gandan backup FILE`: one file with database, files and overlays, while the product runs."""

import argparse
from pathlib import Path

from gandan.config import archive, env
from gandan.core.home import home
from gandan.core.types import Refused

NAME = "backup"
HELP = "Write database, files, law overlays and public keys into FILE (tar.gz) while the product runs."
NEEDS_DJANGO = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--with-keys", type=Path, metavar="FILE2", help="the secret keys, into a second file: keep it elsewhere"
    )


def run(args: argparse.Namespace) -> int:
    database = env.database(env.text("GANDAN_DATABASE_URL"))
    if archive.is_empty(database):
        raise Refused(f"{database['NAME']}: chưa có cơ sở dữ liệu để sao lưu. Xem GANDAN_HOME, GANDAN_DATABASE_URL.")
    wanted = [args.file, *([args.with_keys] if args.with_keys else [])]
    if len({path.absolute() for path in wanted}) < len(wanted):
        raise Refused(f"{args.file}: khóa phải nằm ở tệp khác, cất ở nơi khác.")
    for path in wanted:
        archive.may_write(path)  # before the first is written
    size = archive.write(args.file, home(), database)
    print(f"{args.file}: {size / 1e6:.1f} MB.")
    if args.with_keys:
        archive.write_keys(args.with_keys, home())
        print(f"{args.with_keys}: khóa bí mật. Cất ở nơi khác, có khóa riêng.")
    else:
        print("Không kèm khóa bí mật: thiếu khóa thì đơn niêm phong không đọc lại được (--with-keys).")
    return 0
