"""Citations and footnotes that would not come out as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import fragment_fromstring

from press.checks.context import Context
from press.checks.rule import Rule
from press.compile import Body
from press.publication import Problem, Source

_ID = "markup-lost"
_RAW_CITATION = re.compile(r"\[[^\[\]]*@[\w{][^\[\]]*\]")
_RAW_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")


def _find(context: Context) -> Iterator[Problem]:
    for source in context.sources:
        yield from _of_text(source, context.body(source))


def _of_text(source: Source, body: Body) -> Iterator[Problem]:
    for cluster in body.lost:
        mend = "citations belong into running text, not into descriptions or attributes"
        yield _problem(source, cluster.raw, f"the citation `{cluster.raw}` would be lost", mend)
    if "[" not in body.html:
        return
    tree = fragment_fromstring(body.html, create_parent="div")
    for code in tree.xpath(".//code | .//pre | .//script | .//style"):
        code.drop_tree()
    text = tree.text_content()
    for raw in dict.fromkeys(_RAW_CITATION.findall(text)):
        mend = 'inside HTML write `markdown="1"` into the tag, or `\\@` for a plain @ sign'
        yield _problem(source, raw, f"`{raw}` would be printed as it is written", mend)
    for raw in dict.fromkeys(_RAW_FOOTNOTE.findall(text)):
        mend = f"write its text: `{raw}: ...` on a line of its own"
        yield _problem(source, raw, f"the footnote `{raw}` has no text", mend)


def _problem(source: Source, raw: str, message: str, mend: str) -> Problem:
    place = source.search(re.escape(raw))
    return Problem(source.path, place.line, place.column, _ID, message, mend)


RULE = Rule(
    id=_ID,
    catches="Citations and footnotes that would be printed as they are written, or not at all.",
    mend="Take them out of raw HTML and descriptions; give each footnote its text.",
    find=_find,
)
