"""The desk of whoever keeps the catalogue."""
