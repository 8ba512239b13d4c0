"""Summaries that share almost no word with the record of their study."""

from __future__ import annotations

from collections.abc import Iterator

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.lock.entry import Locked, content_words
from press.evidence.works.folding import respelt

NOTE = RuleNote(
    "summary-elsewhere",
    "text",
    "A summary shares almost no content word with title and abstract of its record.",
    "Look up whether it tells of another paper.",
)

# Of a summary's distinct words of four letters and more, a faithful one takes a third and more
# from title and abstract; one of another paper in the same field some words of the field.
_SHARE = 0.15
_ENOUGH = 8  # words; a shorter text shows nothing
_STEM = 6  # letters
_TITLE = 4  # words of a title, of which one at least must be there where no abstract is known


def find(telling: Telling, locked: Locked) -> Iterator[Finding]:
    """Yield the summary where it has too few words of the record's title and abstract."""
    summary = telling.summary
    ours = _words(summary.text)
    titles = " ".join(locked.values("title"))
    title = _words(titles)
    abstract = {_stem(respelt(word)) for word in locked.values("words")}
    if len(ours) < _ENOUGH or not title:
        return
    if abstract:
        both = ours & (abstract | title)
        is_other = len(both) / len(ours) < _SHARE
        told = f"{len(both)} of its {len(ours)} content words stand in title or abstract"
    else:
        both = ours & title
        is_other = not both and len(title) >= _TITLE
        told = f"it has none of the {len(title)} content words of the title"
    if is_other:
        yield telling.finding(
            NOTE.id,
            "warning",
            (summary, 0),
            f"the summary may tell of another paper: {told}",
            "look up whether it does, and write it anew from the paper",
            Evidence("shared words", ", ".join(sorted(both)) or "none", telling.source(summary)),
            Evidence("title on record", titles, ", ".join(locked.registries)),
        )


def _words(text: str) -> set[str]:
    return {_stem(word) for word in content_words(respelt(text))}


def _stem(word: str) -> str:
    """Return how a word begins, so that `treatment` is `treatments` and `treated`."""
    return word[:_STEM]
