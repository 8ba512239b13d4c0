"""The plugin's options in mkdocs.yml: mkdocs-bibtex's, and ours."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs_bibtex.config import BibTexConfig


class PressConfig(BibTexConfig):  # type: ignore[misc]
    """mkdocs-bibtex's options keep their meaning; `csl_file` also takes a style's name.

    The values that shape a document are read by `press.publication.read_settings`, so that every
    command sees the same ones; here MkDocs checks their names and types.
    """

    disclaimer = config_options.Type(str, default="")
    language = config_options.Optional(config_options.Type(str))
    paper = config_options.Optional(config_options.Choice(("a4", "letter", "A4", "Letter")))
    draft = config_options.Type(bool, default=False)
    allowed_hosts = config_options.ListOfItems(config_options.Type(str), default=[])
