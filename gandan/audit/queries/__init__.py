"""What was recorded, the tree over it, receipts, and whether all of it still holds."""

from gandan.audit.queries.reading import (
    KEYS_FILE,
    acts,
    checkpoint_over,
    checkpoints,
    counts,
    entries,
    entry_by_hash,
    known_keys,
    last_of,
    latest_checkpoint,
    payloads,
    public_key,
    units_of,
)
from gandan.audit.queries.receipts import receipt
from gandan.audit.queries.standalone import standalone_page
from gandan.audit.queries.tree import consistency, inclusion, tree, tree_size, unassigned
from gandan.audit.queries.verifying import verify

__all__ = [
    "KEYS_FILE",
    "acts",
    "checkpoint_over",
    "checkpoints",
    "consistency",
    "counts",
    "entries",
    "entry_by_hash",
    "inclusion",
    "known_keys",
    "last_of",
    "latest_checkpoint",
    "payloads",
    "public_key",
    "receipt",
    "standalone_page",
    "tree",
    "tree_size",
    "unassigned",
    "units_of",
    "verify",
]
