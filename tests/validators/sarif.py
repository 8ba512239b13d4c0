"""What the SARIF standard demands of a log: properties, values, indices that lead home.

After "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS, 27 March 2020,
sections 3.13 to 3.52; only what our reports use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_LEVELS = {"none", "note", "warning", "error"}
# A relative reference (RFC 3986, 4.2) of the characters that need no escape.
_URI = re.compile(r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})+", re.ASCII)


def faults(log: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a log, in words; nothing where it is as it must be."""
    return list(_log(log))


def _log(log: Mapping[str, Any]) -> Iterator[str]:
    if log.get("version") != "2.1.0":
        yield "the version is not 2.1.0"
    runs = log.get("runs")
    if not isinstance(runs, list):
        yield "there are no runs"
        return
    for run in runs:
        driver = run.get("tool", {}).get("driver", {})
        if not driver.get("name"):
            yield "the tool's driver has no name"
        rules = driver.get("rules", [])
        yield from _rules(rules)
        for number, result in enumerate(run.get("results", [])):
            yield from (f"result {number}: {fault}" for fault in _result(result, rules))


def _rules(rules: list[Mapping[str, Any]]) -> Iterator[str]:
    ids = [rule.get("id") for rule in rules]
    if not all(ids):
        yield "a rule has no id"
    if len(set(ids)) != len(ids):
        yield "a rule's id stands twice"
    for rule in rules:
        for name in ("shortDescription", "help"):
            if name in rule and not rule[name].get("text"):
                yield f"the {name} of {rule.get('id')} has no text"
        if rule.get("defaultConfiguration", {}).get("level", "none") not in _LEVELS:
            yield f"the level of {rule.get('id')} is none"


def _result(result: Mapping[str, Any], rules: list[Mapping[str, Any]]) -> Iterator[str]:
    if not result.get("message", {}).get("text"):
        yield "no message"
    if result.get("level", "warning") not in _LEVELS:
        yield "its level is none"
    index = result.get("ruleIndex")
    named = {rule.get("id") for rule in rules}
    if result.get("ruleId") not in named:
        yield "its rule is not described"
    if index is not None and (
        index >= len(rules) or rules[index].get("id") != result.get("ruleId")
    ):
        yield "its index is another rule's"
    for location in result.get("locations", []):
        physical = location.get("physicalLocation", {})
        if not _URI.fullmatch(physical.get("artifactLocation", {}).get("uri", "")):
            yield "its file is no address"
        region = physical.get("region", {})
        if any(region.get(name, 1) < 1 for name in ("startLine", "startColumn")):
            yield "its region begins before the file"
