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
from press.publication import CACHE, Settings, code_fingerprint, keep_files, kept_files, safe_id

FOLDER = Path(CACHE) / "figures"
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
    stamp = folder / f"{plan.name}.stamp.json"
    known = kept_files(stamp, paths.values())
    if known is None:
        drawing = draw()
        known = _size(drawing.wide)
        keep_files(stamp, _drawn(plan, drawing, paths), known)
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


def _drawn(plan: Plan, drawing: Drawing, paths: Mapping[str, Path]) -> dict[Path, bytes]:
    """Return the files of a figure."""
    from press.compile.figures import canvas

    data = {**_size(drawing.wide), **drawing.data}
    return {
        paths[".svg"]: canvas.svg(drawing.wide, plan.caption, plan.alt),
        paths["-narrow.svg"]: canvas.svg(drawing.narrow, plan.caption, plan.alt),
        paths[".png"]: canvas.png(drawing.wide),
        paths[".json"]: f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode(),
    }


def _size(scene: Scene) -> dict[str, int]:
    return {"width": round(scene.width * _PIXELS), "height": round(scene.y * _PIXELS)}
