"""`gandan restore FILE`: a backup into an empty home."""

import argparse
import shutil
import tempfile
from pathlib import Path

from gandan.config import archive, env, given
from gandan.core.home import home
from gandan.core.types import Refused

NAME = "restore"
HELP = "Restore a backup into an empty GANDAN_HOME (and an empty database); checks every hash first."
NEEDS_DJANGO = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--keys", type=Path, metavar="FILE2", help="the file that --with-keys wrote")


def run(args: argparse.Namespace) -> int:
    database, target = env.database(env.text("GANDAN_DATABASE_URL")), home()
    refuse_what_is_there(target, database, args.keys)
    with tempfile.TemporaryDirectory(dir=target, prefix=".restore-") as directory:
        room, keys = Path(directory) / "backup", Path(directory) / "keys"
        manifest = archive.read(given.readable(args.file), room)
        if not manifest["database"]:
            raise Refused(f"{args.file}: đây là tệp khóa, không phải bản sao lưu. Đưa nó vào bằng --keys.")
        if args.keys:
            archive.read(given.readable(args.keys), keys)
            if not (keys / "keys").is_dir():
                raise Refused(f"{args.keys}: không chứa khóa. Dùng tệp mà backup --with-keys đã ghi.")
        archive.load(manifest, room, database)
        if args.keys:
            shutil.move(keys / "keys", target / "keys")
            (target / "keys").chmod(0o700)
        for name in archive.KEPT:
            if (room / name).exists():
                shutil.move(room / name, target / name)
    print(f"Đã phục hồi bản sao lưu lúc {manifest['made_at']}. Chạy tiếp: gandan migrate, gandan verify")
    if not args.keys:
        print("Không có khóa bí mật (--keys): đơn niêm phong không đọc được, mã xác nhận cũ không còn đúng.")
    return 0


def refuse_what_is_there(target: Path, database: dict, keys: Path | None) -> None:
    there = [name for name in (*archive.KEPT, *(["keys"] if keys else [])) if (target / name).exists()]
    if there:
        raise Refused(f"{target}: đã có {', '.join(there)}. Chỉ phục hồi vào GANDAN_HOME trống.")
    if not archive.is_empty(database):
        raise Refused(f"Cơ sở dữ liệu {database['NAME']} không trống. Chỉ phục hồi vào cơ sở dữ liệu trống.")
