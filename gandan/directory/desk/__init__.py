"""The desk's doors of the directory: people and their posts, units."""
