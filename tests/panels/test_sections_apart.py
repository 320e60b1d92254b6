"""Sections of a management review are edited apart: saving one is no news to whoever writes another."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from panels.services import imrs
from scr_portal.web.stale import StaleForm, version_of
from tests import make
from tests.platform.signing_in import sign_in
from tests.reviews.test_two_at_the_terms import BOTH, Page

pytestmark = pytest.mark.django_db


def page(imr: Any, section: str) -> Page:
    return Page(imr.author, reverse("panels:imr_section", args=[imr.review_id, imr.pk, section]))


def test_two_sections_saved_from_two_tabs_give_no_alarm() -> None:
    imr = make.imr()
    summary, lessons = page(imr, "summary"), page(imr, "lessons")

    summary.send(text="What we did.")
    lessons.send(text="What we learned.")

    imr.refresh_from_db()
    assert (summary.status, lessons.status) == (302, 302)
    assert (imr.summary.original, imr.lessons.original) == ("What we did.", "What we learned.")
    assert imr.version == 2


def test_one_section_saved_from_two_tabs_shows_both_texts() -> None:
    imr = make.imr()
    first, second = page(imr, "summary"), page(imr, "summary")

    first.send(text="What we did.")
    second.send(text="What we did in spring.")

    assert second.status == 409
    assert second.compared() == {"Text": (BOTH, "What we did.", "What we did in spring.")}
    second.send()
    imr.refresh_from_db()
    assert imr.summary.original == "What we did in spring."


def test_a_section_is_refused_with_the_number_of_another_section() -> None:
    imr = make.imr()
    imr = imrs.write(imr, section="summary", text="One.", version=0, by=imr.author)

    with pytest.raises(StaleForm) as stale:
        imrs.write(imr, section="summary", text="Two.", version=version_of(imr, "lessons"), by=imr.author)

    assert stale.value.version == 1
    assert sign_in(Client(), imr.author).get(imr.get_absolute_url()).status_code == 200
