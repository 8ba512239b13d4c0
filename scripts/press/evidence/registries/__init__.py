"""Crossref and PubMed: asked politely, and read with care."""
