"""Every read of the room."""

from .articles import (
    article,
    article_at,
    desk_articles,
    latest,
    media_file,
    media_picture,
    newsroom,
    public_articles,
    readers_of_media,
    revision,
    revisions,
    to_review,
    units_to_write_for,
)
from .comments import comment, queue, waiting
from .feeds import atom, kept_elsewhere, sitemap
from .naming import MEDIA_NAMES, SECTIONS, STATES, STEPS, TOLD
from .pages import desk_pages, page, page_at, page_revision, page_revisions, public_pages
from .reforms import desk_reforms, officers, public_reforms, reform, reform_at

__all__ = [
    "MEDIA_NAMES",
    "SECTIONS",
    "STATES",
    "STEPS",
    "TOLD",
    "article",
    "article_at",
    "atom",
    "comment",
    "desk_articles",
    "desk_pages",
    "desk_reforms",
    "kept_elsewhere",
    "latest",
    "media_file",
    "media_picture",
    "newsroom",
    "officers",
    "page",
    "page_at",
    "page_revision",
    "page_revisions",
    "public_articles",
    "public_pages",
    "public_reforms",
    "queue",
    "readers_of_media",
    "reform",
    "reform_at",
    "revision",
    "revisions",
    "sitemap",
    "to_review",
    "units_to_write_for",
    "waiting",
]
