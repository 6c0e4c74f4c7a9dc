"""Writing, publishing, moderating: the desk of the room."""
