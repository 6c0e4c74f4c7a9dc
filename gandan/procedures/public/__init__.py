"""What everybody reads about procedures."""
