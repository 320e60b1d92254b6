"""Follows every link within the site as one person, and presses each form's button as the page offers it."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import resolve
from lxml import html

from scr_portal.anonymise import LABEL

MOST_OF_A_KIND = 3
"""Pages of one URL pattern that are opened as one person; the others differ in nothing but their data."""
REFUSED = {403, 404, 405, 409, 500}
LEFT_ALONE = re.compile(r"^/(account/(sign-out|sessions)|drafts)/")
"""Forms that end the session, and the address that keeps typed text."""


class Crawler:
    """Breadth first from the landing page. `faults` says in words what no page may offer."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.opened: list[str] = []
        self.kinds: Counter[str] = Counter()
        self.sent: Counter[tuple[str, str]] = Counter()
        self.faults: list[str] = []

    def crawl(self, *starts: str) -> Iterator[tuple[str, Any, str]]:
        """Each page once: its address, its tree, its source. A link to a page that does not open is a fault."""
        waiting = deque((start, "typed") for start in starts)
        seen = set(starts)
        while waiting:
            url, source = waiting.popleft()
            answer = self.client.get(url)
            self.opened.append(url)
            if answer.status_code in (301, 302):
                found = [urljoin(url, answer["Location"])]
            elif answer.status_code != 200:
                self.faults.append(f"{source} leads to {url}, which answers {answer.status_code}")
                continue
            elif "html" not in answer.get("Content-Type", ""):
                continue
            else:
                source_text = answer.content.decode()
                page = html.fromstring(source_text)
                self.look_at_title(url, page)
                yield url, page, source_text
                self.press_buttons(url, page)
                found = [urljoin(url, href) for href in page.xpath("//a/@href")]
            for link in found:
                path = within(link)
                if path and path not in seen and self.wanted(path):
                    seen.add(path)
                    waiting.append((path, url))

    def wanted(self, path: str) -> bool:
        """Whether there is still something to learn behind this address."""
        kind = kind_of(path)
        self.kinds[kind] += 1
        return self.kinds[kind] <= MOST_OF_A_KIND

    def look_at_title(self, url: str, page: Any) -> None:
        titles = [page.findtext(".//title") or "", *(h1.text_content() for h1 in page.xpath("//h1"))]
        for title in titles:
            words = " ".join(title.split())
            if not words or LABEL.search(words) or re.search(r"\bNone\b|\{\{|“”", words):
                self.faults.append(f"{url} is called “{words}”")

    def press_buttons(self, url: str, page: Any) -> None:
        """Send each form as it stands. A mistake in it is explained (422); it is not refused as a whole."""
        for form in page.xpath("//form[translate(@method, 'POST', 'post')='post']"):
            to = within(urljoin(url, form.get("action") or url))
            if not to or LEFT_ALONE.match(to) or self.often_enough(to, form):
                continue
            status = self.send(to, form, url)
            if status in REFUSED:
                self.faults.append(f"{url} offers a form to {to}, which answers {status}")

    def often_enough(self, to: str, form: Any) -> bool:
        key = kind_of(to), " ".join(form.text_content().split())[:60]
        self.sent[key] += 1
        return self.sent[key] > 1

    def send(self, to: str, form: Any, url: str) -> int:
        """The answer to the form; whatever it wrote is undone, and so is what it did to the session."""
        cookies = SimpleCookie({name: morsel.value for name, morsel in self.client.cookies.items()})
        values = dict(form.form_values())
        button = form.xpath(".//button[@name]")
        if button:
            values[button[0].get("name")] = button[0].get("value") or ""
        with transaction.atomic():
            answer = self.client.post(to, values, headers={"referer": f"http://testserver{url}"})
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return int(answer.status_code)


def within(link: str) -> str:
    """The path and query of a link that stays in the portal, or nothing."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("/static/"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def kind_of(path: str) -> str:
    """The URL pattern an address belongs to, and whether it asks something of it."""
    parts = urlsplit(path)
    asked = ",".join(sorted(re.findall(r"(\w+)=", parts.query)))
    return f"{resolve(parts.path).route}?{asked}"
