"""Django's SQLite backend with one writer queue for all processes."""
