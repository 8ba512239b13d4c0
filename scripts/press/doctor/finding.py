"""One thing that the press needs of a machine."""

from dataclasses import dataclass
from typing import Literal

Purpose = Literal["build", "tests", "scripts"]


@dataclass(frozen=True)
class Finding:
    """One thing that the press needs: is it here, and if it is not, what then."""

    name: str
    needed_for: Purpose
    disables: str
    """What does not work without it, as the end of "without it …"."""
    get: tuple[str, ...]
    """How to get it, a line for each platform."""
    found: str | None = None
    """The version found; None if there is none."""
    fault: str | None = None
    """Why what was found does not do."""

    @property
    def good(self) -> bool:
        """Is it here, and of use?"""
        return self.found is not None and self.fault is None
