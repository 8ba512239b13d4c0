"""Comments on words that no source shows: what the press generates, what a reviewer put in."""

from __future__ import annotations

import copy

from press.docx.ooxml import make, w
from tests.review.hand import Hand


def comment_on(hand: Hand, words: str, text: str, *, below: str = "") -> None:
    """Comment on words that stand in one run, which holds `below` too, wherever it stands."""
    nodes = hand.trees["word/document.xml"].iter(w("t"))
    found = [node for node in nodes if words in (t := node.text or "") and below in t]
    assert len(found) == 1, (words, len(found))
    run, whole = found[0].getparent(), found[0].text
    parts = []
    for part in (whole[: whole.index(words)], words, whole[whole.index(words) + len(words) :]):
        one = copy.deepcopy(run)
        node = one.find(w("t"))
        node.text = part
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addprevious(one)
        parts.append(one)
    run.getparent().remove(run)
    number = str(len(hand.comments))
    hand.comments.append((number, text))
    parts[1].addprevious(make("commentRangeStart", id=number))
    reference = make("r")
    reference.append(make("commentReference", id=number))
    parts[1].addnext(make("commentRangeEnd", id=number))
    parts[1].getnext().addnext(reference)
