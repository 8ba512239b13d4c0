"""Figures drawn from front matter: forest plots, timelines, sizes of studies."""

from press.compile.figures.figure import Figure
from press.compile.figures.forest import digest_forest, topic_forest
from press.compile.figures.sizes import sizes
from press.compile.figures.timeline import timeline

__all__ = ["Figure", "digest_forest", "sizes", "timeline", "topic_forest"]
