"""Two registries on this machine, and the access to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.evidence.fakes import Fakes


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fakes]:
    """Return registries that answer 404 to everything until a test lays down more."""
    from press.evidence.registries.clients import Access
    from tests.evidence.fakes import Fakes
    from tests.evidence.server import FakeRegistry, served

    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with served(FakeRegistry()) as crossref, served(FakeRegistry()) as pubmed:
        access = Access(
            crossref.url,
            pubmed.url,
            mailto="editor@example.org",
            api_key="key",
            attempts=3,
            timeout=1.0,
            first_wait=0.01,
        )
        yield Fakes(crossref, pubmed, access)
