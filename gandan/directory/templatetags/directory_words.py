"""Words of the directory's pages."""

from __future__ import annotations

from django import template

from gandan.directory.rules import device_name

register = template.Library()
register.filter("device", device_name)
