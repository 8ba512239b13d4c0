"""Edits written into sources, each kept only where rendering proves it."""
