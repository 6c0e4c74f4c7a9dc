"""What may be stored and under which name: pure functions over bytes and names."""

from .names import cleaned_name
from .pictures import cleaned_picture, thumbnail
from .sniffing import media_type_of

__all__ = ["cleaned_name", "cleaned_picture", "media_type_of", "thumbnail"]
