"""The pages of the report and of its public edition offer each reader what is there for them, and nothing else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.services import readings
from scr_portal import jobs
from tests import make
from tests.asking import words_of
from tests.platform.signing_in import sign_in
from tests.test_queries import make_public

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def test_search_of_a_public_edition_is_offered_to_those_alone_whom_its_page_answers(people: Any) -> None:
    review = make_public(people, make.signed_report(people)).review
    edition, search = (reverse(f"reports:{name}", args=[review.pk]) for name in ("edition", "search"))
    for reader in (people.manager, people.chair, people.panel_chair, people.committee, people.author):
        offered = search in words_of(reader, edition)
        answered = sign_in(Client(), reader).get(search).status_code == 200
        assert offered == answered, reader
    assert search in words_of(people.manager, edition)
    assert search not in words_of(people.committee, edition)


def test_public_edition_is_not_said_to_wait_for_its_pdf(people: Any) -> None:
    waiting = make.edition(people, make.signed_report(people))
    how_far = "See how far the PDF is"
    assert how_far in words_of(people.chair, reverse("reports:edition", args=[waiting.review.pk]))
    public = make_public(people, make.signed_report(people))
    jobs.start("reports.render_edition", by=people.chair, subject=public, edition=str(public.pk))
    assert how_far not in words_of(people.chair, reverse("reports:edition", args=[public.review.pk]))


def test_report_that_is_not_begun_is_begun_with_either_part(people: Any) -> None:
    review = make.appointed(people, make.review(people))
    words = words_of(people.author, reverse("reports:report", args=[review.pk]))
    assert "Begin with either part; the other can wait." in words
    for part in ("overview", "summary"):
        assert reverse("reports:report_edit", args=[review.pk, part]) in words


def test_only_before_publication_a_changed_text_is_said_to_be_read_and_searched_again(people: Any) -> None:
    waiting, public = make.signed_report(people), make.signed_report(people)
    edition = make.edition(people, waiting, cleared=False)
    make.read_by_two(edition, by=people.manager)
    assert "you are asked to read it again" in what_a_reader_is_told(edition)
    make.searched(make.cleared_edition(people, edition), by=people.manager)
    assert "the PDF is made and searched again" in search_of(people, edition)

    published = make_public(people, public)
    assert "You finished on" in what_a_reader_is_told(published)
    assert "you are asked to read it again" not in what_a_reader_is_told(published)
    assert "The PDF was made and searched on" in search_of(people, published)
    assert "the PDF is made and searched again" not in search_of(people, published)


def test_reader_is_told_what_they_hand_over_and_no_more(people: Any) -> None:
    first, second = make.readers_of(
        make.edition(people, make.signed_report(people), cleared=False), by=people.manager
    )
    readings.mark(first, words="in spring", kind="other", note="The season.", by=first.reader)
    told = "cannot be changed after that"
    page = words_of(first.reader, reverse("reports:read_finish", args=[first.pk]))
    assert f"You hand over one mark, which {told}." in page
    page = words_of(second.reader, reverse("reports:read_finish", args=[second.pk]))
    assert "You hand over no marks." in page and told not in page


def what_a_reader_is_told(edition: Any) -> str:
    reader = edition.readers.filter(part="first").get()
    return words_of(reader.reader, reader.get_absolute_url())


def search_of(people: Any, edition: Any) -> str:
    return words_of(people.manager, reverse("reports:search", args=[edition.report.review_id]))
