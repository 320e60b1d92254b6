"""Every page of the demonstration opens for the people it is for, and for nobody it is not for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from reports.demo.people import PEOPLE, Person
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.outstanding import keeping

from .crawler import Crawler

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
    "Trewin",
    "Carrow",
    "Eddystone",
    "Goonhilly",
    "Tangye",
    "Rosewarne",
    "Treloar",
    "Hockaday",
    "Polgarrow",
    "Locryn",
    "Elowen",
    "Treeve",
    "Maddern",
)
OWN_WORDS = re.compile(
    r"/(edit|write)/|/family/letters/|/family/others/|/identities/[0-9a-f-]+/|/write/|/interviews/|/correct/"
)
"""Pages on which an author works on their own words, those who write to a family read a letter to it, a person reads their
own record, or the manager corrects one identity (which is recorded)."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration, loaded once for all its people; each test undoes what it wrote."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(**AS_THE_DEMO):
        call_command("load_demo", without_pdf=True)
        keeping.catch_up()
        yield
        transaction.set_rollback(True)


AS_THE_DEMO = {"DEMO": True, "SECOND_FACTOR_WAIVED": True}


def without_tokens(page: str) -> str:
    """The page without what is drawn at random: a token of 64 letters may spell a short name."""
    return re.sub(r"[\w:=-]{32,}", "", page)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
def test_every_link_opens_every_form_is_open_and_no_registered_name_is_shown(
    demo: None, person: Person
) -> None:
    client = Client()
    client.force_login(User.objects.get(email=person.email))
    crawler, shown = Crawler(client), []
    for url, _, page in crawler.crawl("/work/", "/cases/", "/"):
        if "What you wrote yourself" in page:
            page = client.get(url, {"words": "labels"}).content.decode()
        if not OWN_WORDS.search(url) and person.role is not Role.INTERVIEWEE:
            words = without_tokens(page)
            shown += [f"{url} shows {name}" for name in REGISTERED if name in words]
    assert crawler.faults + shown == []
    assert len(crawler.opened) > 3
