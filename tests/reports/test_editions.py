"""The public edition: frozen, settled, cleared by another, searched; and gone when it is withdrawn."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from reports.models import PublicEdition, ResidualFlag
from reports.services import editions, flags, freezing, reports
from reports.services.editions import NotSignedOff
from reports.services.freezing import PassageNotSettled
from scr_portal import anonymise, jobs
from scr_portal.access import Denied
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_settles_names")]


def signed_with(text: str) -> tuple[Any, Any]:
    """A signed report whose overview says `text`."""
    people = make.staff(make.board())
    report = make.signed_report(people)
    report.overview.write(text)
    report.save()
    for signature in report.signatures.all():
        signature.digest = report.digest
        signature.save()
    return people, report


def test_the_frozen_text_holds_labels_and_gaps_and_no_name() -> None:
    people, report = signed_with("Tamsin Quillfeather was seen by Nurse Ottoline Marsh on 3 March 2009.")
    edition = editions.prepare(report, title="A young child", by=people.manager)
    assert "Tamsin" not in edition.overview
    assert "Ottoline" not in edition.overview
    assert "[unsettled 1]" in edition.overview
    assert edition.flags.filter(place="overview").exists()


def test_a_provisional_label_that_the_author_took_over_is_a_gap_like_any_other() -> None:
    people, report = signed_with("The health visitor told [person 41] about [place 7] twice.")
    edition = editions.prepare(report, title="A young child", by=people.manager)
    assert not anonymise.LABEL.search(edition.overview)
    flagged = {str(flag.text): flag.kind for flag in edition.flags.filter(place="overview")}
    assert flagged == {"[person 41]": "provisional label", "[place 7]": "provisional label"}


def test_gaps_are_filled_once_and_none_is_published() -> None:
    people, report = signed_with(
        "The author writes [unsettled 1] in the text. Nurse Ottoline Marsh came. Dr Benedict Sallow wrote."
    )
    edition = editions.prepare(report, title="A young child", by=people.manager)
    for flag in edition.flags.all():
        words = f"[unsettled {flag.number + 1}]" if flag.place == "overview" else "a nurse"
        flags.settle(flag, decision="replace", replacement=words, reason="A name.", by=people.manager)
    assert edition.overview.count("[unsettled 1]") == 1

    make.read_by_two(edition, by=people.manager)
    edition, _ = editions.clear(edition, digest=freezing.standing_digest(edition), by=people.chair)

    assert "(unsettled 1)" in edition.overview
    assert "Ottoline" not in edition.overview
    assert "Sallow" not in edition.overview


def test_an_edition_with_a_gap_that_has_no_flag_is_not_cleared() -> None:
    people, edition = make.prepared_edition()
    edition.overview += " [unsettled 77]"
    edition.save()
    with pytest.raises(PassageNotSettled, match="has not been settled"):
        editions.clear(edition, digest=freezing.standing_digest(edition), by=people.chair)
    assert PublicEdition.objects.get(pk=edition.pk).status == "prepared"


def test_the_person_who_prepared_an_edition_does_not_clear_it() -> None:
    people, edition = make.prepared_edition()
    people.manager.memberships.create(board=people.board, role="board_chair")
    with pytest.raises(Denied, match="somebody other than the person who prepared it"):
        editions.clear(edition, digest="", by=people.manager)


def test_nothing_is_made_public_when_the_anonymiser_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)

    def fails(*args: Any, **kwargs: Any) -> Any:
        raise anonymise.AnonymisationFailed("boom")

    monkeypatch.setattr(anonymise, "anonymise", fails)
    with pytest.raises(anonymise.AnonymisationFailed):
        editions.prepare(report, title="A young child", by=people.manager)
    assert not PublicEdition.objects.exists()
    assert not ResidualFlag.objects.exists()


def test_a_file_that_cannot_be_searched_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.jobs import searched
    from scr_portal.anonymise import documents

    _, edition = make.ready_to_publish()

    def fails(*args: Any, **kwargs: Any) -> Any:
        raise documents.ScanFailed("not a PDF")

    monkeypatch.setattr(documents, "search_pdf", fails)
    with pytest.raises(jobs.CannotFinish, match="could not be searched"):
        searched(b"%PDF-1.7", edition, ["A young child"])


def test_a_withdrawn_report_leaves_a_note_and_nothing_else(client: Any) -> None:
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    page = reverse("reports:published_report", args=[edition.slug])
    assert client.get(page).status_code == 200

    editions.withdraw(edition, public_note="Withdrawn by the board.", by=people.manager)

    gone = client.get(page)
    assert gone.status_code == 410
    assert b"Withdrawn by the board." in gone.content
    assert b"asked for help twice" not in gone.content
    assert client.get(reverse("reports:published_pdf", args=[edition.slug])).status_code == 404
    edition.report.review.refresh_from_db()
    assert edition.report.review.status == "signed_off"


def test_after_a_withdrawal_another_edition_can_be_made() -> None:
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    editions.withdraw(edition, public_note="Withdrawn by the board.", by=people.manager)
    report = type(edition.report).objects.get(pk=edition.report_id)
    another = editions.prepare(report, title="A young child", by=people.manager)
    assert another.slug != edition.slug
    assert reports.signature(report, "board_chair")


def test_an_edition_is_not_made_before_the_report_is_signed() -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)
    review = report.review
    review.status = "reporting"
    review.save()
    with pytest.raises(NotSignedOff, match="once the report has been signed off"):
        editions.prepare(report, title="A young child", by=people.manager)
