"""What a figure shows, before it is drawn: texts, lines and marks at their places.

Lengths are in points, x to the right and y down from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Align = Literal["left", "center", "right"]

# The colours of press.css and issue.css.
INK = "#1b2a33"
QUIET = "#52636b"
TEAL = "#0b5e6b"
WARM = "#a4461f"
HAIR = "#c9d3d6"
PAPER = "#ffffff"

# A print column of 165 mm, and a phone's column of 340 CSS pixels.
WIDE = 165 / 25.4 * 72
NARROW = 340 * 0.75

# How groups are told apart: by shape first, so that it works in grey, then by a colour that
# has three times the luminance contrast to paper that WCAG asks of graphics. The square is
# kept for effect estimates.
KINDS = (
    ("circle", TEAL),
    ("diamond", WARM),
    ("up", "#7a4a96"),
    ("pentagon", "#9a6a00"),
    ("down", INK),
    ("plus", "#0072b2"),
    ("star", "#a03a6b"),
    ("cross", QUIET),
)


@dataclass(frozen=True)
class Type:
    """A face at a size."""

    size: float
    bold: bool = False
    colour: str = INK
    serif: bool = False


@dataclass(frozen=True)
class Text:
    """One line of text; y is its baseline."""

    x: float
    y: float
    text: str
    type: Type
    align: Align = "left"


@dataclass(frozen=True)
class Line:
    """A straight line."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float = 0.5
    colour: str = HAIR
    name: str = ""


@dataclass(frozen=True)
class Mark:
    """A data point; a hollow one stands for a number without an interval."""

    x: float
    y: float
    shape: str
    colour: str
    size: float = 6.0
    hollow: bool = False
    name: str = ""


Shape = Text | Line | Mark


@dataclass
class Scene:
    """Shapes on a sheet that grows downwards; `y` is where the next block begins."""

    width: float
    y: float = 0.0
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Put shapes on the sheet."""
        self.shapes += shapes

    def paragraph(self, x: float, lines: tuple[str, ...], face: Type, leading: float) -> None:
        """Set lines of text from `y` on downwards, and move `y` below them."""
        for line in lines:
            self.add(Text(x, self.y + 0.76 * leading, line, face))
            self.y += leading

    def rule(self, width: float = 0.5, colour: str = HAIR) -> None:
        """Draw a line across the sheet at `y`."""
        self.add(Line((0, self.y), (self.width, self.y), width, colour))


@dataclass(frozen=True)
class Drawing:
    """A figure laid out for print and desktop, and for phones, with its data as drawn."""

    wide: Scene
    narrow: Scene
    data: Mapping[str, Any]
