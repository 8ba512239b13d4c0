"""A publication exported for review, and what comes home of a reviewed file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from functools import cached_property
from pathlib import Path

from press.review.apply.apply import Applied, apply
from press.review.locate.located import Located, Place, locate
from press.review.merge.items import Item, Plan
from press.review.merge.plan import plan
from press.review.sources.base import Base
from press.review.sources.today import Today
from tests.review.files import read_file
from tests.review.oracle import Press


@dataclass(frozen=True)
class Exported:
    """An issue's Word file, and the sources that it was made of."""

    path: Path
    base: Base
    today: Today

    def edited(self, *edits: tuple[str, str, str]) -> str:
        """Return the difference that edits (path, old, new) make, each of words that stand once."""
        texts: dict[str, str] = {}
        for path, old, new in edits:
            text = texts.get(path, self.today.text(path).text)
            assert 1 == text.count(old), old
            texts[path] = text.replace(old, new)
        return difference(self.today, texts)

    def home(self, reviewed: Path) -> Home:
        """Return what a reviewed file means for the sources."""
        return Home(self.today, locate(read_file(reviewed), self.base, self.today))


@dataclass(frozen=True)
class Home:
    """A reviewed file, come home."""

    today: Today
    located: Located

    @cached_property
    def plan(self) -> Plan:
        """What becomes of every change."""
        return plan([self.located])

    def place(self, text: str) -> Place:
        """Return where the comment that says this stands."""
        (place,) = [place for comment, place in self.located.comments if comment.text == text]
        return place

    def items(self, *, tracked: bool = True) -> list[Item]:
        """Return the changes that were tracked, or those that were not."""
        return [item for item in self.plan.items if item.is_tracked == tracked]

    def reasons(self, *, tracked: bool = True) -> list[tuple[str, str, str]]:
        """Return the kind of each change, what is to become of it, and why."""
        return [(one.kind, one.status, one.reason) for one in self.items(tracked=tracked)]

    def applied(self, *, tracked: bool = True) -> Applied:
        """Return the sources with every clean change made."""
        return apply(self.items(tracked=tracked), self.today)

    def difference(self, *, tracked: bool = True) -> str:
        """Return the difference to the sources when all is applied, and what was refused."""
        applied = self.applied(tracked=tracked)
        refused = [f"refused: {one.reason}\n" for one in applied.outcomes if not one.is_applied]
        return "".join([*refused, difference(self.today, applied.texts)])


def difference(today: Today, texts: Mapping[str, str]) -> str:
    """Return what is other in texts than today, as in a patch."""
    return "".join(
        line
        for path in sorted(texts)
        for line in unified_diff(
            today.text(path).text.splitlines(keepends=True),
            texts[path].splitlines(keepends=True),
            path,
            path,
            n=0,
        )
    )


def spot(place: Place) -> str:
    """Return a place as `path:line:column-line:column`."""
    return f"{place}-{place.end_line}:{place.end_column}"


def export(root: Path, issue: str, folder: Path) -> Exported:
    """Export an issue of a publication."""
    press = Press(root, folder)
    data, manifest = press.export(issue)
    path = folder / f"{issue}.docx"
    path.write_bytes(data)
    base = Base(manifest)
    return Exported(path, base, press.today(base))
