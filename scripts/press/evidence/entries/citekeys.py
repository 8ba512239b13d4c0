"""Citekeys by our rule: the first author's family name and the year, a letter where two meet."""

from __future__ import annotations

import re
from collections.abc import Collection
from string import ascii_lowercase

from press.evidence.works.folding import folded
from press.evidence.works.work import Work

_LONGEST = 40  # letters of a name
_NO_YEAR = "nd"  # as in `n.d.`


def citekey(work: Work, taken: Collection[str]) -> str:
    """Return a work's citekey, which is not among those taken: `anand2023`, `anand2023b`.

    A key that is in use never changes, so the first of two works stays without a letter.
    """
    first = work.authors.names[0] if work.authors.names else None
    name = (first.family or first.group) if first else work.title
    letters = re.sub(r"[^a-z]", "", folded(name)) or "anonymous"
    if first is None or first.group:
        letters = re.sub(r"[^a-z]", "", folded(name).split(" ")[0]) or letters
    year = re.search(r"\d{4}", work.year)
    stem = letters[:_LONGEST] + (year[0] if year else _NO_YEAR)
    keys = {key.lower() for key in taken}
    if stem not in keys and f"{stem}a" not in keys:
        return stem
    for letter in ascii_lowercase[1:]:
        if stem + letter not in keys:
            return stem + letter
    return next(f"{stem}z{n}" for n in range(2, len(keys) + 3) if f"{stem}z{n}" not in keys)
