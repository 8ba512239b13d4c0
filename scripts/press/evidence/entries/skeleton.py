"""A new digest begun from a record: what the record knows is filled in, the rest is to do."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from press.evidence.lock.entry import Locked
from press.evidence.works.titles import bare, design_words
from press.publication import Publication
from press.publication.starters import new_digest

_WORDS = 8  # of the title are enough for a file's name
# PubMed's publication types (NLM, "Publication Characteristics"), the most telling first.
_BY_TYPE = (
    ("Systematic Review", "systematic review"),
    ("Meta-Analysis", "systematic review"),
    ("Network Meta-Analysis", "systematic review"),
    ("Scoping Review", "narrative review"),
    ("Case Reports", "case report"),
    ("Randomized Controlled Trial", "randomised trial"),
    ("Randomized Controlled Trial, Veterinary", "randomised trial"),
    ("Pragmatic Clinical Trial", "randomised trial"),
    ("Review", "narrative review"),
    ("News", "news"),
    ("Editorial", "perspective"),
)


def design(types: Sequence[str], title: str) -> str:
    """Return a digest's `design` from publication types, or an empty text where they do not say.

    The title only narrows what the types say: a randomised trial may be a crossover trial or a
    secondary analysis of one, a systematic review one of reviews.
    """
    found = next((name for kind, name in _BY_TYPE if kind in types), "")
    words = design_words(title)
    if found == "randomised trial":
        if words & {"secondary analysis", "post hoc", "subgroup analysis"}:
            return "secondary analysis"
        return "crossover trial" if "crossover" in words else found
    if found == "narrative review" and words & {"systematic review", "meta-analysis"}:
        return ""  # PubMed had no type for systematic reviews before 2019
    if found == "systematic review" and "overview of reviews" in words:
        return "overview of reviews"
    return found


def digest_from(publication: Publication, key: str, locked: Locked, day: date) -> tuple[Path, str]:
    """Return the path and the text of a new draft digest of an entry of the bibliography.

    Title, design and registration come from what the lock keeps of its record; what no record
    says is marked to do. Raises PressError if the file exists.
    """
    title = bare(next(iter(locked.values("title")), key))
    path, text = new_digest(publication, _short(title), key, day)
    named = design(locked.values("types"), title)
    source = "from the record's publication types and title; check it"
    registration = ", ".join(locked.values("registration"))
    lines = {
        "title": f"{json.dumps(title, ensure_ascii=False)}   # the paper's; to do: our headline",
        "design": f"{named}   # {source}"
        if named
        else "to do   # one of the authors' guide's list",
    }
    if registration:
        lines["registration"] = f"{registration}   # from the record"
    for name, value in lines.items():
        line = f"{name}: {value}".replace("\\", "\\\\")  # re.sub reads backslashes
        text = re.sub(rf"(?m)^{name}:.*$", line, text, count=1)
    return path, text


def _short(title: str) -> str:
    return " ".join(re.split(r"[:?]\s", title)[0].split()[:_WORDS])
