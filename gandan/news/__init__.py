"""News of a unit, readers' comments, pages that stay, and the register of reforms."""
