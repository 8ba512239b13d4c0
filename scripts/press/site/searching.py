"""A fault of the search engine that Material for MkDocs brings, mended in the built site.

lunr 2.3.9 keeps its words in a graph and joins what is alike by a key: for each edge its character,
then the number of the node it leads to, all without a separator. Where words hold digits, two keys
can be the same for nodes that are not (`1` to node 23, `12` to node 3), the graph then holds words
that nobody wrote, and a search that meets one fails and finds nothing. Texts about trials are full
of numbers. See https://github.com/olivernn/lunr.js/issues/503.
"""

from __future__ import annotations

import re
from pathlib import Path

_WORKERS = "assets/javascripts/workers/search*.js"
# `e=e+s+o.id` in the function that makes the key, in whatever letters the names are shortened to.
_KEY = re.compile(r"(TokenSet\.prototype\.toString=function.{,300}?(\w)=\2\+\w\+\w\.id)(?=\})")


def mend_search(site: Path) -> None:
    """Part the keys in the search worker of a built site; one without the fault is left alone."""
    for worker in site.glob(_WORKERS):
        text = worker.read_text(encoding="utf-8")
        mended = _KEY.sub(r'\1+","', text)
        if mended != text:
            worker.write_text(mended, encoding="utf-8")
