"""One browser for the tests of a process that follow each other, with contexts of their own.

It is ended before a test that asks for none, as Playwright keeps an event loop in the thread, which code under test would find.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

from tools.packages import BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Shared:
    """The browser of this process; started by the first test that asks for it."""

    browser: Browser | None = None
    _open = ExitStack()

    @classmethod
    def start(cls) -> Browser:
        """Return the browser that runs, or a new one where none does or the last one has crashed."""
        from playwright.sync_api import sync_playwright

        if cls.browser is None or not cls.browser.is_connected():
            cls.end()
            playwright = cls._open.enter_context(sync_playwright())
            cls.browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
            cls._open.callback(cls.browser.close)
        return cls.browser

    @classmethod
    def end(cls) -> None:
        """Close the browser, if one runs, and leave the event loop."""
        cls.browser = None
        cls._open.close()


def executable() -> str | None:
    """Return the path of the first browser that this machine has, the cheapest first; None where it has none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
