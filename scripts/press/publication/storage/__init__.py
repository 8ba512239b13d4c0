"""Files: found within the publication, read within bounds, written whole, kept as caches."""
