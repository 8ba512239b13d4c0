"""Words that promise more than any study can keep, whatever the certainty of the evidence.

A *promise* is a form of prove, cure, safe, breakthrough, effective, game-changer or miracle. It is
qualified, and so no promise, where its clause denies or doubts it beforehand (*not*, *may*,
*whether*, *asked*, *said*: `DENIED`, `DOUBTED`, `TOLD`), where the sentence is a question, where it
names a purpose (*to prove*), where nothing is proved (*proves no*, *proved little*), and where
*effective* compares (*more effective than*). Longer words (*effectiveness*, *improved*, *unproven*)
are other words. A clause ends at `;`, `:`, a dash between blanks, `but`, `yet`, `although`,
`though`, `whereas`, `while`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MEND = "say what was found, or what was not shown, or what may be"
MAY = r"may might could possibl[ye] perhaps maybe"

_CLAUSE = re.compile(r"[;:—]|\s[–-]\s|\b(?:but|yet|although|though|whereas|while)\b", re.IGNORECASE)
_PROMISE = re.compile(
    r"(?<![\w-])(?:prov(?:es?|ed|en|ing)|cur(?:es?|ed|ing)|safe(?:ly)?|breakthroughs?"
    r"|effective(?:ly)?|game[ -]?chang(?:ers?|ing)|mirac(?:les?|ulous(?:ly)?))(?![\w-])",
    re.IGNORECASE,
)


def any_of(words: str) -> re.Pattern[str]:
    """Return a pattern for any of several words (patterns, parted by blanks), or for `n't`."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})(?!\w)|n[’']t(?!\w)", re.IGNORECASE)


DENIED = any_of(
    r"not no never nothing none nobody neither nor without cannot hardly scarcely barely far\sfrom"
    r" too\s\w+ lack(?:s|ed|ing)? fail(?:s|ed)? remains?\sto yet\sto instead\sof unable few(?:er)?"
    r" little"
)
DOUBTED = any_of(
    rf"{MAY} probabl[ye] likely whether if how why seem(?:s|ed)? appear(?:s|ed)? suggest\w*"
    r" hint\w*"
    r" uncertain unclear unknown hop(?:e|es|ed|ing) ask(?:s|ed)? question\w* doubt\w* test(?:s|ed)?"
    r" aim(?:s|ed)? meant intended designed promis(?:e|es|ed|ing) need(?:s|ed)? s(?:eek|ought)\w*"
    r" look(?:s|ed)?\sfor would should keep(?:s|ing)? kept tr(?:y|ies|ied) wonder(?:s|ed)?"
)
TOLD = any_of(
    r"call(?:s|ed)? claim(?:s|ed)? descri(?:be|bes|bed) sa(?:y|ys|id) conclu\w+ consider(?:s|ed)?"
    r" judg\w+ regard(?:s|ed)? belie\w+ according reported argu(?:e|es|ed)"
)
_PURPOSE = re.compile(r"\bto\s+(?:\w+ly\s+)?(?:be\s+)?$", re.IGNORECASE)
_FOUND = re.compile(
    r"\b(?:found|shown|known|proved|proven|demonstrated|able)\s+to\s", re.IGNORECASE
)
_NOTHING = re.compile(r"\s+(?:nothing|no|neither|little|only)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:more|less|as|equally|similarly|no\s+more)\s+$", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:than|as)\b", re.IGNORECASE)


def promises(sentence: str) -> Iterator[re.Match[str]]:
    """Yield the words of a sentence that promise, in order, none of them qualified."""
    if is_question(sentence):
        return
    for match in _PROMISE.finditer(sentence):
        before, after = clause_before(sentence, match.start()), sentence[match.end() :]
        if DENIED.search(before) or DOUBTED.search(before) or TOLD.search(before):
            continue
        if _PURPOSE.search(before) and not _FOUND.search(before):
            continue
        if _NOTHING.match(after) or (_COMPARED.search(before) and _AGAINST.search(after)):
            continue
        yield match


def is_question(sentence: str) -> bool:
    """Tell whether a sentence asks, and so claims nothing."""
    return sentence.rstrip('"”’)]').endswith("?")


def clause_before(sentence: str, place: int) -> str:
    """Return what stands before a place in its clause."""
    ends = [match.end() for match in _CLAUSE.finditer(sentence, 0, place)]
    return sentence[ends[-1] if ends else 0 : place]
