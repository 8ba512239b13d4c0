"""Images without a description for readers who do not see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import fragment_fromstring

from press.checks.context import Context
from press.checks.rule import Rule
from press.publication import Problem

_ID = "alt-missing"


def _find(context: Context) -> Iterator[Problem]:
    for source in context.sources:
        html = context.body(source).html
        if "<img" not in html:
            continue
        for image in fragment_fromstring(html, create_parent="div").iter("img"):
            if not image.get("alt", "").strip():
                address = image.get("src", "")
                line = source.search(re.escape(address)).line
                message = f"the image `{address}` has no description"
                mend = "say between the square brackets what it shows"
                yield Problem(source.path, line, 1, _ID, message, mend)


RULE = Rule(
    id=_ID,
    catches="An image without a description: nothing is read aloud, and a PDF would not conform.",
    mend="Write `![what it shows](file.png)`.",
    find=_find,
)
