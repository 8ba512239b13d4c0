"""Lists of authors as pages write them: `Reif A, Bitter I`, `Adam Janik, PhD; Xin Qiu, et al.`"""

from __future__ import annotations

import re
from functools import lru_cache

from press.evidence.works.names import person, suffix_of
from press.evidence.works.work import Authors, Name

_OTHERS = re.compile(r"[,;\s]*(?:\bet\.? al\b\.?|\band (?:others|colleagues)\b\.?)", re.IGNORECASE)
_REMARK = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\])")
# Letters behind a name that are no name.
_DEGREE = re.compile(
    r"(?:M\.?D|Ph\.?D|D\.?O|LL\.?[BM]|M\.?P\.?H|M\.?Sc?|B\.?Sc?|M\.?A|B\.?A|Psy\.?D|Dr\.?P\.?H|"
    r"Pharm\.?D|R\.?N|M\.?B\.?B\.?S|M\.?B\.?A|Sc\.?D|Ed\.?D|F\.?R\.?C\.?P(?:sych)?|M\.?S\.?W|"
    r"Dr\.? med\.?|Prof\.?)\.?",
    re.IGNORECASE,
)
_HYPHEN = "[-\u2010\u2011]"
_INITIALS = rf"[A-Z]\.?(?:\s?{_HYPHEN}?[A-Z]\.?){{0,3}}"
_FAMILY_FIRST = re.compile(rf"(?P<family>[^\d,;]+?)\s+(?P<given>{_INITIALS})(?P<jr>\s+\w+\.?)?")
_INITIALS_ALONE = re.compile(rf"{_INITIALS}(?:\s+(?:Jr|Sr|II|III)\.?)?")
_COLLECTIVE = re.compile(
    r"\b(?:staff|group|team|consortium|committee|network|investigators|association|society|"
    r"collaborat\w+|institute|department|foundation|editors?|study)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,\s*)?(?:&|\band\b)\s+")


@lru_cache(maxsize=4096)
def people_in(text: str) -> Authors:
    """Return the authors that a line names, family names told from initials by their form.

    Degrees, years and remarks in brackets are passed over. `Reif A` and `Reif, A.` have the family
    name first, `Adam Reif` has it last.
    """
    rest = _REMARK.sub("", text)
    others = bool(_OTHERS.search(rest))
    rest = _AND.sub("; " if ";" in rest else ", ", _OTHERS.sub("", rest)).strip(" ,;")
    if ";" in rest:
        chunks = [_without_degrees(chunk) for chunk in rest.split(";")]
    else:
        chunks = _pairs([part for part in re.split(r"\s*,\s*", rest) if not _is_degree(part)])
    names = tuple(_name(chunk) for chunk in chunks if re.search(r"[^\W\d_]", chunk))
    return Authors(names, others)


def _without_degrees(chunk: str) -> str:
    parts = [part for part in re.split(r"\s*,\s*", chunk.strip()) if not _is_degree(part)]
    return ", ".join(parts)


def _is_degree(part: str) -> bool:
    words = re.split(r"[\s/]+", part.strip())
    return bool(part.strip()) and all(_DEGREE.fullmatch(word) for word in words)


def _pairs(parts: list[str]) -> list[str]:
    """Return names from what commas divide; `Grabski, M., McAndrew, A.` are two, not four."""
    found: list[str] = []
    for part in parts:
        if found and (
            suffix_of(part) or (_INITIALS_ALONE.fullmatch(part) and "," not in found[-1])
        ):
            found[-1] += f", {part}"
        elif part:
            found.append(part)
    return found


@lru_cache(maxsize=8192)
def _name(text: str) -> Name:
    text = text.strip().strip(".") if not re.search(r"\b[A-Z]\.$", text.strip()) else text.strip()
    family, comma, given = text.partition(",")
    if comma:
        first, _, jr = given.partition(",")
        return person(family, first.strip(), jr.strip())
    if match := _FAMILY_FIRST.fullmatch(text):
        jr = (match["jr"] or "").strip()
        if not jr or suffix_of(jr):
            return person(match["family"], match["given"], jr)
    if _COLLECTIVE.search(text):
        return Name(group=text)
    return _given_first(text)


def _given_first(text: str) -> Name:
    from nameparser import HumanName

    read = HumanName(text)
    if not read.last:
        return Name(family=text)
    return person(read.last, f"{read.first} {read.middle}".strip(), read.suffix)
