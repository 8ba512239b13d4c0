"""How fast the press is, as ratios to peers measured in the same run; see `make bench`."""
