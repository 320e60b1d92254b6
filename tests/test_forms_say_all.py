"""Form pages of the case say all their errors at one time, by field, in the order of the page, and store nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests import errors_at_once, form_pages

pytestmark = pytest.mark.django_db

ASKED_OF: dict[Any, set[str]] = {
    form_pages.of_a_referral: {
        "reviews:referral_edit",
        "reviews:procedure",
        "reviews:referral_return",
        "reviews:criterion",
        "reviews:recommend",
        "reviews:decide",
        "reviews:ask_again",
        "reviews:referral_names_new",
    },
    form_pages.of_a_review: {
        "panels:appoint_person",
        "families:contact_name",
        "families:letter_begin",
        "families:letter_edit",
        "families:clear_others",
        "reviews:extend",
        "reviews:terms_return",
        "reviews:identity",
        "reviews:identity_divide",
        "reviews:identity_join",
        "reviews:identity_part",
        "reviews:proceeding_agree",
        "panels:imr_judge",
        "panels:imr_return",
        "panels:chronology_return",
        "panels:row",
        "panels:row_add",
        "panels:row_leave_out",
    },
    form_pages.of_a_preview: {"preview:open"},
    form_pages.of_a_genogram: {"reviews:kinship_parent", "reviews:kinship_couple", "reviews:kinship"},
    form_pages.of_seals: {
        "reviews:seal_new",
        "reviews:seal_again",
        "reviews:seal_lift",
        "reviews:passage_choose",
        "reviews:passage_seal",
    },
    form_pages.of_an_edition: {"reports:edition_prepare", "reports:flag", "reports:hit", "reports:hit_agree"},
    form_pages.of_combinations: {"reports:coarsen", "reports:combination_keep", "reports:combination_answer"},
    form_pages.of_readers: {
        "reports:reader_appoint",
        "reports:reader_end",
        "reports:read",
        "reports:read_finish",
        "reports:finding",
    },
}
"""The pages that are asked in a state of their own."""


def form_on(client: Client, path: str) -> Any:
    """Return the form of the page, as element and as form, as this person is shown it; None where there is none."""
    answer: Any = client.get(path)
    if answer.status_code != 200:
        return None
    shown = html.fromstring(answer.content).xpath(
        "//main//form[translate(@method, 'POST', 'post')='post'][not(@action) or @action=$path]", path=path
    )
    return (shown[0], answer.context_data.get("form")) if shown else None


def ask(pages: form_pages.Open) -> tuple[set[str], list[str]]:
    """Ask each page as the first person to whom it is open; return the names of those asked, and what is wrong."""
    reached, wrong = set(), []
    for name, path, clients in pages:
        for client in clients:
            if name not in reached and (found := form_on(client, path)):
                reached.add(name)
                shown, form = found
                wrong += errors_at_once.faults(client, path, shown, form, known=form_pages.KNOWN)
    return reached, wrong


@pytest.mark.parametrize("pages", ASKED_OF, ids=lambda pages: pages.__name__)
def test_every_form_of_a_step_says_all_its_errors_at_once(pages: Any) -> None:
    reached, wrong = ask(pages())
    assert not wrong, "\n".join(wrong)
    assert reached == ASKED_OF[pages]
