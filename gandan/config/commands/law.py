"""`gandan law check`: what the packs hold, and what is wrong in them."""

import argparse
import sys

from gandan.core import hooks
from gandan.law import queries
from gandan.law.queries.drifting import drift

NAME = "law"
HELP = "Check the law packs: calendar, case types, clocks, overlays."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True, metavar="check")
    words.add_parser("check", help="read every pack and name what is wrong, with file and field")


def run(args: argparse.Namespace) -> int:
    problems = queries.problems(hooks.names("guard"), hooks.names("effect"))
    known = queries.law()
    if known.calendar:
        years = known.calendar.years
        undecided = [str(each.year) for each in years if not each.signed]
        print(
            f"Lịch làm việc: {years[0].year}-{years[-1].year}, {sum(len(each.days) for each in years)} ngày ghi riêng"
        )
        if undecided:
            print(f"  chưa được quyết định đủ, hạn là tạm tính: {', '.join(undecided)}")
        for warning in drift(known.calendar):
            print(f"  khác với thư viện holidays: {warning}")
    versions = sum(len(each) for each in known.case_types.values())
    print(f"Loại việc: {len(known.case_types)} loại, {versions} phiên bản")
    for code, packs in sorted(known.case_types.items()):
        starts = ", ".join(each.valid_from.isoformat() for each in packs)
        pack = packs[-1]
        print(
            f"  {code} ({starts}): {len(pack.states)} trạng thái, {len(pack.actions)} hành động, "
            f"{len(pack.clocks)} thời hạn"
        )
    print(f"Thời hạn ngoài loại việc: {sum(len(each) for each in known.clock_sets.values())} gói")
    items = sum(len(pack.items) for packs in known.obligations.values() for pack in packs)
    print(f"Nội dung phải công khai: {len(known.obligations)} loại đơn vị, {items} nội dung")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} lỗi" if problems else "Không có lỗi")
    return 1 if problems else 0
