"""A browser, and visitors in it who share nothing but the inspection of what they see."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.workers import Beside

from .entering import Mailbox
from .inspected import Inspected
from .inspection import Inspection
from .visitor import DESK, Visitor

NewVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    """What the journeys of this run have inspected; the processes of pytest-xdist have folders beside each other."""
    folder = tmp_path_factory.getbasetemp()
    return Inspected((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "inspected")


@pytest.fixture
def inspection(inspected: Inspected) -> Inspection:
    return Inspection(inspected)


@pytest.fixture
def visitor(browser: Browser, live_server: Any, inspection: Inspection) -> Iterator[NewVisitor]:
    """Makes a visitor with a browser of their own: `visitor(viewport=PHONE, java_script_enabled=False)`."""
    base = live_server.url.replace("127.0.0.1", "localhost")
    contexts = []

    def arrive(**options: Any) -> Visitor:
        context = browser.new_context(**{"base_url": base, "viewport": DESK, "locale": "en-GB", **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        inspection.listen(page)
        scripted = options.get("java_script_enabled", True)
        return Visitor(page, inspection if scripted else None, base)

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def clean_pages(inspection: Inspection) -> Iterator[None]:
    """Every page the visitors met is free of barriers, complaints of the browser and sideways scrolling."""
    yield
    assert inspection.findings == []


@pytest.fixture
def mailbox(real_worker: Beside) -> Mailbox:
    """What the real worker sends from now on."""
    for old in real_worker.mail.glob("*.eml"):
        old.unlink()
    return Mailbox(real_worker.mail)
