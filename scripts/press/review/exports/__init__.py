"""Former exports: found by their id, made again, and redlines that lead from one to another."""
