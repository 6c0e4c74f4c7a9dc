"""Hashing, trees, signatures and receipts: pure, usable without database or Django."""
