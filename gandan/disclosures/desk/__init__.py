"""The desk doors: publish once, and the law's forms, clocks and proofs follow."""
