"""What is looked for on every page a journey meets: barriers, broken policy, sideways scrolling."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import ConsoleMessage, Page

from .inspected import Inspected, structure_of

WIDTHS = (1280, 375)
NARROWEST = 320
PICTURES = "PORTAL_PICTURES"
PREVIEW = re.compile(r"^/preview/[0-9a-f-]{36}(?P<path>/.*)$")
"""Environment variable that names a folder for a picture of every page at both widths."""

AXE = Axe().axe_script


@dataclass
class Inspection:
    """Looks at each kind of page once in each of its states: shut or open, coded or named, refused or not.

    A page of a structure that another journey of this run has found clean is only measured for sideways scrolling.
    """

    inspected: Inspected
    seen: set[tuple[str, ...]] = field(default_factory=set)
    findings: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Gather what the browser complains of, wherever it happens. Refusals are our own answers, and
        Chromium's advice about forms is no complaint."""
        own = ("[DOM]", "status of 403", "status of 409", "status of 410", "status of 422")

        def note(text: str) -> None:
            if not any(each in text for each in own):
                self.findings.append(f"{page.url}: console: {text}")

        def hear(message: ConsoleMessage) -> None:
            """A page that is not found is an answer of ours; a file that a page asks for is not."""
            is_page = "status of 404" in message.text and message.location["url"] == page.url
            if message.type in ("error", "warning") and not is_page:
                note(message.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: note(str(error)))

    def look(self, page: Page) -> None:
        kind = kind_of(page)
        leads_on = kind[0] == "jobs:progress" and "stay" not in page.url
        if kind in self.seen or page.viewport_size is None or leads_on:
            return
        self.seen.add(kind)
        before = page.viewport_size
        structure = structure_of(page)
        if os.environ.get(PICTURES) or not self.inspected.holds(structure):
            self.look_for_barriers(page, kind, structure)
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROWEST:
            self.findings.append(f"{'/'.join(kind)}: {width} wide on a phone of {NARROWEST}")
        page.set_viewport_size(before)

    def look_for_barriers(self, page: Page, kind: tuple[str, ...], structure: str) -> None:
        found: list[str] = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            self.picture(page, kind, width)
            found += [f"{'/'.join(kind)} at {width}: {barrier}" for barrier in barriers(page)]
        self.findings += found
        if not found:
            self.inspected.add(structure)

    def picture(self, page: Page, kind: tuple[str, ...], width: int) -> None:
        if folder := os.environ.get(PICTURES):
            name = "-".join(kind).replace(":", "-").replace(" ", "-")
            page.screenshot(path=Path(folder) / f"{len(self.seen):02}-{name}-{width}.png", full_page=True)


def barriers(page: Page) -> list[str]:
    """Return what axe finds at this width. A page is given the script once, and tells of barriers alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(results => results.violations)")
    return [f"{item['id']}: {item['nodes'][0]['html']}" for item in found]


def kind_of(page: Page) -> tuple[str, ...]:
    """The view that answered, and the states of its page that look different."""
    path = urlsplit(page.url).path
    within = PREVIEW.match(path)
    try:
        name = resolve(within["path"] if within else path).view_name
    except Resolver404:
        name = "nothing"
    states = {
        "shut": "#outstanding",
        "named": ".portal-case--named",
        "errors": ".govuk-error-summary",
        "done": ".govuk-notification-banner",
    }
    shown = [state for state, selector in states.items() if page.locator(selector).count()]
    shown = [state for state in shown if state != "done"]
    return (name, *shown, *(["preview"] if within else []))
