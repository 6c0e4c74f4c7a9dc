"""`gandan verify`: proves that nothing recorded was altered or lost; or proves a receipt, off-line."""

import argparse
import json
import sys
from itertools import islice
from pathlib import Path

from gandan.audit.rules import note, receipt
from gandan.config import given
from gandan.core.types import Finding, Refused

NAME = "verify"
HELP = "Prove that nothing recorded was altered or lost. With --receipt: prove a receipt, off-line."
NEEDS_DJANGO = False  # a receipt is proved without the database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--receipt", type=Path, metavar="FILE", help="prove this receipt (JSON) without any database")
    parser.add_argument("--key", metavar="HEX", help="with --receipt: the public key that you trust")
    parser.add_argument(
        "--against", type=Path, metavar="FILE", help="checkpoints.json saved earlier: all of it must still hold"
    )
    parser.add_argument("--limit", type=int, default=500, metavar="N", help="stop after so many findings (500)")
    parser.add_argument("--json", action="store_true", help="machine-readable")


def run(args: argparse.Namespace) -> int:
    if problem := misused(args):
        print(f"verify: {problem}", file=sys.stderr)
        return 2
    if args.receipt:
        return prove(args)
    saved = kept(args.against) if args.against else []
    import django

    django.setup()
    from gandan.audit import queries
    from gandan.core.moment import one_moment
    from gandan.directory.queries.granted import verify_grants
    from gandan.documents.queries import verify_files

    with one_moment():  # people write on: what is compared must have been so at one time
        findings = queries.verify(args.limit) + compared(saved)
        findings += islice(verify_grants(), max(0, args.limit - len(findings)))
        counts = queries.counts()
    # Files are named by their bytes and take long: no moment is held for them, so the database is free meanwhile.
    findings += islice(verify_files(), max(0, args.limit - len(findings)))
    if args.json:
        told = [{"record": finding.record, "what": finding.what} for finding in findings]
        figures = {"entries": counts.entries, "covered": counts.covered, "checkpoints": counts.checkpoints}
        print(json.dumps({"ok": not findings, **figures, "findings": told}, ensure_ascii=False))
        return 1 if findings else 0
    for finding in findings:
        print(f"{finding.record}: {finding.what}")
    covered = f"{counts.entries} mục nhật ký, {counts.covered} mục trong {counts.checkpoints} mốc kiểm chứng đã ký"
    print(f"{len(findings)} chỗ sai. {covered}." if findings else f"Nguyên vẹn: {covered}.")
    return 1 if findings else 0


def misused(args: argparse.Namespace) -> str:
    """Options that would be silently left out: nobody shall take an unasked question for an answer."""
    if args.limit < 1:
        return "--limit từ 1: dừng trước chỗ sai đầu tiên thì không chứng minh được gì."
    if args.key and not args.receipt:
        return "--key chỉ dùng cùng --receipt."
    if args.receipt and args.against:
        return "--receipt và --against là hai việc: chạy từng lệnh."
    return ""


def prove(args: argparse.Namespace) -> int:
    try:
        words = given.readable(args.receipt).read_bytes().decode("utf-8", "replace")
        verdict = receipt.check(receipt.read(words), [args.key.lower()] if args.key else ())
    except receipt.Broken as broken:
        verdict = receipt.Verdict(problem=str(broken))
    if args.json:
        print(json.dumps({name: getattr(verdict, name) for name in verdict.__slots__}, ensure_ascii=False))
    else:
        print(in_words(verdict))
    return 0 if verdict.proved else 1


def in_words(verdict: receipt.Verdict) -> str:
    if verdict.problem:
        return f"KHÔNG chứng minh được: {verdict.problem}"
    if verdict.waiting:
        return (
            f"Biên nhận {verdict.code} ghi lúc {verdict.at} chưa nằm trong mốc kiểm chứng nào. "
            "Tải lại tệp ở trang kiểm chứng sau ít phút."
        )
    lines = [
        f"Đúng: {verdict.code or 'mục này'}, ghi lúc {verdict.at}, nằm trong mốc kiểm chứng {verdict.size} mục "
        f"ký lúc {verdict.signed_at}.",
        f"Khóa công khai: {verdict.public_key}",
        *verdict.notes,
    ]
    return "\n".join(lines)


def kept(file: Path) -> list[note.Signed]:
    """The checkpoints that somebody saved. Raises Refused where the file holds none."""
    try:
        return [note.read(each["note"]) for each in json.loads(given.readable(file).read_text("utf-8"))["checkpoints"]]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(
            f"{file}: không phải tệp mốc kiểm chứng. Dùng tệp tải từ /kiem-chung/checkpoints.json."
        ) from error


def compared(saved: list[note.Signed]) -> list[Finding]:
    """Checkpoints that somebody kept must still be here, with the same root."""
    from gandan.audit import queries

    found = []
    for signed in saved:
        now = queries.checkpoint_over(signed.size - 1)
        if now is None or now.size != signed.size or now.root != signed.root.hex():
            what = "nay có gốc khác" if now and now.size == signed.size else "không còn trong nhật ký"
            found.append(Finding(f"checkpoint {signed.size}", f"bản đã lưu ký lúc {signed.at.isoformat()} {what}"))
    return found
