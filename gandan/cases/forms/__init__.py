"""What people fill in: `public` for senders, `desk` for officers."""
