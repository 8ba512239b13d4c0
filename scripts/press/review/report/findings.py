"""What an import found: threads of comments, changes, and the ledger that nothing was lost.

Reports are made of this alone. Places are those of today's sources (see `locate.Place`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.review.history.state import News
from press.review.locate.located import Located, Place
from press.review.merge.items import Fate
from press.review.model.changes import Change, Comment


@dataclass(frozen=True)
class Said:
    """One comment of a thread, with its lasting id."""

    id: str
    comment: Comment
    news: News


@dataclass(frozen=True)
class Thread:
    """Comments that answer each other, the first one first.

    `label` is its name in one report (C1, C2, …). `files` are the reviewed files that it stands
    in; `review` is the number of the first of them. `what` says what changed since an earlier
    import: `resolved`, `2 new answers`. `is_resolved` tells whether somebody has closed it.
    `members` are its comments: number of the file, and of the comment in it, from 0.
    """

    label: str
    said: tuple[Said, ...]
    place: Place
    files: tuple[str, ...]
    news: News
    what: str = ""
    review: int = 0
    is_resolved: bool = False
    members: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> str:
        """The lasting id of the thread: its first comment's."""
        return self.said[0].id

    @property
    def first(self) -> Comment:
        """The comment that the thread begins with."""
        return self.said[0].comment


@dataclass(frozen=True)
class Proposal:
    """A change; `number` is what `--apply` calls it by, `conflicts` are the numbers of others.

    `change` is None for what was not tracked. `old` and `new` are texts without looks.
    `remembered` is the fate that a later import shall know, where it is another.
    """

    number: int
    id: str
    author: str
    kind: str
    old: str
    new: str
    place: Place
    fate: Fate
    reason: str
    file: str
    news: News
    what: str = ""
    change: Change | None = None
    conflicts: tuple[int, ...] = ()
    review: int = 0
    remembered: Fate | None = None

    @property
    def is_tracked(self) -> bool:
        """Tell whether the reviewer's editor recorded it."""
        return self.change is not None

    @property
    def needs_author(self) -> bool:
        """Tell whether it waits for the author: no run of the press will make it."""
        return self.fate in {"conflict", "by hand", "refused"}


@dataclass(frozen=True)
class Account:
    """The ledger of one file: what its reader counted, and what became of it.

    `marks` are the review elements of its XML; `empty` of them hold nothing and stand nowhere.
    `listed` counts changes that were not asked for.
    """

    file: str
    comments: int
    changes: int
    untracked: int
    marks: int
    empty: int
    listed: int
    applied: int
    refused: int


@dataclass(frozen=True)
class Report:
    """Everything that one import has to tell.

    `texts` are the sources by path, as they are now; `written` the paths of those that this
    import has changed; `order` the issue's files as printed. `notes` are sentences for a person.
    """

    issue: str
    export: str
    publication: str
    files: tuple[str, ...]
    threads: tuple[Thread, ...]
    proposals: tuple[Proposal, ...]
    accounts: tuple[Account, ...]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    reviews: tuple[Located, ...] = field(default=(), repr=False)

    @property
    def open_threads(self) -> tuple[Thread, ...]:
        """The threads that nobody has closed."""
        return tuple(thread for thread in self.threads if not thread.is_resolved)

    @property
    def needs_author(self) -> bool:
        """Tell whether a comment or a change waits for the author."""
        return bool(self.open_threads) or any(one.needs_author for one in self.proposals)
