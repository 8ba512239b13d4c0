"""Digests whose claims stand without a citation."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.checks.sections import heading_line, must_cite, sections
from press.publication import Digest, Problem

_ID = "citation-missing"


def _find(context: Context) -> Iterator[Problem]:
    for digest in context.digests:
        yield from _of_digest(context, digest)


def _of_digest(context: Context, digest: Digest) -> Iterator[Problem]:
    body = context.body(digest.source)
    study = digest.meta.study
    if study not in body.keys:
        message = f"the digest never cites its own study `{study}`"
        yield digest.source.problem(
            "study", _ID, message, f"cite it as `[@{study}]` where its results are told"
        )
    for section in sections(body):
        if must_cite(digest, section.title) and not section.clusters:
            line = heading_line(digest.source, section.title)
            message = f"the section {section.title} has no citation"
            yield Problem(
                digest.source.path,
                line,
                1,
                _ID,
                message,
                f"cite the source of its claims, as in `[@{study}]`",
            )


RULE = Rule(
    id=_ID,
    catches="A digest that never cites its study, or whose Summary or Results cite nothing.",
    mend="Cite the study where its results are told.",
    find=_find,
)
