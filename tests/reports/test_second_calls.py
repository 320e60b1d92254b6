"""What was signed, withdrawn or marked already is not done again, and a copy never goes to another family."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from reports.services import copies, editions, freezing, reports
from reports.services.copies import OtherReview
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.asking import again
from tests.reports.test_editions import signed_with

pytestmark = pytest.mark.django_db


def recorded(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def prepared(text: str) -> SimpleNamespace:
    people, report = signed_with(text)
    people.edition = editions.prepare(report, title="A young child", by=people.manager)
    return people


def test_report_that_the_panel_agreed_is_signed_once_by_two_clicks() -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)

    first = reports.agree(report, digest=report.digest, by=people.panel_chair)

    assert report.signatures.filter(capacity="panel_chair").get() == first
    assert again(report).status == "signed"


def test_edition_is_withdrawn_once_and_keeps_its_first_note() -> None:
    people = prepared("# What happened\n\nThe child was not seen.")
    editions.withdraw(people.edition, public_note="Withdrawn by the board.", by=people.manager)

    answer = editions.withdraw(people.edition, public_note="Another note.", by=people.manager)

    assert answer.public_note == "Withdrawn by the board."
    assert recorded("edition.withdrawn") == 1


def test_copy_is_not_given_to_a_relative_of_another_case() -> None:
    people = make.staff(make.board())
    edition = make.searched(make.edition(people, make.signed_report(people)), by=people.manager)
    other = make.review(people)
    make.relative(people, other)

    with pytest.raises(OtherReview):
        copies.require_may_give(edition, other.relatives.get(), by=people.manager)


def test_words_doubted_for_two_reasons_are_one_passage() -> None:
    people = make.staff(make.board())
    register = make.review(people).identity_register()

    text, flags = freezing.frozen(
        "The nurse met [person 3] there.", register, "overview", doubtful=["[person 3]", "person 3"]
    )

    assert text == "The nurse met [unsettled 1] there."
    assert [str(flag.text) for flag in flags] == ["[person 3]"]
