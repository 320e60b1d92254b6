"""The tests that follow each other share a browser; a crash or a test that asks for none ends it."""

from __future__ import annotations

import asyncio

import pytest
from playwright.sync_api import Browser

from tests.chromium import Shared


@pytest.mark.browser
def test_browser_is_shared_and_another_starts_where_it_has_crashed(browser: Browser) -> None:
    assert Shared.start() is browser
    browser.close()
    another = Shared.start()
    assert another is not browser
    assert another.new_page().evaluate("1 + 1") == 2


def test_beside_a_test_that_asks_for_no_browser_none_runs_and_no_event_loop() -> None:
    assert Shared.browser is None
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()
