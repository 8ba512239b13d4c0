"""The author line against the reference, and one block of authors under two studies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake.people import people_in
from press.evidence.works.authors import shown
from press.evidence.works.names import same_family, same_person
from press.evidence.works.work import Authors, Name

NOTE = RuleNote(
    "authors-told",
    "authors",
    "The line of authors and the reference name different people.",
    "Take the list from the paper's record, for both.",
)
SAME = RuleNote(
    "authors-same",
    "authors",
    "Two studies have the same block of authors, name by name.",
    "Look both up: a list copied from one study to the other is usual where one is invented.",
)
_BLOCK = 4  # fewer authors may well write two papers together


def find(telling: Telling) -> Iterator[Finding]:
    """Yield who stands in the line of authors and not in the reference, or otherwise."""
    if not telling.authors or not telling.citation or not telling.work.authors:
        return
    line, theirs = people_in(telling.authors.text), telling.work.authors
    mine, their = line.people, theirs.people
    if not mine or not their:
        return
    absent = [name for name in mine if not any(same_family(name, other) for other in their)]
    unlike = _unlike(mine, their)
    problems: list[str] = []
    if absent and not theirs.others:
        problems.append(f"{shown(*absent)} {_are(absent)} not in the reference")
    problems += [f"{shown(name)} is {shown(other)} in the reference" for name, other in unlike]
    if not same_family(mine[0], their[0]):
        problems.append(f"{shown(mine[0])} is first here, {shown(their[0])} in the reference")
    if not line.others and not theirs.others and len(mine) < len(their) and not absent:
        left = [name for name in their if not any(same_family(name, other) for other in mine)]
        if left:
            problems.append(f"{shown(*left)} {_are(left)} only in the reference")
    if problems:
        yield telling.finding(
            NOTE.id,
            "error" if absent or unlike else "warning",
            (telling.authors, 0),
            "; ".join(problems),
            "take the list from the paper's record, for both",
            Evidence("authors", telling.authors.text, telling.source(telling.authors)),
            Evidence("authors in the reference", _listed(theirs), telling.referred()),
        )


def _unlike(mine: Sequence[Name], their: Sequence[Name]) -> list[tuple[Name, Name]]:
    """Return whoever has a family name of the reference and none of its bearers' given names."""
    found: list[tuple[Name, Name]] = []
    for name in mine:
        family = [other for other in their if same_family(name, other)]
        if family and not any(same_person(name, other) for other in family):
            found.append((name, family[0]))
    return found


def find_same(tellings: Sequence[Telling]) -> Iterator[Finding]:
    """Yield every study whose list of authors is an earlier study's, name by name."""
    first: dict[tuple[str, ...], Telling] = {}
    for other in tellings:
        block = _block(other)
        if len(block) < _BLOCK or not other.has_reference:
            continue
        one = first.setdefault(block, other)
        if one.work.title != other.work.title:
            yield other.finding(
                SAME.id,
                "warning",
                (other.citation or other.title, 0),
                f"its {len(block)} authors are, name by name, those of {one.subject}",
                "look both up: where one of two lists is invented, it is often copied",
                Evidence("authors", _listed(one.work.authors), one.referred()),
                Evidence("authors", _listed(other.work.authors), other.referred()),
            )


def _block(telling: Telling) -> tuple[str, ...]:
    return tuple(shown(name).lower() for name in telling.work.authors.people)


def _listed(authors: Authors) -> str:
    return shown(*authors.names) + ("; et al." if authors.others else "")


def _are(names: Sequence[Name]) -> str:
    return "is" if len(names) == 1 else "are"
