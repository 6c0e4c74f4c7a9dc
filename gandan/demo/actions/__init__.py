"""Builds the sample authority, through the same actions as everybody."""

from gandan.demo.actions.build import build

__all__ = ["build"]
