"""The lock: what the registries said of every entry, who said it and when."""
