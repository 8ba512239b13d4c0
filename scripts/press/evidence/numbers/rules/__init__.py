"""Numbers that must be possible: one module a kind of number."""
