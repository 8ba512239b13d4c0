"""No test of a browser depends on which others run beside it, and no other depends on those."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.browser.serving import Lender


async def answer() -> int:
    return 42


def test_a_test_may_run_a_loop_of_its_own_beside_the_browser(lent_browser: Lender) -> None:
    assert 42 == asyncio.run(answer())
    with lent_browser() as browser:
        assert browser.is_connected()
        # What has the browser at hand may not, and learns it at once rather than now and then.
        refused = answer()
        with pytest.raises(RuntimeError, match="running event loop"):
            asyncio.run(refused)
        refused.close()
    assert 42 == asyncio.run(answer())


def test_a_page_left_open_is_gone_for_the_next_test(lent_browser: Lender) -> None:
    def pages(browser: Any) -> int:
        return sum(len(context.pages) for context in browser.contexts)

    with lent_browser() as browser:
        browser.new_page()
        assert 1 == pages(browser)
    with lent_browser() as browser:
        assert 0 == pages(browser)
