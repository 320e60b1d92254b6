"""A page of a real browser, for tests in this folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Any]:
    """Yield a page of Chromium with a passkey authenticator, and collect errors and complaints of the browser."""
    page: Any = browser.new_page(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    yield page
    page.close()
