"""Sign in to a running demonstration as each of its people, through its pages alone, and open what each is led to."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from html import unescape

from tools.plain import Trouble, say

LINE = re.compile(r"^  ([\w.-]+@demo\.example)\s", re.MULTILINE)
PASSWORD = re.compile(r"^Everybody’s password: (.+)$", re.MULTILINE)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
MATTER = re.compile(r'class="portal-work__what">\s*<a [^>]*href="([^"]+)">(.*?)</a>', re.DOTALL)
LANDING = re.compile(r'class="portal-landing">\s*<h2[^>]*>(.*?)</h2>', re.DOTALL)
REPORT = re.compile(r'href="(/published/[^"/]+/)"')
PDF = re.compile(r'href="([^"]+\.pdf|[^"]+/pdf/)"')


class Visitor:
    """Somebody with cookies of their own, who opens addresses that pages name."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.open_with = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        )

    def get(self, path: str, data: dict[str, str] | None = None) -> bytes:
        """Return what an address answers; raise Trouble for anything but 200."""
        address = urllib.parse.urljoin(self.base, unescape(path))
        body = urllib.parse.urlencode(data).encode() if data else None
        request = urllib.request.Request(address, body, {"Referer": address})  # noqa: S310 - our own loopback
        try:
            with self.open_with.open(request, timeout=60) as answer:
                return bytes(answer.read())
        except urllib.error.URLError as error:
            raise Trouble(f"{address} did not open: {error}") from error

    def sign_in(self, email: str, password: str) -> str:
        """Sign in, and return the page that it leads to."""
        page = self.get("/account/sign-in/").decode()
        token = TOKEN.search(page)
        if token is None:
            raise Trouble("The page to sign in has no form.")
        values = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
        return self.get("/account/sign-in/", values).decode()


def as_everybody(base: str, said: str) -> None:
    """Look round as each person whom the demo named, and as the public. Raise Trouble for what is not so."""
    password, people = PASSWORD.search(said), LINE.findall(said)
    if password is None or not people:
        raise Trouble(f"The demo did not say who can sign in:\n{said[-2000:]}")
    for email in people:
        say(f"  {email}: {found_by(Visitor(base), email, password[1])}")
    say(f"  anybody: a PDF of {published_pdf(Visitor(base)):,} bytes")


def found_by(visitor: Visitor, email: str, password: str) -> str:
    """Open the first matter of somebody's work; or read what their landing page says that they find here."""
    page = visitor.sign_in(email, password)
    if matter := MATTER.search(page):
        visitor.get(matter[1])
        return in_words(matter[2])
    if landing := LANDING.search(page):
        return in_words(landing[1])
    raise Trouble(f"{email} signed in and found nothing to do and nothing to read.")


def published_pdf(visitor: Visitor) -> int:
    """Follow the links from the front page to a published report and its file; return how long the file is."""
    report = REPORT.search(visitor.get("/").decode())
    file = PDF.search(visitor.get(report[1]).decode()) if report else None
    content = visitor.get(file[1]) if file else b""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise Trouble("No published report of the demo could be fetched as a PDF.")
    return len(content)


def in_words(markup: str) -> str:
    """Return the text of a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())
