"""Pages that join rooms: home, units, search, figures' records, privacy, help, the calculator of dates."""
