"""The only write of this room: keeping the text of every version, so that a running case never loses its law."""

import shutil

from gandan.core.home import home
from gandan.law import queries


def keep_versions() -> int:
    """Copy each case-type pack in use to `$GANDAN_HOME/law/kept/<version>.toml`; returns how many were new.

    A later release or overlay may change a file; the cases that started under the old text still find it here.
    """
    kept = home() / "law" / "kept"
    kept.mkdir(parents=True, exist_ok=True)
    known = queries.law()
    new = 0
    for versions in known.case_types.values():
        for pack in versions:
            target = kept / f"{pack.version}.toml"
            if not target.exists():
                draft = target.with_suffix(".draft")
                shutil.copyfile(known.files[pack.version], draft)
                draft.replace(target)
                new += 1
    return new
