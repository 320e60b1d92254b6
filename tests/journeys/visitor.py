"""Somebody in front of a browser, who finds things by the words on the page."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from .inspection import Inspection

Words = str | re.Pattern[str]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


class Visitor:
    """One person with a browser of their own. Every page that opens is inspected, for which it needs script."""

    def __init__(self, page: Page, inspection: Inspection | None, base: str) -> None:
        self.page, self.inspection, self.base = page, inspection, base
        self.status = 0

    # Going about

    def go(self, path: str) -> None:
        answer = self.page.goto(path)
        self.status = answer.status if answer else 0
        self.look()

    def follow(self, words: Words) -> None:
        self._leave_by(self.page.get_by_role("link", name=words, exact=isinstance(words, str)).first)

    def press(self, words: str) -> None:
        self._leave_by(self.way(words).first)

    def _leave_by(self, way: Locator) -> None:
        with self.page.expect_navigation() as arrival:
            way.click()
        self.status = arrival.value.status
        self.look()

    def look(self) -> None:
        if self.inspection is not None:
            self.inspection.look(self.page)

    def wait_until_done(self) -> None:
        """Watch the page of the work asked for until it leads on; look at it while it stays, if it is quick enough."""
        if "/jobs/" in (work := self.path):
            self.go(f"{work}?stay=1")
            self.page.goto(work)
        self.wait_until_led_on()

    def wait_until_led_on(self) -> None:
        """The page of the work asked for leads on by itself."""
        self.page.wait_for_url(lambda url: "/jobs/" not in url, timeout=90_000)
        self.look()

    def reload_until(self, words: str, *, times: int = 60) -> None:
        """For work that somebody else asked for: look again each second."""
        for _ in range(times):
            if self.reads(words):
                return
            self.page.wait_for_timeout(1000)
            self.page.reload()
        self.must_read(words)

    # Typing

    def type(self, label: str, text: str) -> None:
        """The label may go on with what is optional about the field."""
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).fill(text)

    def type_password(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def enter_day(self, question: str, day: datetime.date) -> None:
        boxes = self.page.get_by_role("group", name=question)
        for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(box).fill(str(number))

    def choose(self, question: str, answer: Words) -> None:
        group = self.page.get_by_role("group", name=question)
        group.get_by_label(answer, exact=isinstance(answer, str)).check()

    def select(self, question: str, answer: str) -> None:
        self.page.get_by_label(question, exact=True).select_option(label=answer)

    def attach(self, question: str, file: Path) -> None:
        self.page.get_by_label(question).set_input_files(file)

    # Reading

    @property
    def path(self) -> str:
        return "/" + self.page.url.split("/", 3)[3]

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def reads(self, words: str) -> bool:
        return words in self.text

    def must_read(self, *words: str) -> None:
        for each in words:
            assert each in self.text, f"{self.path} does not say “{each}”:\n{self.text[:1500]}"

    def must_not_read(self, *words: str) -> None:
        for each in words:
            assert each not in self.page.content(), f"{self.path} says “{each}”"

    def way(self, words: str) -> Locator:
        """The button, or the link, with exactly these words."""
        button = self.page.get_by_role("button", name=words, exact=True)
        return button.or_(self.page.get_by_role("link", name=words, exact=True))

    def is_offered(self, words: str) -> bool:
        return self.way(words).count() > 0

    def must_wait_for(self, sentence: str, source: str) -> None:
        """The outstanding list says what is missing, and which rule asks for it."""
        item = self.page.locator(".portal-outstanding__item").filter(has_text=sentence).first
        expect(item, f"{self.path} does not wait for “{sentence}”:\n{self.text[:1500]}").to_be_visible()
        found = item.locator(".portal-outstanding__source").inner_text()
        assert source in found, f"“{sentence}” comes from “{found}”, not from “{source}”"

    # By hand

    def post(self, path: str, **values: str) -> int:
        """Send a form that no page offers, as somebody might who knows its address; returns the status."""
        context = self.page.context
        token = next(each["value"] for each in context.cookies() if each["name"] == "csrf")
        form: dict[str, Any] = {"csrfmiddlewaretoken": token, **values}
        return context.request.post(path, form=form, headers={"Referer": self.page.url}).status
