"""Pages that would load something from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import fragment_fromstring

from press.checks.context import Context
from press.checks.rule import Rule
from press.publication import Problem

_ID = "foreign-resource"
_LOADED = ".//@src | .//@srcset | .//@poster | .//object/@data | .//link/@href | .//@style"


def _find(context: Context) -> Iterator[Problem]:
    for source in context.sources:
        html = context.body(source).html
        if "//" not in html:
            continue
        tree = fragment_fromstring(html, create_parent="div")
        for address in dict.fromkeys(map(str, tree.xpath(_LOADED))):
            if "//" not in address.replace("data:", ""):
                continue
            line = source.search(re.escape(address)).line
            message = f"the page would load `{address}` from another host"
            mend = "save the file under docs/ and name it there, or link to it"
            yield Problem(source.path, line, 1, _ID, message, mend)


RULE = Rule(
    id=_ID,
    catches="An image, script or frame that a reader's browser would fetch from another host.",
    mend="Save the file under docs/, or make it a link.",
    find=_find,
)
