"""Numbers in running text, read into effects and groups."""
