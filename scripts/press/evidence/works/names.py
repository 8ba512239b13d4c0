"""Authors' names: read from BibTeX and registries, and compared as a librarian would."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from press.evidence.works.folding import folded
from press.evidence.works.work import Authors, Name

# Words that stand before a family name and are filed with it by some and without it by others.
_PARTICLES = frozenset(
    re.split(
        " ",
        "af al am an auf aus da dal dalla de degli dei del dela della delle dello den der des di "
        "do dos du e el i la las le les lo los of op ter t ten to tot und van ve vel vom von y zu "
        "zum zur",
    )
)
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "2nd": "ii", "3rd": "iii"}
_ROMAN = frozenset({"ii", "iii", "iv", "v"})
_HYPHENS = re.compile(r"[-\u2010-\u2015\u2212]")
_SPACES = re.compile(r"[\s.]+")
_CAPITALS = 4  # so many capitals without a full stop are initials: `CJA`, `FEDR`
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})


def listed(people: Iterable[str]) -> Authors:
    """Return authors from texts as the lock writes them: `Feder, Adriana`, `{Group}`, `others`."""
    texts = [text.strip() for text in people]
    names = tuple(_named(text) for text in texts if text and text != "others")
    return Authors(names, "others" in texts)


def _named(text: str) -> Name:
    if text.startswith("{") and text.endswith("}"):
        return Name(group=text[1:-1].strip())
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        return Name(family=parts[0])
    family, *middle, given = parts
    suffix = " ".join(middle)
    if not suffix and suffix_of(given):  # `Zarate, Jr`
        return Name(family=family, suffix=given)
    return Name(family=family, given=given, suffix=suffix)


def person(family: str, given: str = "", suffix: str = "") -> Name:
    """Return a person, with commas out of the way and a suffix found at the end of the family."""
    family, given = " ".join(family.replace(",", " ").split()), " ".join(given.split())
    words = family.split()
    if not suffix and len(words) > 1 and suffix_of(words[-1]):
        family, suffix = " ".join(words[:-1]), words[-1]
    return Name(family=family, given=given.replace(",", " "), suffix=suffix.strip(" ,"))


def suffix_of(text: str) -> str:
    """Return a suffix in one spelling (`Jr.` is `jr`, `3rd` is `iii`), or an empty text."""
    word = folded(text)
    return _SUFFIXES.get(word) or (word if word in _ROMAN and text.isupper() else "")


@lru_cache(maxsize=65536)
def initials(given: str) -> str:
    """Return the initials of given names in lower case: `cja` for `Celia J. A.`, `kh` for Karl-H.

    Capitals written together (`CJA`) are initials each.
    """
    found = ""
    for word in _SPACES.split(_HYPHENS.sub(" ", given)):
        # One letter may be two in ASCII: Φ is Ph, Ю is Iu; the first stands for it.
        many = 1 < len(word) <= _CAPITALS and word.isupper()
        letters = (folded(letter)[:1] for letter in word) if many else (folded(word)[:1],)
        found += "".join(letters)
    return found


@lru_cache(maxsize=65536)
def family_keys(family: str) -> frozenset[str]:
    """Return the spellings under which a family name is the same.

    With and without particles, without hyphens and spaces, ä as a and as ae.
    """
    if family.isascii() and family.isalpha():
        return frozenset({family.lower()})
    keys: set[str] = set()
    for text in {family.lower(), family.lower().translate(_GERMAN)}:
        words = folded(_HYPHENS.sub(" ", text)).split()
        keys.add("".join(words))
        while len(words) > 1 and words[0] in _PARTICLES:
            words = words[1:]
        keys.add("".join(words))
    return frozenset(keys)


def same_family(one: Name, other: Name) -> bool:
    """Tell whether two people have the same family name, whatever its accents and particles."""
    return bool(family_keys(one.family) & family_keys(other.family))


def same_initials(one: Name, other: Name) -> bool:
    """Tell whether given names may be those of one person: one's initials begin the other's.

    A name without given names agrees with any. `Valerie` agrees with `H. Valerie`.
    """
    first, second = initials(one.given), initials(other.given)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    # A particle may stand behind the given names: `Jozélio Freire de`.
    return long.startswith(short) or _within(short, long)


def _within(short: str, long: str) -> bool:
    """Tell whether the letters of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def same_person(one: Name, other: Name) -> bool:
    """Tell whether two names may be one person's, also where given and family were confused."""
    if one == other:
        return True
    if same_family(one, other):
        return same_initials(one, other)
    return _divided_otherwise(one, other) or _turned(one, other)


def _divided_otherwise(one: Name, other: Name) -> bool:
    """Tell whether one has as a given name what the other has in the family: `Movahed Rad, P.`."""
    few, many = folded(one.family).split(), folded(other.family).split()
    if len(few) == len(many):
        return False
    short, long = one, other
    if len(few) > len(many):
        short, long, few, many = other, one, many, few
    extra = many[: len(many) - len(few)]
    if many[len(extra) :] != few:
        return False
    letters = "".join(word[0] for word in extra)
    return initials(short.given) == initials(long.given) + letters


def _turned(one: Name, other: Name) -> bool:
    """Tell whether the family name of each is the given name of the other, as whole words."""
    return bool(
        one.given
        and other.given
        and folded(one.family) == folded(other.given)
        and folded(one.given) == folded(other.family)
    )
