"""Two lists of authors compared: families as sets, then their order, then given names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from press.evidence.works.folding import folded
from press.evidence.works.names import initials, same_family, same_person, suffix_of
from press.evidence.works.remarks import Remark, Remarks, Weight
from press.evidence.works.work import Authors, Name

_MISSPELT = 75  # family names this alike, of 100, are one name misspelt
_GROUP_PREFIX = re.compile(r"^(?:on behalf of |for |and )*(?:the )?")

Pairs = dict[int, int]


def compared_authors(ours: Authors, theirs: Authors) -> Remarks:
    """Return what there is to say about our list of authors beside a record's.

    Where one list says that others follow, its names must begin the other list.
    """
    ours, theirs = _without_shared_groups(ours, theirs)
    mine, their = ours.people, theirs.people
    pairs = _pairs(mine, their)
    extra = [index for index in range(len(mine)) if index not in pairs]
    missing = [index for index in range(len(their)) if index not in set(pairs.values())]
    found: list[Remark] = []
    for index in list(extra):
        twin = next((other for other in missing if _misspelt(mine[index], their[other])), None)
        if twin is not None:
            extra.remove(index)
            missing.remove(twin)
            pairs[index] = twin
            found.append(Remark("spelling", "error", shown(mine[index]), shown(their[twin])))
    found += _unmatched(ours, theirs, extra, missing)
    found += _order(ours, theirs, pairs)
    for one, other in pairs.items():
        found += _given(mine[one], their[other])
    found += _groups(ours, theirs)
    return tuple(found)


def shown(*names: Name) -> str:
    """Return names as medical lists print them: `Zarate CA Jr; Feder A`."""
    return "; ".join(
        name.group or " ".join(filter(None, (name.family, initials(name.given).upper(), _jr(name))))
        for name in names
    )


def first_family(authors: Authors) -> str:
    """Return the family name, or the group, that stands first; or an empty text."""
    return (authors.names[0].family or authors.names[0].group) if authors.names else ""


def _jr(name: Name) -> str:
    return name.suffix.rstrip(".")


def _pairs(mine: Sequence[Name], their: Sequence[Name]) -> Pairs:
    """Return which of ours is which of theirs: by name and given names, then by family alone."""
    aligned = range(min(len(mine), len(their)))
    pairs: Pairs = {index: index for index in aligned if same_person(mine[index], their[index])}
    tests: tuple[Callable[[Name, Name], bool], ...] = (same_person, same_family)
    for test in tests:
        free = set(range(len(their))) - set(pairs.values())
        for index, name in enumerate(mine):
            if index in pairs:
                continue
            fits = [other for other in free if test(name, their[other])]
            if fits:
                # Of two Wangs, the one that stands nearest to where we have ours.
                pairs[index] = min(fits, key=lambda other, at=index: (abs(other - at), other))  # type: ignore[misc]
                free.remove(pairs[index])
    return pairs


def _misspelt(one: Name, other: Name) -> bool:
    from rapidfuzz import fuzz

    return (
        fuzz.ratio(folded(one.family), folded(other.family)) >= _MISSPELT
        and initials(one.given)[:1] == initials(other.given)[:1]
    )


def _unmatched(
    ours: Authors, theirs: Authors, extra: Sequence[int], missing: Sequence[int]
) -> list[Remark]:
    found: list[Remark] = []
    mine, their = ours.people, theirs.people
    # Where a record says that others follow, a name behind its last may be one of them, but not
    # one that stands where the record names somebody else.
    beyond = [index for index in extra if theirs.others and index >= len(their)]
    wrong = [index for index in extra if index not in beyond]
    if wrong:
        found.append(Remark("not on the record", "error", shown(*(mine[i] for i in wrong)), ""))
    if beyond:
        names = shown(*(mine[index] for index in beyond))
        found.append(Remark("more than the record names", "unconfirmed", names, "et al."))
    if missing and not ours.others:
        names = shown(*(their[index] for index in missing))
        found.append(Remark("missing", "error", "", names))
    if ours.others and not theirs.others and not missing and not theirs.groups:
        last = shown(their[-1]) if their else ""
        found.append(Remark("no others", "warning", "and others", f"ends with {last}"))
    return found


def _order(ours: Authors, theirs: Authors, pairs: Pairs) -> list[Remark]:
    places = [pairs[index] for index in sorted(pairs)]
    begins = not (ours.others or theirs.others) or _is_beginning(ours, theirs, pairs)
    if places == sorted(places) and begins:
        return []
    mine = shown(*(ours.people[index] for index in sorted(pairs)))
    their = shown(*(theirs.people[place] for place in sorted(places)))
    if not begins:
        their = shown(*theirs.people[: len(ours.people)])
    return [Remark("order", "error", mine, their)]


def _is_beginning(ours: Authors, theirs: Authors, pairs: Pairs) -> bool:
    """Tell whether the shorter of two lists is how the longer begins."""
    many = min(len(ours.people), len(theirs.people))
    if ours.others:
        return set(pairs.values()) == set(range(len(pairs)))
    return len(pairs) < many or set(pairs) == set(range(len(pairs)))


def _given(one: Name, other: Name) -> list[Remark]:
    found: list[Remark] = []
    if same_family(one, other) and not same_person(one, other):
        found.append(Remark("given names", "error", shown(one), shown(other)))
    elif not same_family(one, other) and same_person(one, other):
        found.append(Remark("division of the name", "advice", str(one), str(other)))
    elif initials(one.given) != initials(other.given) and same_person(one, other):
        found.append(Remark("initials", "advice", shown(one), shown(other)))
    elif folded(one.family) != folded(other.family) and same_family(one, other):
        found.append(Remark("writing of the name", "advice", one.family, other.family))
    mine, their = suffix_of(one.suffix), suffix_of(other.suffix)
    if mine != their:
        heavy = bool(mine and their)
        weight: Weight = "warning" if heavy else "advice"
        found.append(Remark("suffix", weight, shown(one), shown(other)))
    return found


def _group_key(name: Name) -> str:
    return _GROUP_PREFIX.sub("", folded(name.group or name.family))


def _without_shared_groups(ours: Authors, theirs: Authors) -> tuple[Authors, Authors]:
    """Return both lists without the groups that both name, also where one takes it for a person."""

    def groups(authors: Authors) -> set[str]:
        return {_group_key(name) for name in authors.names if name.group}

    def possible(authors: Authors) -> set[str]:
        return {_group_key(name) for name in authors.names if not name.given}

    shared = (groups(ours) & possible(theirs)) | (groups(theirs) & possible(ours))

    def rest(authors: Authors) -> Authors:
        kept = (name for name in authors.names if name.given or _group_key(name) not in shared)
        return Authors(tuple(kept), authors.others)

    return rest(ours), rest(theirs)


def _groups(ours: Authors, theirs: Authors) -> list[Remark]:
    """Return what to say of groups that only one list names; registries often leave them out."""
    found: list[Remark] = []
    if ours.groups:
        found.append(Remark("group not on the record", "unconfirmed", shown(*ours.groups), ""))
    if theirs.groups and not ours.others:
        found.append(Remark("group left out", "advice", "", shown(*theirs.groups)))
    return found
