"""`make bench`: the budgets of the design, as ratios to bare Django measured in the same run."""
