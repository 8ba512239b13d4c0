"""Journals' names compared: in full, by ISO 4, and as the National Library of Medicine has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from press.bibliography.journals import abbreviated
from press.evidence.works.folding import folded, respelt
from press.evidence.works.remarks import Remark, Remarks

_PLACE = re.compile(r"\s*\([^)]*\)\s*$")
_SMALL = frozenset(
    re.split(" ", "the of and for in on de des der die das la le les et und a an fur pour")
)


def compared_journals(ours: str, theirs: Sequence[str]) -> Remarks:
    """Return what there is to say about our name of a journal beside those on a record.

    The same by any of: words without articles and marks; the abbreviation by ISO 4; a name of the
    record, which has the abbreviations of its registry among them.
    """
    if any(_words(ours) == _words(name) for name in theirs):
        return ()
    if any(_may_be_short(ours, name) and _short(ours) == _short(name) for name in theirs):
        return (Remark("abbreviation", "advice", ours, theirs[0]),)
    mine = _main(ours)
    for name in theirs:
        if _main(name) != name and _words(_main(name)) == _words(ours):
            return (Remark("subtitle missing", "advice", ours, name),)
        if mine != ours and _words(mine) == _words(name):
            return (Remark("subtitle not on the record", "unconfirmed", ours, name),)
    return (Remark("another journal", "error", ours, theirs[0]),)


def same_journal(one: str, other: str) -> bool:
    """Tell whether two names are those of one journal, in full or abbreviated."""
    return not any(
        remark.weight in {"error", "unconfirmed"} for remark in compared_journals(one, [other])
    )


def _main(name: str) -> str:
    """Return a journal's name before its colon: `QJM : monthly journal of …` is QJM."""
    return name.partition(":")[0].strip() or name


@lru_cache(maxsize=4096)
def _words(name: str) -> str:
    words = respelt(_PLACE.sub("", name.replace("&", " and "))).split()
    return " ".join(word for word in words if word not in _SMALL) or folded(name)


def _may_be_short(one: str, other: str) -> bool:
    """Tell whether one name may abbreviate another: as many words, which begin alike.

    It saves loading the list of abbreviations, which takes half a second.
    """
    first, second = _words(one).split(), _words(other).split()
    return [word[0] for word in first] == [word[0] for word in second]


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    """Return a name's abbreviation; one that is abbreviated already stays as it is."""
    text = _PLACE.sub("", name)
    return _words(abbreviated(_expandable(text)))


def _expandable(name: str) -> str:
    """Return a name as ISO 4's list knows it: words in title case, without a leading article."""
    words = [word.capitalize() if word.islower() and word not in _SMALL else word for word in
             name.split()]  # fmt: skip
    return " ".join(words[1:] if words and words[0].lower() == "the" and len(words) > 1 else words)
