"""Scenes drawn by matplotlib, as SVG and PNG; how wide a text is in the publication's fonts."""

from __future__ import annotations

import io
import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from press.compile.figures.scene import PAPER, Line, Scene, Shape, Text, Type

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

_DPI = 250
_POINTS = 72
_LAST = 0.4  # of the room: how long a paragraph's last line should be
_STEP = 3.0  # by which the lines before are shortened until it is
_SANS = "Press Sans"
_SERIF = "Press Serif"
# Our bold is Semibold; matplotlib knows it by the weight that other families have.
_FACES = (
    (_SANS, "font_source_sans_pro", "SourceSansPro-Regular", 400),
    (_SANS, "font_source_sans_pro", "SourceSansPro-Semibold", 700),
    (_SERIF, "font_source_serif_pro", "SourceSerifPro-Regular", 400),
    (_SERIF, "font_source_serif_pro", "SourceSerifPro-Semibold", 700),
)
# For scripts that Source lacks: the first comes with matplotlib, the others if they are there.
_ELSEWHERE = ("DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP")
_MARKERS = {
    "square": "s",
    "circle": "o",
    "diamond": "D",
    "up": "^",
    "down": "v",
    "pentagon": "p",
    "star": "*",
    "plus": "P",
    "cross": "X",
    "left": "<",
    "right": ">",
}
# Markers of one nominal size do not look equally large.
_LARGER = {"s": 0.9, "D": 0.86, "^": 1.05, "v": 1.05, "p": 1.12, "*": 1.5, "P": 1.2, "X": 1.15}
# matplotlib's parameters and font caches are one for the whole process.
_LOCK = threading.RLock()


def svg(scene: Scene, title: str, description: str) -> bytes:
    """Return a scene as SVG, the same bytes for the same scene; texts are outlines."""
    metadata = {"Title": title, "Description": description, "Date": None, "Creator": None}
    return _saved(scene, format="svg", metadata=metadata)


def png(scene: Scene) -> bytes:
    """Return a scene as PNG, sharp enough for print."""
    return _saved(scene, format="png", dpi=_DPI, metadata={"Software": None})


def width(text: str, face: Type) -> float:
    """Return how wide a line of text is."""
    return _width(text, face.bold, face.serif) * face.size


def wrapped(text: str, face: Type, room: float, first: float = 0.0) -> tuple[str, ...]:
    """Return a text in as few lines as fit `room`, the last of them not much shorter.

    The first begins `first` further right. A word that is wider than a line is broken.
    """
    lines = _filled(text, face, room, first)
    least, tight = room * _LAST, room
    while len(lines) > 1 and width(lines[-1], face) < least and tight > room - least:
        tight -= _STEP
        again = _filled(text, face, tight, first)
        if len(again) > len(lines):
            break
        lines = again
    return lines


def _filled(text: str, face: Type, room: float, first: float) -> tuple[str, ...]:
    lines: list[str] = []
    line, left = "", room - first
    for word in _words(text, face, room):
        longer = f"{line} {word}".strip()
        if line and width(longer, face) > left:
            lines.append(line)
            line, left = word, room
        else:
            line = longer
    return (*lines, line)


def _words(text: str, face: Type, room: float) -> Iterator[str]:
    for word in _typeset(text).split(" "):
        rest = word
        while width(rest, face) > room and len(rest) > 1:
            fits = next(
                (end for end in range(len(rest), 1, -1) if width(rest[:end], face) <= room), 1
            )
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


@lru_cache(maxsize=4096)
def _width(text: str, bold: bool, serif: bool) -> float:  # noqa: FBT001 - a cache's key
    from matplotlib.textpath import text_to_path

    with _quiet():
        face = _font(Type(1, bold=bold, serif=serif))
        return text_to_path.get_text_width_height_descent(_typeset(text), face, ismath=False)[0]


def _typeset(text: str) -> str:
    """Return a text in one line, with apostrophes as print has them."""
    return text.replace("\n", " ").replace("'", "\u2019")


def _saved(scene: Scene, **options: Any) -> bytes:
    import matplotlib as mpl

    stream = io.BytesIO()
    with _quiet(), mpl.rc_context():
        mpl.rcdefaults()  # whatever the user's matplotlibrc says
        mpl.rcParams["svg.fonttype"] = "path"
        mpl.rcParams["svg.hashsalt"] = "press"
        _figure(scene).savefig(stream, facecolor=PAPER, **options)
    return stream.getvalue()


@contextmanager
def _quiet() -> Iterator[None]:
    """Hold the lock, and let characters that no font has be drawn as boxes without a warning."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with _LOCK, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def _figure(scene: Scene) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(scene.width / _POINTS, scene.y / _POINTS), dpi=_POINTS)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, scene.width)
    axes.set_ylim(scene.y, 0)
    for order, shape in enumerate(scene.shapes):
        artist = _artist(shape)
        artist.set_zorder(order)
        axes.add_artist(artist)
        artist.set_clip_on(False)
    return figure


def _artist(shape: Shape) -> Any:
    from matplotlib.lines import Line2D
    from matplotlib.text import Text as Writing

    if isinstance(shape, Text):
        return Writing(
            shape.x,
            shape.y,
            _typeset(shape.text),
            color=shape.type.colour,
            fontproperties=_font(shape.type),
            horizontalalignment=shape.align,
            verticalalignment="baseline",
            parse_math=False,
        )
    if isinstance(shape, Line):
        across, down = zip(shape.start, shape.end, strict=True)
        line = Line2D(across, down, linewidth=shape.width, color=shape.colour)
        line.set_solid_capstyle("butt")
        line.set_gid(shape.name or None)
        return line
    marker = _MARKERS[shape.shape]
    return Line2D(
        [shape.x],
        [shape.y],
        linestyle="none",
        marker=marker,
        markersize=shape.size * _LARGER.get(marker, 1),
        markerfacecolor=PAPER if shape.hollow else shape.colour,
        markeredgecolor=shape.colour,
        markeredgewidth=1.3 if shape.hollow else 0.6,
        gid=shape.name or None,
    )


def _font(face: Type) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    families = [_SERIF if face.serif else _SANS, *_others()]
    return FontProperties(family=families, weight=700 if face.bold else 400, size=face.size)


@cache
def _others() -> tuple[str, ...]:
    """Make our fonts known to matplotlib; return the families for characters they lack."""
    from matplotlib.font_manager import FontEntry, fontManager

    known = {entry.name for entry in fontManager.ttflist}
    for family, package, name, weight in _FACES:
        path = str(files(package).joinpath("files", f"{name}.ttf"))
        # Under a name of ours: a machine may have another version of the font.
        fontManager.ttflist.append(
            FontEntry(fname=path, name=family, weight=weight, size="scalable")
        )
    return tuple(family for family in _ELSEWHERE if family in known)
