"""What everybody may open: the calendar of meetings, one meeting, files for telephones."""
