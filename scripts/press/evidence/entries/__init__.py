"""Entries of the bibliography: read as works, written from records, added."""
