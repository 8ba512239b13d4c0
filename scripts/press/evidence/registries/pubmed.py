"""PubMed's E-utilities: records by number, and searches by identifier, title and author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from press.evidence.registries.pubmed_record import records_of
from press.evidence.registries.unpacking import GarbledError, json_value
from press.evidence.registries.web import UnansweredError, Web
from press.evidence.works.authors import first_family
from press.evidence.works.folding import folded
from press.evidence.works.identifiers import Identifier, normal_doi
from press.evidence.works.work import Record, Work

BATCH = 100  # so many records are asked for at once; an address has its bounds
_PMID = re.compile(r"[1-9][0-9]{0,8}")
_ROWS = 5
_WORDS = 12  # so many words of a title are searched


class PubMed:
    """PubMed, as NBK25499 ("The E-utilities In-Depth") documents it.

    `mailto` and `key` are sent as `email` and `api_key`; the key raises the limit of requests.
    """

    def __init__(self, web: Web, mailto: str = "", key: str = "") -> None:
        self._web = web
        named = {"db": "pubmed", "tool": "press", "email": mailto, "api_key": key}
        self._named = {name: value for name, value in named.items() if value}

    async def records(self, pmids: Iterable[str]) -> Mapping[str, Record]:
        """Return the records of PMIDs, of which those that PubMed lacks are left out.

        At most `BATCH` at once; raises UnansweredError.
        """
        ids = list(dict.fromkeys(pmids))
        if not ids:
            return {}
        params = {**self._named, "id": ",".join(ids), "retmode": "xml"}
        try:
            found = await self._web.ask("efetch.fcgi", params, records_of) or ()
        except UnansweredError as error:
            # EFetch may refuse a number that it does not have; a wrong key it refuses as well.
            if len(ids) > 1 or error.refusal is None or b"api key" in error.refusal.lower():
                raise
            return {}
        return {record.work.pmid: record for record in found if record.work.pmid in ids}

    async def record(self, identifier: Identifier) -> Record | None:
        """Return the record of a PMID, PMCID or DOI, or None; raises UnansweredError.

        A search that PubMed widened is not believed: the record must have the identifier.
        """
        if identifier.scheme == "pmid":
            return (await self.records([identifier.value])).get(identifier.value)
        field = "pmcid" if identifier.scheme == "pmcid" else "AID"
        found = await self.records(await self._search(f'"{identifier.value}"[{field}]'))
        return next((one for one in found.values() if _has(one.work, identifier)), None)

    async def search(self, work: Work) -> tuple[Record, ...]:
        """Return works that may be this one; raises UnansweredError.

        The title's words and the first author are asked for together, then the title alone.
        """
        words = folded(work.title).split()[:_WORDS]
        if not words:
            return ()
        title = " AND ".join(f"{word}[ti]" for word in words if len(word) > 1)
        author = folded(first_family(work.authors))
        terms = [f"{title} AND {author}[au]"] if author and title else []
        for term in (*terms, title):
            found = await self.records(await self._search(term)) if term else {}
            if found:
                return tuple(found.values())
        return ()

    async def _search(self, term: str) -> tuple[str, ...]:
        params = {**self._named, "term": term, "retmode": "json", "retmax": str(_ROWS)}
        return await self._web.ask("esearch.fcgi", params, _ids) or ()


def _has(work: Work, identifier: Identifier) -> bool:
    if identifier.scheme == "pmcid":
        return work.pmcid.upper() == identifier.value
    return normal_doi(work.doi) == identifier.value


def _ids(body: bytes) -> tuple[str, ...]:
    """Return the PMIDs of an answer of ESearch; raises GarbledError."""
    data = json_value(body)
    result = data.get("esearchresult") if isinstance(data, dict) else None
    if not isinstance(result, dict) or "ERROR" in result:
        raise GarbledError("JSON without a result")
    listed = result.get("idlist")
    ids = listed if isinstance(listed, list) else []
    return tuple(one for one in ids if isinstance(one, str) and _PMID.fullmatch(one))
