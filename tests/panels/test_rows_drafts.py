"""What is typed into the rows of a chronology survives: each row of the page keeps its own text until it is saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from panels.models import Commission
from scr_portal.drafts.models import Draft
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

ROWS = (
    b"Date,Source,Details\n13/05/2009,,Seen at home.\n14/05/2009,,A letter was sent.\n15/05/2009,,No reply.\n"
)
TYPED = "The clinic list of Tamsin Quillfeather"


@pytest.fixture
def commission() -> Commission:
    return make.commission()


@pytest.fixture
def author(commission: Commission) -> Client:
    return sign_in(Client(), commission.author)


def tree(answer: Any) -> Any:
    return html.fromstring(answer.content)


def row(page: Any, number: int) -> Any:
    (section,) = tree(page).xpath("//section[.//h3[normalize-space()=$row]]", row=f"Row {number}")
    return section


def values_in(section: Any) -> tuple[str, dict[str, str]]:
    """Where the form of a row is sent, and what stands in it."""
    (form,) = section.xpath(".//form[@data-draft]")
    return form.get("action"), {name: value or "" for name, value in form.fields.items() if value is not None}


def test_text_typed_into_a_row_is_offered_at_that_row_and_used_on_its_page(
    author: Client, commission: Commission
) -> None:
    page = make.chronology_of(commission, ROWS).get_absolute_url()
    action, values = values_in(row(author.get(page), 3))
    saved = author.post(reverse("drafts:save"), {**values, "source": TYPED, "draft_sequence": 1})
    assert saved.status_code == 200

    again = author.get(page)
    assert [len(row(again, number).xpath(".//a[starts-with(., 'Use it')]")) for number in (2, 3, 4)] == [
        0,
        1,
        0,
    ]
    assert TYPED in row(again, 3).text_content()
    (link,) = row(again, 3).xpath(".//a[starts-with(., 'Use it')]/@href")
    assert link.startswith(f"{action}?draft=")
    used = tree(author.get(link))
    assert used.xpath("//input[@name='source']/@value") == [TYPED]
    assert "This is what you typed on" in used.text_content()


def test_row_sent_after_its_session_ended_is_kept_without_any_script(
    author: Client, commission: Commission
) -> None:
    page = make.chronology_of(commission, ROWS).get_absolute_url()
    action, values = values_in(row(author.get(page), 2))
    Session.objects.all().delete()

    answer = author.post(action, {**values, "source": TYPED}, follow=True)

    assert "What you had just typed was not sent, but it was kept." in answer.content.decode()
    assert TYPED in row(sign_in(author, commission.author).get(page), 2).text_content()


def test_row_that_was_saved_offers_nothing_more(author: Client, commission: Commission) -> None:
    chronology = make.chronology_of(commission, ROWS)
    action, values = values_in(row(author.get(chronology.get_absolute_url()), 2))
    author.post(reverse("drafts:save"), {**values, "source": TYPED, "draft_sequence": 1})

    assert author.post(action, {**values, "source": TYPED}).status_code == 302

    assert not Draft.objects.unsent().exists()
    assert chronology.events.get().source.original == TYPED


def test_more_rows_with_kept_text_run_no_more_queries(author: Client, commission: Commission) -> None:
    counts = []
    for rows in (1, 3):
        lines = ROWS.splitlines(keepends=True)
        page = make.chronology_of(commission, b"".join(lines[: rows + 1])).get_absolute_url()
        for number in range(2, rows + 2):
            _, values = values_in(row(author.get(page), number))
            author.post(reverse("drafts:save"), {**values, "source": TYPED, "draft_sequence": 1})
        with CaptureQueriesContext(connection) as queries:
            author.get(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]
