"""Registries as tests lay them down."""

from __future__ import annotations

from dataclasses import dataclass, replace

from press.evidence.registries.clients import Access
from tests.evidence.server import FakeRegistry


@dataclass
class Fakes:
    """Crossref and PubMed as tests lay them down, and how they are reached."""

    crossref: FakeRegistry
    pubmed: FakeRegistry
    access: Access

    def with_access(self, **changes: object) -> Access:
        """Return the access with some of it changed."""
        return replace(self.access, **changes)  # type: ignore[arg-type]
