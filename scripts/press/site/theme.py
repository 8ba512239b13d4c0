"""What the plugin adds to a Material theme: our templates, styles, scripts, fonts and palettes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

from press.site.printed import with_quiet_titles

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.theme import Theme

ASSETS = "assets/press"
_FOLDER = Path(__file__).parent / "theme"
_NAMES = ("press", "lists", "documents", "evidence", "finding", "print")
_STYLES = tuple(f"{ASSETS}/{name}.css" for name in _NAMES)
_SCRIPT = f"{ASSETS}/press.js"
_ICON = f"{ASSETS}/favicon.svg"
_SEARCH = 'data-md-component="search" role="dialog"'
_MATERIAL_ICON = "assets/images/favicon.png"


def _palette(scheme: str, other: str, icon: str) -> dict[str, Any]:
    shade = "dark" if scheme == "slate" else "light"
    return {
        "media": f"(prefers-color-scheme: {shade})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": f"Switch to {other} colours"},
    }


_PALETTES = [
    _palette("default", "dark", "material/weather-night"),
    _palette("slate", "light", "material/weather-sunny"),
]


def apply(config: MkDocsConfig) -> None:
    """Add our theme to the configuration.

    The author's own overrides (`custom_dir`) and choices go before ours; only fonts from another
    host are always switched off.
    """
    theme = config.theme
    if str(_FOLDER) not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, str(_FOLDER))
    theme["font"] = False
    _set_unless_given(theme, "palette", _PALETTES)
    if theme.get("favicon") in {None, _MATERIAL_ICON}:
        theme["favicon"] = _ICON
    config.extra_css[:0] = [style for style in _STYLES if style not in config.extra_css]
    if _SCRIPT not in [str(script) for script in config.extra_javascript]:
        config.extra_javascript.insert(0, _SCRIPT)


def _set_unless_given(theme: Theme, name: str, value: Any) -> None:
    if not theme.get(name):
        theme[name] = value


def with_names(page: str) -> str:
    """Name what Material leaves without a name, for readers who do not see the page.

    What it names by a `title`, it names by a text.
    """
    return with_quiet_titles(page.replace(_SEARCH, f'{_SEARCH} aria-label="Search"', 1))


def font_files(config: MkDocsConfig, cache: Path) -> Iterator[File]:
    """Yield the site's fonts as files of the build."""
    from press.site.fonts import web_fonts

    for name, path in web_fonts(cache).items():
        yield File.generated(config, f"{ASSETS}/fonts/{name}", abs_src_path=str(path))
