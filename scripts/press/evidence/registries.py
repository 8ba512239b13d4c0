"""Where the registries are, who asks them, and how much they bear."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from press.evidence.crossref import Crossref
from press.evidence.pubmed import PubMed
from press.evidence.web import Limits, Web
from press.publication import Settings, failure, shortened
from press.publication.configuration import mail_address

CROSSREF_URL = "https://api.crossref.org/v1"
PUBMED_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"

Asked = Literal["crossref", "pubmed"]
BOTH: tuple[Asked, ...] = ("crossref", "pubmed")

# What each variable of the environment stands for under `extra: registries:` in mkdocs.yml.
_VARIABLES = {
    "crossref": "PRESS_CROSSREF_URL",
    "pubmed": "PRESS_PUBMED_URL",
    "mailto": "PRESS_MAILTO",
}
_KEY = "NCBI_API_KEY"


@dataclass(frozen=True)
class Access:
    """Addresses of the registries, the mail address of who asks, and the key for PubMed."""

    crossref: str = CROSSREF_URL
    pubmed: str = PUBMED_URL
    mailto: str = ""
    api_key: str = field(default="", repr=False)
    attempts: int = 5
    timeout: float = 20.0
    first_wait: float = 1.0


@dataclass(frozen=True)
class Registries:
    """The registries' clients, ready to be asked."""

    crossref: Crossref
    pubmed: PubMed


def access(settings: Settings, environment: Mapping[str, str]) -> Access:
    """Return how the registries are reached: mkdocs.yml's `extra: registries:`, or the environment.

    The environment goes first. The key is read from the environment alone, for mkdocs.yml is
    published. Raises PressError where an address is none.
    """
    configured = settings.extra.get("registries")
    options = configured if isinstance(configured, Mapping) else {}
    values = {
        name: (environment.get(variable) or str(options.get(name) or "")).strip()
        for name, variable in _VARIABLES.items()
    }
    for name in BOTH:
        parts = urlsplit(values[name])
        if values[name] and (parts.scheme not in {"http", "https"} or not parts.netloc):
            message = f"`{values[name]}` is no address of {name}"
            mend = f"write https://… in {_VARIABLES[name]}, or leave it out"
            raise failure("mkdocs.yml", message, mend, "registries")
    try:
        mail_address(values["mailto"])
    except ValueError as error:
        message = f"`{shortened(values['mailto'])}` is no mail address"
        raise failure("mkdocs.yml", message, str(error), "registries") from error
    return Access(
        values["crossref"] or CROSSREF_URL,
        values["pubmed"] or PUBMED_URL,
        values["mailto"],
        environment.get(_KEY, "").strip(),
    )


@asynccontextmanager
async def opened(access: Access) -> AsyncIterator[Registries]:
    """Yield the registries' clients, and close their connections.

    Crossref gives 10 requests a second, 3 at a time, to those who leave an address, and 5 a
    second, one at a time, to others (its documentation, "Access and authentication"); it may ask
    for less in its headers. PubMed gives 10 a second with a key and 3 without (Entrez Programming
    Utilities Help, NBK25497). We stay a little below.
    """
    from press import __version__

    agent = f"press/{__version__}" + (f" (mailto:{access.mailto})" if access.mailto else "")

    def limits(per_second: float, in_flight: int) -> Limits:
        return Limits(per_second, in_flight, access.attempts, access.timeout, access.first_wait)

    crossref = limits(9.0, 3) if access.mailto else limits(4.5, 1)
    pubmed = limits(9.0, 3) if access.api_key else limits(2.7, 2)
    async with (
        Web("Crossref", access.crossref, crossref, agent) as first,
        Web("PubMed", access.pubmed, pubmed, agent) as second,
    ):
        yield Registries(
            Crossref(first, access.mailto), PubMed(second, access.mailto, access.api_key)
        )
