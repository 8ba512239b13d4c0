"""Builds a publication's outputs and keeps what is current."""

from press.build.build import build
from press.build.jobs import Built, Job

__all__ = ["Built", "Job", "build"]
