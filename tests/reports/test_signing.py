"""A signature belongs to one exact text, and nobody signs their own work."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from reports.models import OverviewReport, SignOff
from reports.services import reports
from reports.services.reports import TextChanged
from scr_portal import workflow
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.web.stale import version_of
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import again
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def agreed(people: SimpleNamespace) -> OverviewReport:
    """A report agreed for the panel, not yet signed for the board."""
    made = make.signed_report(people)
    SignOff.objects.get(report=made, capacity="board_chair").delete()
    made.status = "agreed"
    made.save()
    review = made.review
    review.status = "reporting"
    review.save()
    return OverviewReport.objects.get(pk=made.pk)


def rewritten(report: OverviewReport, people: SimpleNamespace, text: str) -> OverviewReport:
    """Returned by the panel chair, changed by its author, put forward again."""
    report = make.returned_report(report, by=people.panel_chair)
    report = reports.write(
        report, part="overview", text=text, version=version_of(report, "overview"), by=people.author
    )
    make.answer_points(report, by=people.author)
    return reports.submit(report, by=people.author)


def test_a_signature_dies_with_a_change_of_text() -> None:
    people = make.staff(make.board())
    report = rewritten(agreed(people), people, "Another text.")

    assert reports.signature(report, "panel_chair") is None
    with pytest.raises(TransitionBlocked):
        reports.sign_off(report, digest=report.digest, by=people.chair)


def test_the_board_chair_signs_once_the_panel_chair_has_agreed_and_not_before() -> None:
    people = make.staff(make.board())
    gate = workflow.registered()["reports.report_signed"]
    report = agreed(people)
    [matter] = gate.missing(again(report.review))
    assert (matter.act, matter.later) == ("Sign off the overview report", False)
    report = rewritten(report, people, "Another text.")
    [matter] = gate.missing(again(report.review))
    assert (matter.act, matter.later) == ("Sign off the overview report", True)
    reports.agree(report, digest=report.digest, by=people.panel_chair)
    reports.sign_off(report, digest=report.digest, by=people.chair)
    assert list(gate.missing(again(report.review))) == []


def test_signatures_on_another_text_are_named_for_the_board_chair() -> None:
    report = make.signed_report()
    gate = workflow.registered()["reports.report_signed"]
    assert list(gate.missing(report.review)) == []
    report.overview.write("Another text.")
    [matter] = gate.missing(report.review)
    assert matter.sentence == "The signatures do not belong to the present text."


def test_panel_chair_agrees_the_text_put_forward_and_returns_one_that_changed_since() -> None:
    people = make.staff(make.board())
    report = rewritten(agreed(people), people, "Another text.")
    gate = workflow.registered()["reports.panel_chair_signed_this_text"]
    [matter] = gate.missing(report)
    assert (matter.act, matter.form) == (
        "Agree the overview report for the panel",
        reverse("reports:report_agree", args=[report.review_id]),
    )
    reports.agree(report, digest=report.digest, by=people.panel_chair)
    report = again(report)
    assert list(gate.missing(report)) == []
    report.overview.write("A third text.")
    [matter] = gate.missing(report)
    assert (matter.act, matter.form) == (
        "Return the report, whose text has changed",
        reverse("reports:report_return", args=[report.review_id]),
    )


def test_signature_of_the_board_chair_does_not_stand_for_that_of_the_panel_chair() -> None:
    report = make.signed_report()
    gate = workflow.registered()["reports.panel_chair_signed_this_text"]
    assert list(gate.missing(report)) == []
    SignOff.objects.get(report=report, capacity="panel_chair").delete()
    assert [item.sentence for item in gate.missing(report)] == [
        "The panel chair has not agreed exactly this text."
    ]


def test_a_text_that_changed_since_the_page_was_opened_is_not_signed() -> None:
    people = make.staff(make.board())
    report = agreed(people)
    shown = report.digest
    report = rewritten(report, people, "Another text.")
    with pytest.raises(TextChanged, match="changed since this page was opened"):
        reports.agree(report, digest=shown, by=people.panel_chair)


def test_a_report_that_was_returned_and_comes_back_unchanged_can_be_agreed_again() -> None:
    people = make.staff(make.board())
    report = make.returned_report(agreed(people), by=people.panel_chair)
    make.answer_points(report, by=people.author)
    report = reports.submit(report, by=people.author)

    reports.agree(report, digest=report.digest, by=people.panel_chair)

    report.refresh_from_db()
    assert report.status == "agreed"
    assert report.signatures.filter(capacity="panel_chair").count() == 1


def test_the_author_neither_agrees_nor_signs_the_own_report() -> None:
    people = make.staff(make.board())
    report = agreed(people)
    people.author.memberships.create(board=people.board, role=Role.BOARD_CHAIR)
    for act in (reports.agree, reports.sign_off):
        with pytest.raises(Denied):
            act(report, digest=report.digest, by=people.author)


def test_the_panel_chair_who_is_also_a_board_chair_does_not_sign_twice() -> None:
    people = make.staff(make.board())
    report = agreed(people)
    people.panel_chair.memberships.create(board=people.board, role=Role.BOARD_CHAIR)
    with pytest.raises(Denied, match="neither wrote the report nor chaired the panel"):
        reports.sign_off(report, digest=report.digest, by=people.panel_chair)


@pytest.mark.parametrize("person", ["manager", "committee", "panel_member", "referrer", "panel_chair"])
def test_nobody_but_the_board_chair_signs_for_the_board(person: str) -> None:
    people = make.staff(make.board())
    report = agreed(people)
    with pytest.raises(Denied):
        reports.sign_off(report, digest=report.digest, by=getattr(people, person))


def test_the_signed_report_is_not_written_any_more() -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)
    with pytest.raises(Denied):
        reports.write(
            report, part="overview", text="More.", version=version_of(report, "overview"), by=people.author
        )


def test_what_is_typed_beside_the_form_changes_nothing(client: Any) -> None:
    people = make.staff(make.board())
    report = make.returned_report(agreed(people), by=people.panel_chair)
    before = (report.review_id, report.begun_by_id)
    url = reverse("reports:report_edit", args=[report.review_id, "overview"])
    smuggled = {
        "status": "signed",
        "review": "x",
        "begun_by": people.manager.pk,
        "signed_by": people.author.pk,
    }
    answer = sign_in(client, people.author).post(
        url, {"text": "New text.", "version": version_of(report, "overview")} | smuggled
    )

    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.overview.original == "New text."
    assert (report.status, report.review_id, report.begun_by_id) == ("returned", *before)
    assert not report.signatures.filter(signed_by=people.author).exists()
