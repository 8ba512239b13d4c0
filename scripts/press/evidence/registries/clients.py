"""Where the registries are, who asks them, and how much they bear."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from press.evidence.registries.addresses import misfit
from press.evidence.registries.crossref import Crossref
from press.evidence.registries.pace import Clock
from press.evidence.registries.pubmed import PubMed
from press.evidence.registries.web import Limits, Web
from press.publication import PressError, Problem, Settings

CROSSREF_URL = "https://api.crossref.org/v1"
PUBMED_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"

# To these alone a registry may send us on, and to those within them.
_CROSSREF_HOSTS = ("crossref.org",)
_PUBMED_HOSTS = ("ncbi.nlm.nih.gov",)

AskedRegistry = Literal["crossref", "pubmed"]
BOTH: tuple[AskedRegistry, ...] = ("crossref", "pubmed")

# What each variable of the environment stands for under `extra: registries:` in mkdocs.yml.
_VARIABLES = {
    "crossref": "PRESS_CROSSREF_URL",
    "pubmed": "PRESS_PUBMED_URL",
    "mailto": "PRESS_MAILTO",
}
_KEY = "NCBI_API_KEY"
_MAIL = re.compile(r"[!-~]+@[!-~]+")


def _ignored(line: str) -> None:
    del line


@dataclass(frozen=True)
class Access:
    """Addresses of the registries, the mail address of who asks, and the key for PubMed.

    `tell` is told where a registry makes us wait.
    """

    crossref: str = CROSSREF_URL
    pubmed: str = PUBMED_URL
    mailto: str = ""
    api_key: str = field(default="", repr=False)
    attempts: int = 5
    timeout: float = 20.0
    first_wait: float = 1.0
    clock: Clock = field(default_factory=Clock, repr=False)
    tell: Callable[[str], None] = field(default=_ignored, repr=False)


@dataclass(frozen=True)
class Registries:
    """The registries' clients, ready to be asked."""

    crossref: Crossref
    pubmed: PubMed


def access(settings: Settings, environment: Mapping[str, str]) -> Access:
    """Return how the registries are reached: mkdocs.yml's `extra: registries:`, or the environment.

    The environment goes first. The key is read from the environment alone, for mkdocs.yml is
    published. Raises PressError where an address is none, does not begin with https, or is private;
    on this machine http will do.
    """
    configured = settings.extra.get("registries")
    options = configured if isinstance(configured, Mapping) else {}
    values = {
        name: (environment.get(variable) or str(options.get(name) or "")).strip()
        for name, variable in _VARIABLES.items()
    }
    problems = [
        _problem(name, f"`{values[name]}` {fault} of {name}", "write https://…")
        for name in BOTH
        if values[name] and (fault := misfit(values[name]))
    ]
    if values["mailto"] and not _MAIL.fullmatch(values["mailto"]):
        wrong = f"`{values['mailto']}` is no address of mail"
        problems.append(_problem("mailto", wrong, "write name@example.org"))
    if problems:
        raise PressError(problems)
    return Access(
        values["crossref"] or CROSSREF_URL,
        values["pubmed"] or PUBMED_URL,
        values["mailto"],
        environment.get(_KEY, "").strip(),
    )


def _problem(name: str, message: str, mend: str) -> Problem:
    mend = f"{mend} in {_VARIABLES[name]}, or leave it out"
    return Problem("mkdocs.yml", 1, 1, "registries", message, mend)


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

    def asked(name: str, base: str, limits: Limits, hosts: tuple[str, ...]) -> Web:
        return Web(name, base, limits, agent, hosts=hosts, clock=access.clock, tell=access.tell)

    crossref = limits(9.0, 3) if access.mailto else limits(4.5, 1)
    pubmed = limits(9.0, 3) if access.api_key else limits(2.7, 2)
    async with (
        asked("Crossref", access.crossref, crossref, _CROSSREF_HOSTS) as first,
        asked("PubMed", access.pubmed, pubmed, _PUBMED_HOSTS) as second,
    ):
        yield Registries(
            Crossref(first, access.mailto), PubMed(second, access.mailto, access.api_key)
        )
