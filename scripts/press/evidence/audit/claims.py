"""Claims of a page that go beyond what any data show: `proves`, `cures`, `is completely safe`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.evidence.contradictions import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake import Passage
from press.evidence.promises import MEND, promises
from press.evidence.sentences import sentences

NOTE = RuleNote(
    "claim-strength",
    "text",
    "A summary or conclusion that promises what no study can keep: proof, cure, safety, effect.",
    "Say what was found, or what was not shown, or what may be.",
)
_FIELDS = ("summary", "conclusion")
_QUOTES = re.compile(r"“[^”\n]{0,600}”|‘[^’\n]{2,600}’(?!\w)|\"[^\"\n]{0,600}\"")
# A new point or paragraph begins a sentence, also where the line before has no full stop.
_LINE = re.compile(r"(?<![,;(])\n(?=[ \t]*(?:[-*+•·]\s|\d+[.)]\s|[*_\"“(]*[^\W_a-z]))")
_LONGEST = 2000  # characters of a sentence that are read; so no page, however odd, takes long


def claim_findings(telling: Telling) -> Iterator[Finding]:
    """Yield the sentences of a page's summary and conclusion that promise too much.

    How certain the evidence is, a page does not say; what is found here no certainty allows. Of
    digests, which say it, `press check` asks more, and this nothing.
    """
    for told in () if telling.is_ours else telling.sections:
        if told.field in _FIELDS:
            yield from _in_passage(telling, told.content)


def _in_passage(telling: Telling, passage: Passage) -> Iterator[Finding]:
    # What others said, in quotation marks, is their claim; its place in the text stays.
    text = _QUOTES.sub(lambda match: "·" * len(match[0]), passage.text)
    starts = [0, *(match.end() for match in _LINE.finditer(text))]
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        for start, sentence in sentences(text[begin:end]):
            words = list(promises(sentence[:_LONGEST]))
            if words:
                at = begin + start
                said = passage.text[at : at + len(sentence)].strip()
                yield telling.finding(
                    NOTE.id,
                    "warning",
                    (passage, at + words[0].start()),
                    _message([match[0] for match in words]),
                    MEND,
                    Evidence("text", said, telling.source(passage, at + words[0].start())),
                )


def _message(words: list[str]) -> str:
    listed = [f"`{word}`" for word in dict.fromkeys(words)]
    if len(listed) == 1:
        return f"{listed[0]} promises more than a study can keep"
    return f"{', '.join(listed[:-1])} and {listed[-1]} promise more than a study can keep"
