"""What certified copies cost."""

from __future__ import annotations

from gandan.procedures.types import CopyFee


def copy_fee(rule: CopyFee, pages: int, copies: int) -> int:
    """Pages are those of the original; each copy is charged for itself and never above the most."""
    one = rule.first * min(pages, rule.first_pages) + rule.further * max(0, pages - rule.first_pages)
    return min(rule.most, one) * copies
