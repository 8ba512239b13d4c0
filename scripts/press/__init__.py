"""The press: Markdown digests and BibTeX in; a website, a PDF issue and a Word copy out."""

__version__ = "0.1.0"
