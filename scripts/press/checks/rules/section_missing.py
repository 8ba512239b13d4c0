"""Digests without the sections that every digest has."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.checks.sections import heading_line, required, sections
from press.publication import Digest, Problem, suggestion

_ID = "section-missing"


def _find(context: Context) -> Iterator[Problem]:
    for digest in context.digests:
        yield from _of_digest(context, digest)


def _of_digest(context: Context, digest: Digest) -> Iterator[Problem]:
    source = digest.source
    found = list(sections(context.body(source)))
    titles = [section.title for section in found]
    wanted = required(digest)
    for title in wanted:
        if title not in titles:
            unexpected = [other for other in titles if other not in wanted]
            near = suggestion(title, unexpected, f"add the heading `## {title}` with its text")
            mend = near if not near.startswith("did you") else f"rename the heading to `## {title}`"
            yield Problem(
                source.path, source.body_line, 1, _ID, f"the section {title} is missing", mend
            )
    for section in found:
        if section.title in wanted and not section.text:
            line = heading_line(source, section.title)
            yield Problem(
                source.path, line, 1, _ID, f"the section {section.title} is empty", "write its text"
            )
    present = [title for title in titles if title in wanted]
    if sorted(present, key=wanted.index) != present:
        line = heading_line(source, present[0])
        mend = "put them in the order " + ", ".join(wanted)
        yield Problem(source.path, line, 1, _ID, "the sections stand in another order", mend)
    if len(set(present)) != len(present):
        twice = next(title for title in present if present.count(title) > 1)
        line = heading_line(source, twice)
        yield Problem(
            source.path, line, 1, _ID, f"the section {twice} stands twice", "join the two"
        )


RULE = Rule(
    id=_ID,
    catches="A digest without Summary, Results, Limitations or Conclusion, or with an empty one.",
    mend="Add the section; say so in it where the source reports nothing.",
    find=_find,
)
