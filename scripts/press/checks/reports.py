"""Findings counted for people, and told to programs (JSON) and code hosts (SARIF, GitHub)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from press.checks.rules import RULES
from press.publication import Problem
from press.publication.sarif import SARIF_LEVELS, sarif_log, sarif_place, sarif_rule
from press.publication.wording import counted

_GITHUB_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def summary(problems: Sequence[Problem]) -> str:
    """Return how many findings there are: `no problems, 3 pieces of advice`."""
    found = Counter(problem.severity for problem in problems)
    parts = [counted(found["error"], "problem", zero="no")]
    if found["warning"]:
        parts.append(counted(found["warning"], "warning"))
    if found["advice"]:
        parts.append(counted(found["advice"], "piece of advice", "pieces of advice"))
    return ", ".join(parts)


def json_report(problems: Sequence[Problem]) -> str:
    """Return the problems as JSON: `{"version": 1, "problems": [{path, line, column, …}]}`."""
    listing = [asdict(problem) for problem in problems]
    return json.dumps({"version": 1, "problems": listing}, ensure_ascii=False, indent=2)


def sarif_report(problems: Sequence[Problem]) -> str:
    """Return the problems as SARIF 2.1.0 (OASIS standard, 27 March 2020)."""
    rules = [
        sarif_rule(
            rule.id,
            rule.catches,
            rule.mend,
            defaultConfiguration={"level": SARIF_LEVELS[rule.severity]},
        )
        for rule in RULES
    ]
    rules += [sarif_rule(note.id, note.catches, note.mend) for rule in RULES for note in rule.notes]
    return sarif_log(rules, map(_sarif_result, problems))


def _sarif_result(problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    return {
        "ruleId": problem.rule,
        "level": SARIF_LEVELS[problem.severity],
        "message": {"text": f"{problem.message}; {problem.mend}"},
        "locations": [{"physicalLocation": sarif_place(problem.path, region)}],
    }


def github_report(problems: Sequence[Problem]) -> str:
    """Return the problems as workflow commands, which GitHub shows at their lines."""
    return "\n".join(
        f"::{_GITHUB_LEVELS[problem.severity]} file={_property(problem.path)},line={problem.line},"
        f"col={problem.column},title={_property(problem.rule)}::"
        + _data(f"{problem.message}; {problem.mend}")
        for problem in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


REPORTS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "json": json_report,
    "sarif": sarif_report,
    "github": github_report,
}
