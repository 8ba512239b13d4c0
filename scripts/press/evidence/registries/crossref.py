"""Crossref's REST API: a work by its DOI, and a search that gives candidates."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from press.evidence.registries.crossref_record import record_of
from press.evidence.registries.unpacking import GarbledError, json_value
from press.evidence.registries.web import Web
from press.evidence.works.authors import first_family
from press.evidence.works.work import Record, Work

_ROWS = 5
# Only what is read: an answer with references and licences is ten times as long.
_SELECT = (
    "DOI,title,subtitle,original-title,author,editor,container-title,short-container-title,"
    "issued,published,published-print,published-online,volume,issue,page,article-number,type"
)


class Crossref:
    """Crossref, as https://api.crossref.org/ documents it; `mailto` opens its polite pool."""

    def __init__(self, web: Web, mailto: str = "") -> None:
        self._web = web
        self._polite = {"mailto": mailto} if mailto else {}

    async def record(self, doi: str) -> Record | None:
        """Return the record of a DOI, or None where Crossref has none; raises UnansweredError."""
        message = await self._web.ask(f"works/{quote(doi, safe='/')}", self._polite, _message)
        return None if message is None else record_of(message)

    async def search(self, work: Work) -> tuple[Record, ...]:
        """Return works that may be this one, the likeliest first; raises UnansweredError."""
        if not work.title:
            return ()
        query = {
            "query.bibliographic": " ".join(filter(None, (work.title, work.year))),
            "query.author": first_family(work.authors),
            "rows": str(_ROWS),
            "select": _SELECT,
        }
        params = {name: value for name, value in query.items() if value} | self._polite
        message = await self._web.ask("works", params, _message)
        items = (message or {}).get("items")
        listed = items if isinstance(items, list) else []
        return tuple(record_of(item) for item in listed if isinstance(item, dict))


def _message(body: bytes) -> dict[str, Any]:
    """Return the `message` of an answer; raises GarbledError."""
    data = json_value(body)
    message = data.get("message") if isinstance(data, dict) else None
    if not isinstance(message, dict):
        raise GarbledError("JSON without a message")
    return message
