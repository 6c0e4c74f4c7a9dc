"""Every read of the room: one publication, the obligations of a year, feeds, papers, what was planned."""

from gandan.disclosures.rules import read_table

from .matrix import agency_paths, desk_units, inside, matrices, matrix, plans, wants_approval, years
from .papers import list_values, notice, notice_values
from .views import (
    changed_at,
    file_of,
    in_item,
    latest,
    left_files,
    of_code,
    posting_photo,
    subscription_unit,
    table_of,
    version_of,
    whole_list,
)
from .waiting import to_publish

__all__ = [
    "agency_paths",
    "changed_at",
    "desk_units",
    "file_of",
    "in_item",
    "inside",
    "latest",
    "left_files",
    "list_values",
    "matrices",
    "matrix",
    "notice",
    "notice_values",
    "of_code",
    "plans",
    "posting_photo",
    "read_table",
    "subscription_unit",
    "table_of",
    "to_publish",
    "version_of",
    "wants_approval",
    "whole_list",
    "years",
]
