"""Headings that are titles: `## 1. Warm socks`, `**Warm socks**`, `<h3>`, `1. Warm socks`.

Such a heading begins a study where labels of a study follow it. It is told from the heading of a
section or of a group by what follows, never by its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from press.evidence.intake.labels import SIGN, Field, Label
from press.evidence.intake.passages import Passage

_HEADING = re.compile(
    rf"""(?P<lead>\s*(?:>\s*)*(?P<hash>\#{{1,6}}\s+)?(?P<bold>[*_]{{2,3}})?\s*
    (?:{SIGN}[\ufe0f\u200d]*\s*)*
    (?P<number>(?:(?:Study|Paper|Article)\s+)?\(?\#?(?P<digits>\d{{1,3}})\s*[.):]\s+)?
    (?P<bold2>[*_]{{2,3}})?\s*)
    (?P<title>\S.*?)
    (?P<tail>\s*[*_]*\s*\#*\s*)$""",
    re.VERBOSE | re.IGNORECASE,
)
# A study names who wrote it, or where it is to be found.
_IDENTIFYING: frozenset[Field] = frozenset({"authors", "citation", "link"})
_NEAR = 3  # lines with text, within which the first label follows a heading
_SHORTEST, _LONGEST = 3, 400  # characters of a title


@dataclass(frozen=True)
class _PossibleTitle:
    """A line that may be a title: its label, its number (or 0) and how it is marked."""

    index: int
    label: Label
    number: int
    style: str


def with_headings(
    lines: Sequence[Passage], labels: Sequence[Label | None]
) -> tuple[Label | None, ...]:
    """Return a page's labels with one more, of a title, for each heading that begins a study.

    Below a heading, before the next one or the next title label, the page must have two fields of
    a study near it, one of them authors, citation or link unless the heading is numbered. Behind
    another title one of them must be a field that the study has already, or the number the next;
    else the heading is one within that study.
    """
    found = list(labels)
    candidates = [one for one in map(_candidate, range(len(lines)), lines, labels) if one]
    ends = [*(one.index for one in candidates[1:]), len(lines)]
    last: _PossibleTitle | None = None
    for one, end in zip(candidates, ends, strict=False):
        if _is_study(one, end, last, lines, found):
            found[one.index] = one.label
            last = one
    return tuple(found)


def _candidate(index: int, line: Passage, label: Label | None) -> _PossibleTitle | None:
    """Return a line as a title that may be: marked as heading, all bold, or numbered."""
    match = _HEADING.match(line.text)
    if not match or (label and label.field != "unplaced"):
        return None
    title, bold = match["title"], match["bold"] or match["bold2"] or ""
    is_closed = bool(bold) and match["tail"].strip(" #") == bold and bold not in title
    if line.heading or match["hash"]:
        style = f"heading {line.heading or match['hash'].strip()}"
    elif is_closed:
        style = "bold"
    elif match["number"] and not bold and not title.endswith((".", ";", ",")):
        style = "plain"
    else:
        return None
    is_title = _SHORTEST <= len(title) <= _LONGEST and re.search(r"[^\W\d_]{2}", title)
    if not is_title or title.endswith((":", "：")):
        return None
    start, stop = match.span("title")
    if not is_closed:
        # Marks that close nothing are the title's own; number signs at the end of a heading close.
        stop = len(line.text.rstrip(" #") if match["hash"] else line.text)
    made = Label("title", start, bool(match["number"]), match["lead"], heading=True, stop=stop)
    return _PossibleTitle(index, made, int(match["digits"] or 0), style)


def _is_study(
    one: _PossibleTitle,
    end: int,
    last: _PossibleTitle | None,
    lines: Sequence[Passage],
    labels: Sequence[Label | None],
) -> bool:
    known = [at for at in range(one.index + 1, end) if _field(labels, at)]
    title = next((at for at in known if _field(labels, at) == "title"), end)
    fields = {_field(labels, at) for at in known if at < title}
    is_plain = one.style == "plain"
    if len(fields) < 1 + (not fields & {"authors", "citation"}):
        return False
    if not fields & _IDENTIFYING and (is_plain or not one.label.numbered):
        return False
    between = [line for line in lines[one.index + 1 : known[0]] if line.text]
    if len(between) >= (1 if is_plain else _NEAR):
        return False
    if title < end and not fields & _behind_last_title(known, labels):
        return False  # these fields stand before the title that they belong to
    titles = [at for at in range(one.index) if _field(labels, at) == "title"]
    if not titles:
        return True
    has = {_field(labels, at) for at in range(titles[-1] + 1, one.index)}
    expected = (last.number + 1, last.style) if last else (0, "")
    is_next = not is_plain and one.number > 0 and (one.number, one.style) == expected
    return is_next or bool(fields & has)


def _behind_last_title(known: Sequence[int], labels: Sequence[Label | None]) -> set[Field | None]:
    last = max(at for at in known if _field(labels, at) == "title")
    return {_field(labels, at) for at in known if at > last}


def _field(labels: Sequence[Label | None], index: int) -> Field | None:
    found = labels[index]
    return found.field if found and found.field != "unplaced" else None
