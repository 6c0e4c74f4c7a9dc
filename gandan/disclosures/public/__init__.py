"""The public doors: what people may know."""
