"""The house's own laws: every guard here is also shown a bad sample, to prove that it can fail."""
