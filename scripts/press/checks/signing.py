"""Sign-offs that sign nothing off: rules and works that are not known, names that are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from press.bibliography import Bibliography
from press.evidence.contradictions import RULES as CONTRADICTIONS
from press.evidence.numbers import NOTES as NUMBERS
from press.publication import Problem, Publication, Source, suggestion
from press.publication.model import Acceptance

_RULE = "schema"
# The states of a reference, its retraction, and what is never more than advice.
_OTHERS = (
    "record-unchecked",
    "record-ambiguous",
    "record-not-found",
    "record-differs",
    "record-retracted",
    "plain-reading",
    "abbreviation-unexpanded",
)
SIGNABLE = (*_OTHERS, *(note.id for note in (*NUMBERS, *CONTRADICTIONS)))
_NOBODY = frozenset({"not reported", "to do", "unknown", "nobody", "none", "n/a"})


def void_signatures(publication: Publication, bibliography: Bibliography) -> Iterator[Problem]:
    """Yield what is wrong with the sign-offs of digests and issues."""
    tomorrow = datetime.now(tz=UTC).date() + timedelta(days=1)  # it is later in the east
    for document in publication.digests:
        yield from _void(document.source, document.meta.accepted, bibliography, tomorrow)
    for issue in publication.issues:
        yield from _void(issue.source, issue.meta.accepted, bibliography, tomorrow)


def _void(
    source: Source, accepted: Sequence[Acceptance], bibliography: Bibliography, latest: date
) -> Iterator[Problem]:
    for place, one in enumerate(accepted):
        key = f"accepted.{place}"
        if one.rule not in SIGNABLE:
            mend = suggestion(one.rule, SIGNABLE, "write the rule as `press check` prints it")
            message = f"nothing can be signed off under the rule `{one.rule}`"
            yield source.problem(f"{key}.rule", _RULE, message, mend)
        for name, value in (("by", one.by), ("why", one.why)):
            if value.casefold().rstrip(".") in _NOBODY:
                message = f"`{name}: {value}` signs nothing off"
                yield source.problem(f"{key}.{name}", _RULE, message, "say who answers, and why")
        if one.date > latest:
            message = f"the sign-off is dated {one.date}, which is still to come"
            yield source.problem(f"{key}.date", _RULE, message, "write the day of the sign-off")
        if one.cite and one.cite not in bibliography.entries:
            message = f"the citekey `{one.cite}` is not in the bibliography"
            yield source.problem(f"{key}.cite", _RULE, message, bibliography.nearest(one.cite))
