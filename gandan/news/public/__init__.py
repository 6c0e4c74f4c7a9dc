"""What everybody sees: news, comments, pages, reforms, and what machines read."""
