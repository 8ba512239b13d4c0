"""Claims that are stronger than the certainty of the evidence allows.

What counts as one, and in which words each level of certainty may speak, stands in
`press.checks.claims`; the wording is that of GRADE guidelines 26 (Santesso et al., J Clin Epidemiol
2020;119:126-135).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.claims import claims
from press.checks.context import Context
from press.checks.passages import FRONT_MATTER, Passage, body_passages, front_matter
from press.checks.rule import Rule
from press.publication import Digest, Problem

_ID = "claim-strength"
_SECTIONS = frozenset({"Summary", "Conclusion"})
_SHORTEST = 4  # letters of a treatment's name
# Words of questions that name no treatment.
_COMMON = (
    "adults after another arms before between both care condition control daily days dose doses"
    " each either eight every five follow four from group groups half higher hour hours into"
    " intravenous lower minutes month months more most nasal nine none once only open oral other"
    " over participants patients people plus reported same saline seven single studies"
    " study than their then these this those three through times twice under usual varied versus"
    " waiting week weekly weeks were with without years applicable various different"
    " infusion infusions injection injections spray tablet tablets treatment treatments therapy"
    " programme session sessions drug drugs medicine medicines medication support"
)
# What a treatment is for, or goes with, follows its name.
_BEHIND = re.compile(r"[,;:(]|\b(?:for|among|against|in|over|during|who|while)\b")


def _find(context: Context) -> Iterator[Problem]:
    for digest in context.digests:
        names = treatments(digest)
        rated = digest.meta.certainty
        certainty = rated if isinstance(rated, str) else rated.level.value
        for passage in _passages(context, digest):
            for claim in claims(passage.text, certainty, names):
                place = passage.place(claim.start, claim.end)
                path = passage.source.path
                yield Problem(path, place.line, place.column, _ID, claim.message, claim.mend)


def _passages(context: Context, digest: Digest) -> Iterator[Passage]:
    yield from front_matter(digest, *FRONT_MATTER)
    for passage in body_passages(digest, context.body(digest.source)):
        if passage.name in _SECTIONS:
            yield passage


def treatments(digest: Digest) -> frozenset[str]:
    """Return the words by which a digest calls what it compares, in lower case."""
    question = digest.meta.question
    texts = [question.intervention, question.comparator]
    texts += [arm.name for arm in digest.meta.participants.arms]
    heads = " ".join(_BEHIND.split(text, maxsplit=1)[0] for text in texts).lower()
    words = re.findall(r"[^\W\d_][\w-]*", heads)
    return frozenset(word for word in words if len(word) >= _SHORTEST) - set(_COMMON.split())


RULE = Rule(
    id=_ID,
    catches="A claim in title, bottom line, plain words, Summary or Conclusion that is stronger"
    " than its certainty allows.",
    mend="Tell what was found in the past tense, or how sure it is: probably, may, uncertain.",
    find=_find,
    warns_in_drafts=True,
)
