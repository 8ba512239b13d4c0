"""Locks for the tiny publication, as if a registry had its two works."""

from __future__ import annotations

import json
from typing import Any

LOCK = "bib/records.lock.json"
DAY = "2026-01-05"
RETRACTION = {
    "kind": "retraction",
    "registry": "crossref",
    "source": "publisher",
    "where": "10.5555/notice.1",
    "date": "2025-02-07",
}
# What Crossref says of each work: the same as bib/refs.bib.
_WORKS: dict[str, dict[str, Any]] = {
    "lund2021": {
        "author": ["Lund, Anna", "Berg, Bo", "Dahl, Carl"],
        "title": "Short sleep in an invented town: a cohort study",
        "journal": "Journal of Invented Results",
        "year": "2021",
        "volume": "4",
        "number": "2",
        "pages": "10-19",
        "doi": "10.5555/lund.2021",
    },
    "moe2019": {
        "author": ["Moe, Dina", "Ek, Eva"],
        "title": "Naps and Mood: A Made-Up Trial",
        "journal": "Sleep Fables",
        "year": "2019",
        "volume": "12",
        "pages": "3-9",
        "pmid": "12345678",
    },
}


def record(key: str, *notices: object, **changes: str) -> dict[str, Any]:
    """Return what the lock keeps of a work that Crossref has, with some fields changed."""
    work = {**_WORKS[key], **changes}
    return {
        "asked": {"crossref": {"by": "search", "date": DAY, "outcome": "found"}},
        "fields": {
            name: [{"date": DAY, "registry": "crossref", "value": value}]
            for name, value in work.items()
        },
        "notices": list(notices),
    }


def lock(**entries: dict[str, Any]) -> str:
    """Return a lock in which both works are verified but for `entries`."""
    found = {key: record(key) for key in _WORKS} | entries
    return json.dumps({"version": 1, "entries": found})
