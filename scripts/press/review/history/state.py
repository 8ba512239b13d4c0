"""What earlier imports saw, in `.press/reviews/<export>.json`: one file an export.

It holds no time and no order of its own, so that the same state is the same file, and a diff of
it reads as what happened: `{"schema": "press-review-state", "version": 1, "export", "issue",
"comments": {id: {author, date, text, resolved, thread}}, "changes": {id: {author, kind, old, new,
fate}}}`. Ids are those of `identity`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from press.publication import failure, safe_id, write_file

SCHEMA, VERSION = "press-review-state", 1
FOLDER = Path(".press/reviews")
_LONGEST = 80  # characters of a text; enough to know it again in a diff
_MEND = "delete the file, and everything counts as new; or get it back from version control"

News = Literal["new", "changed", "known"]
Entry = dict[str, Any]


@dataclass
class State:
    """What was seen of one issue's reviews, by lasting ids."""

    comments: dict[str, Entry] = field(default_factory=dict)
    changes: dict[str, Entry] = field(default_factory=dict)


def state_path(root: Path, export: str) -> Path:
    """Return where the state of an export's reviews is kept."""
    return root / FOLDER / f"{safe_id(export)}.json"


def known(root: Path, issue: str, export: str) -> State:
    """Return what was seen in reviews of an issue, whichever of its exports they were of.

    What was seen of `export` itself counts before what was seen of others. Raises PressError
    where a file of state cannot be read.
    """
    state = State()
    own = state_path(root, export)
    for path in sorted((root / FOLDER).glob("*.json"), key=lambda path: (path == own, path.name)):
        data = _read(root, path)
        if data["issue"] == issue:
            state.comments.update(data["comments"])
            state.changes.update(data["changes"])
    return state


def remember(root: Path, export: str, issue: str, seen: State) -> Path:
    """Add what was seen to an export's state; return its file.

    Raises PressError where it cannot be read or written.
    """
    path = state_path(root, export)
    data: Mapping[str, Any] = {"comments": {}, "changes": {}}
    if path.exists():
        data = _read(root, path)
    content = {
        "schema": SCHEMA,
        "version": VERSION,
        "export": export,
        "issue": issue,
        "comments": dict(sorted((data["comments"] | seen.comments).items())),
        "changes": dict(sorted((data["changes"] | seen.changes).items())),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_file(path, text.encode("utf-8", "surrogatepass"))
    return path


def _read(root: Path, path: Path) -> dict[str, Any]:
    name = path.relative_to(root).as_posix()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        is_ours = data["schema"] == SCHEMA and data["version"] == VERSION
        parts = [data["issue"], data["comments"].items(), data["changes"].items()]
    except OSError as error:
        raise failure(name, f"cannot read the file ({error.strerror})", _MEND, "review") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = "this is no record of reviews that this press can read"
        raise failure(name, message, _MEND, "review") from error
    if not is_ours or not all(parts[:1]):
        message = "this record of reviews was written by another version of the press"
        raise failure(name, message, _MEND, "review")
    found: dict[str, Any] = data
    return found


def shortened(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def news_of(entry: Entry, before: Mapping[str, Any] | None, keys: Iterable[str]) -> News:
    """Return whether an entry is new, or differs in one of `keys` from what was seen before."""
    if before is None:
        return "new"
    return "changed" if any(entry[key] != before.get(key) for key in keys) else "known"
