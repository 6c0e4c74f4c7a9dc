"""Every read of the room: files, links to them, papers and their codes, letters and their templates."""

from .files import headers_of, limits, link_to, opened, path_of, read_link, several, stored, thumbnail_path_of
from .letters import (
    cleaned_facts,
    composed,
    facts_asked,
    facts_before,
    facts_shown,
    file_of,
    letter,
    letter_book,
    letter_facts,
    letters_about,
    neutral_facts,
    preview,
    unit_facts,
)
from .papers import pdf, qr_image, qr_svg
from .templates import letter_template, letter_templates, read_templates, template_problems

__all__ = [
    "cleaned_facts",
    "composed",
    "facts_asked",
    "facts_before",
    "facts_shown",
    "file_of",
    "headers_of",
    "letter",
    "letter_book",
    "letter_facts",
    "letter_template",
    "letter_templates",
    "letters_about",
    "limits",
    "link_to",
    "neutral_facts",
    "opened",
    "path_of",
    "pdf",
    "preview",
    "qr_image",
    "qr_svg",
    "read_link",
    "read_templates",
    "several",
    "stored",
    "template_problems",
    "thumbnail_path_of",
    "unit_facts",
]
