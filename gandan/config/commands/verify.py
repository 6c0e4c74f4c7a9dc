"""`gandan verify`: proves that nothing recorded was altered or lost; or proves a receipt, off-line."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from gandan.audit.rules import note, receipt

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
    if args.receipt:
        return prove(args)
    import django

    django.setup()
    from gandan.audit import queries

    findings = queries.verify(args.limit)
    if args.against:
        findings += compared(args.against)
    counts = queries.counts()
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


def prove(args: argparse.Namespace) -> int:
    try:
        verdict = receipt.check(receipt.read(args.receipt.read_text("utf-8")), [args.key.lower()] if args.key else ())
    except (OSError, UnicodeDecodeError) as error:
        print(f"{args.receipt}: không đọc được ({error}).", file=sys.stderr)
        return 1
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


def compared(saved: Path) -> list[Any]:
    """Checkpoints that somebody kept must still be here, with the same root."""
    from gandan.audit.models import Checkpoint
    from gandan.core.types import Finding

    found = []
    for kept in json.loads(saved.read_text("utf-8"))["checkpoints"]:
        signed = note.read(kept["note"])
        now = Checkpoint.objects.filter(size=signed.size).first()
        if now is None or bytes(now.root) != signed.root:
            what = "không còn trong nhật ký" if now is None else "nay có gốc khác"
            found.append(Finding(f"checkpoint {signed.size}", f"bản đã lưu ký lúc {signed.at.isoformat()} {what}"))
    return found
