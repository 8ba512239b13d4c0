"""The website: a MkDocs plugin, its theme, and builds that fail without harm."""

from press.site.build import SiteReport, build_site
from press.site.serve import serve_site

__all__ = ["SiteReport", "build_site", "serve_site"]
