"""What the website's theme knows: its icons and templates, looked up without loading MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from press.publication.problems import suggestion

MATERIAL = "material"
_ICONS = ".icons"
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*")
# A page may ask for these; what else the theme has is for pages that it makes itself.
_TEMPLATES = ("home.html", "main.html")


class Look:
    """The icons and templates that pages of a publication may ask for."""

    def __init__(self, theme: str, custom_dir: Path | None) -> None:
        self._own = custom_dir
        self._material = _material() if theme == MATERIAL else None

    @property
    def _folders(self) -> Iterator[Path]:
        if self._own:
            yield self._own
        if self._material:
            yield self._material

    def icon_fault(self, name: str) -> tuple[str, str] | None:
        """Return what is wrong with an icon and how to mend it; nothing where it is known."""
        otherwise = "see the list of icons in the documentation of Material for MkDocs"
        if _NAME.fullmatch(name):
            places = [folder / _ICONS / f"{name}.svg" for folder in self._folders]
            if not places or any(place.is_file() for place in places):
                return None
            otherwise = suggestion(name, _near(self._material, name), otherwise)
        return "there is no icon of this name", otherwise

    def template_fault(self, name: str) -> tuple[str, str] | None:
        """Return what is wrong with a template and how to mend it; nothing where it is known."""
        known = list(_TEMPLATES)
        if self._own and self._own.is_dir():
            known += sorted(path.name for path in self._own.glob("*.html"))
        if name in known:
            return None
        listing = "use one of: " + ", ".join(known) + ", or leave it out"
        return "there is no template of this name", suggestion(name, known, listing)


def _material() -> Path | None:
    # Of a package at the top this imports nothing.
    spec = find_spec(MATERIAL)
    places = (spec and spec.submodule_search_locations) or []
    folder = next((Path(place) / "templates" for place in places), None)
    return folder if folder and (folder / _ICONS).is_dir() else None


def _near(material: Path | None, name: str) -> list[str]:
    """Return the icons of the same family that begin with the same letter."""
    family, _, last = name.rpartition("/")
    folder = (material or Path()) / _ICONS / family
    if not family or not material or not folder.is_dir():
        return []
    return [f"{family}/{path.stem}" for path in sorted(folder.glob(f"{last[:1]}*.svg"))]
