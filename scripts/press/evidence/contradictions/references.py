"""A study without a reference, and a reference to another study than the one told of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake.citations import cited
from press.evidence.lock.entry import content_words
from press.evidence.works.folding import respelt

MISSING = RuleNote(
    "reference-missing",
    "reference",
    "A study is told of without a reference.",
    "Look the paper up and cite it; a study that cannot be found cannot be published.",
)
UNREAD = RuleNote(
    "reference-unread",
    "reference",
    "A reference whose authors and title cannot be told apart.",
    "Write it as `Authors. Title. Journal. Year;Volume(Issue):Pages.`",
)
TITLE = RuleNote(
    "title-told",
    "reference",
    "The title of the text and the title in its reference share few words.",
    "Look up whether they are one paper.",
)

_FEW = 0.5  # of the shorter title's words, this share must stand in the other
_TAIL = re.compile(r",\s+[A-Z][^,]*,?\s+(?:19|20)\d\d\s*$|\s*\((?:19|20)\d\d\)\s*$")


def find(telling: Telling) -> Iterator[Finding]:
    """Yield what is wrong with a reference that needs no record to be seen."""
    if not telling.has_reference:
        yield telling.finding(
            MISSING.id,
            "error",
            (telling.title, 0),
            "the study has no reference",
            "look the paper up and cite it; what cannot be found cannot be published",
            Evidence("title", telling.title.text, telling.source(telling.title)),
            Evidence("reference", "none", telling.path),
        )
        return
    if not telling.citation:
        return
    read = cited(telling.citation.text)
    if not read.is_read or not read.work.year:
        yield telling.finding(
            UNREAD.id,
            "warning",
            (telling.citation, 0),
            "authors, title and year of the reference cannot be told apart",
            "write it as `Authors. Title. Journal. Year;Volume(Issue):Pages.`",
            Evidence("reference", telling.citation.text, telling.source(telling.citation)),
        )
    else:
        yield from _titles(telling)


def _titles(telling: Telling) -> Iterator[Finding]:
    own = set(content_words(respelt(_TAIL.sub("", telling.title.text))))
    cited = set(content_words(respelt(telling.work.title)))
    if not own or not cited:
        return
    share = len(own & cited) / min(len(own), len(cited))
    if share < _FEW:
        yield telling.finding(
            TITLE.id,
            "warning",
            (telling.title, 0),
            "title and reference may be two papers: "
            f"{len(own & cited)} of {min(len(own), len(cited))} words are shared",
            "look up whether they are one paper",
            Evidence("title", telling.title.text, telling.source(telling.title)),
            Evidence("title in the reference", telling.work.title, telling.referred()),
        )
