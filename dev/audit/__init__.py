"""The long checks before a release: `python -m dev.audit`."""
