"""Forms of the doors: `pack` draws what a law pack asks for, `public` and `desk` are each door's own."""
