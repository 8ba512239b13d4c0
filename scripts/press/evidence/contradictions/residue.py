"""What drafting leaves behind: notes to oneself, chips of sources, words of a chat tool."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake import Passage

NOTE = RuleNote(
    "residue",
    "text",
    "A note of whoever, or whatever, drafted the text was left in it.",
    "Settle what it leaves open, then delete it.",
)
CHIPS = RuleNote(
    "source-chips",
    "link",
    "Buttons of a chat tool's sources were copied as text: `Publisher+8Registry`.",
    "Replace them by the address of the paper.",
)

# Every repetition has an end, so that no page, however odd, takes long to read.
_CHIP = re.compile(
    r"(?<![\w.-])(?:[A-Za-z][\w-]{0,40}(?:\.[A-Za-z][\w-]{0,40}){1,5}"
    r"|[A-Z][A-Za-z]{1,30}(?:[ &][A-Za-z]{1,30}){0,4})\s?\+\d{1,2}(?=$|[\s.,;)]|[A-Za-z])"
)
_TURNS = re.compile(
    r":?contentReference\[oaicite:[^\]]{0,40}\](?:\{[^}]{0,40}\})?|\boaicite\b|\bturn\d+(?:search|view|news|"
    r"fetch|file)\d+|【\d+[†:][^】]{0,80}】|\[cite_start\]|\[cite:[^\]]{0,40}\]|\bgrok_card\b|"
    r"\battached_file:\d+"
)
_ANYWHERE = re.compile(
    r"\[[^\[\]\n]{0,80}\b(?:may vary|citation needed|to (?:be )?(?:confirm|verif|check|add|complet|"
    r"insert)\w*|insert|add|your|placeholder|unverified|not verified|check|verify|tbd|tbc|xx+|"
    r"source needed|exact \w+|approx(?:imate)? \w+)\b[^\[\]\n]{0,80}\](?!\()"
    r"|\b(?:TODO|TBD|TBC|FIXME|XXX+)\b|\bXX(?:\.X+)?\s?%"
    r"|\blorem ipsum\b"
    r"|\bas an? (?:AI|artificial intelligence)(?: language)? (?:model|assistant)\b"
    r"|\b(?:as of|up to|until) my (?:last|latest|knowledge|training)\b"
    r"|\bmy (?:knowledge|training)(?: data)?(?: cutoff| cut-off)\b"
    r"|\bI (?:cannot|can't|could not|couldn't|do not|don't) (?:access|browse|verify|find|open)\b"
    r"|\b(?:here is|here's|below is) (?:the|a|your) (?:updated|revised|formatted|requested|"
    r"polished|corrected) \w+"
    r"|\b(?:would you like me to|let me know if|I hope this helps|happy to (?:help|refine))\b"
    r"|\b(?:authors?|first author|year|title|volume|pages) (?:may|might) (?:vary|differ)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\s*(?:based on|adapted from|derived from|inspired by|similar to|see also)\b",
                   re.IGNORECASE)  # fmt: skip
_TWO = 2


def find(telling: Telling) -> Iterator[Finding]:
    """Yield every remnant; “Based on …” only where a link or a citation begins with it."""
    for name, passage in telling.passages():
        for match in _ANYWHERE.finditer(passage.text):
            yield _residue(telling, passage, match)
        if name in {"link", "citation", "authors"} and (head := _HEAD.match(passage.text)):
            yield _residue(telling, passage, head)
        chips = list(_CHIP.finditer(passage.text))
        turns = list(_TURNS.finditer(passage.text))
        # One `CD4+25` in running text is no chip; a link never has one.
        if not turns and len(chips) < (1 if name in {"link", "citation"} else _TWO):
            continue
        first = min([*turns, *chips], key=lambda found: found.start())
        yield telling.finding(
            CHIPS.id,
            "error",
            (passage, first.start()),
            "buttons of a chat tool's sources stand here as text",
            "replace them by the address of the paper",
            Evidence("text", passage.text[first.start() :][:160], telling.source(passage)),
        )


def _residue(telling: Telling, passage: Passage, match: re.Match[str]) -> Finding:
    return telling.finding(
        NOTE.id,
        "error",
        (passage, match.start()),
        f"“{match[0].strip()}” was left from drafting",
        "settle what it leaves open, then delete it",
        Evidence("text", match[0].strip(), telling.source(passage, match.start())),
    )
