"""Every page of the demonstration opens for the people it is for, and for nobody it is not for."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.test import Client

from reports.demo.people import PEOPLE, Person
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

pytestmark = pytest.mark.django_db

REGISTERED = (
    "Penhallow",
    "Corrigan",
    "Quillfeather",
    "Tallack",
    "Merryn",
    "Tamsin",
    "Jory",
    "Kerra",
    "Oona",
    "Demelza",
    "Vosper",
    "Senara",
    "Sallow",
    "Brida",
    "Ysolde",
    "Lowen",
)
OWN_WORDS = re.compile(r"/(edit|write)/|/identities/[0-9a-f-]+/|/write/|/interviews/|/correct/")
"""Pages on which an author works on their own words, a person reads their
own record, or the manager corrects one identity (which is recorded)."""


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")) and href.startswith("/"):
            self.found.add(href.split("#")[0].split("?")[0])


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.SECOND_FACTOR_WAIVED = True
    call_command("load_demo", without_pdf=True)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
def test_every_linked_page_opens_and_shows_no_registered_name(demo, person: Person):
    client = Client()
    client.force_login(User.objects.get(email=person.email))
    waiting, seen, bad = {"/work/", "/cases/", "/"}, set(), []
    while waiting:
        url = waiting.pop()
        seen.add(url)
        response = client.get(url)
        if response.status_code in (301, 302):
            waiting |= {response["Location"].split("?")[0]} - seen
            continue
        if response.status_code != 200:
            bad.append((response.status_code, url))
            continue
        if "html" not in response.get("Content-Type", ""):
            continue
        page = response.content.decode()
        if "What you wrote yourself" in page:
            page = client.get(url, {"words": "labels"}).content.decode()
        if not OWN_WORDS.search(url) and person.role is not Role.INTERVIEWEE:
            found = [name for name in REGISTERED if name in page]
            assert not found, f"{url} shows {found}"
        links = Links()
        links.feed(page)
        waiting |= {link for link in links.found if not link.startswith("/static/")} - seen
    assert not bad
    assert len(seen) > 3
