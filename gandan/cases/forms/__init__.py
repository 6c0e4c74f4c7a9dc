"""Forms of the doors: `pack` draws what a law pack asks for, `public`, `desk`, `letters` are each door's own."""
