"""Figures as files: named by what they show, drawn once, taken from the cache ever after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from press.compile.figures.scene import Drawing, Scene
from press.publication import Settings, code_fingerprint, kept, safe_id, write_file

FOLDER = Path(".press-cache") / "figures"
_PIXELS = 4 / 3  # CSS pixels in a point
_LONGEST = 60  # characters of a slug in a file name


@dataclass(frozen=True)
class Figure:
    """A figure as files of the cache, with the words that stand for it and its size.

    `svg` is for print and desktop, `narrow` for phones, `png` what shows where SVG does not.
    `width` and `height` are those of `svg` in CSS pixels. A JSON file beside them holds the
    data as drawn.
    """

    name: str
    svg: Path
    narrow: Path
    png: Path
    alt: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True)
class Plan:
    """What a figure is made of: its kind and slug, its data as JSON knows them, its words."""

    kind: str
    slug: str
    data: Any
    alt: str
    caption: str

    @property
    def name(self) -> str:
        """Return the figure's file name without ending; other data or code give another."""
        text = json.dumps(
            [self.slug, self.data, self.alt, self.caption, _makers()],
            ensure_ascii=False,
            sort_keys=True,
        )
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        return f"{self.kind}-{safe_id(self.slug)[:_LONGEST]}-{digest}"


@cache
def _makers() -> list[str]:
    return [code_fingerprint("compile"), version("matplotlib")]


def made(plan: Plan, settings: Settings, draw: Callable[[], Drawing]) -> Figure:
    """Return a figure; drawn only where its files are not in the cache yet."""
    folder = settings.root / FOLDER
    paths = {end: folder / f"{plan.name}{end}" for end in (".svg", "-narrow.svg", ".png", ".json")}
    known = kept(paths[".json"])
    if not (isinstance(known, dict) and all(path.is_file() for path in paths.values())):
        known = _drawn(plan, draw(), paths)
    return Figure(
        plan.name,
        paths[".svg"],
        paths["-narrow.svg"],
        paths[".png"],
        plan.alt,
        plan.caption,
        known["width"],
        known["height"],
    )


def _drawn(plan: Plan, drawing: Drawing, paths: Mapping[str, Path]) -> Mapping[str, Any]:
    """Draw a figure and write its files, the one that says it is complete at last."""
    from press.compile.figures import canvas

    write_file(paths[".svg"], canvas.svg(drawing.wide, plan.caption, plan.alt))
    write_file(paths["-narrow.svg"], canvas.svg(drawing.narrow, plan.caption, plan.alt))
    write_file(paths[".png"], canvas.png(drawing.wide))
    data = {**_size(drawing.wide), **drawing.data}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    write_file(paths[".json"], f"{text}\n".encode())
    return data


def _size(scene: Scene) -> dict[str, int]:
    return {"width": round(scene.width * _PIXELS), "height": round(scene.y * _PIXELS)}
