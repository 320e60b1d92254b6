"""The sentence of each branch of a gate on report and edition, and what their services refuse."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from families.models import CopyGiven
from families.services import relatives
from reports.models import OverviewReport, PublicEdition
from reports.services import editions, flags, freezing, objections, reports
from reviews.services import identities, reviews
from reviews.services.returns import NewPoint
from scr_portal import workflow
from scr_portal.web.stale import version_of
from scr_portal.workflow import TransitionBlocked
from tests import cast, make
from tests.asking import again
from tests.refusing import refuses

pytestmark = pytest.mark.django_db

NOT_AGREED = "The panel chair has not agreed exactly this text."
NOT_SIGNED = "The board chair has not signed off the overview report."
OTHER_TEXT = "The signatures do not belong to the present text."


def sentences(gate: str, subject: Any) -> list[str]:
    return [item.sentence for item in workflow.registered()[gate].missing(again(subject))]


@pytest.fixture
def world() -> SimpleNamespace:
    """Every agency's review is accepted; the report is to be written."""
    made = cast.world()
    cast.begin(made, make.review(made.people))
    cast.hand_in(made)
    return made


@pytest.fixture
def signed() -> SimpleNamespace:
    people = make.staff(make.board())
    return SimpleNamespace(people=people, report=make.signed_report(people))


# Report ---------------------------------------------------------------------------------------------------


def test_each_text_is_missing_until_it_is_written(world: Any) -> None:
    row, author = reports.begin(world.review, by=world.people.author), world.people.author
    assert reports.begin(world.review, by=author) == row
    gate = "reports.texts_written"
    both = ["The overview report is still empty.", "The executive summary is still empty."]
    assert sentences(gate, row) == both
    with refuses("", "There is no such part of the report."):
        reports.write(row, part="weather", text="Rain.", version=0, by=author)
    for number, part in enumerate(("overview", "summary"), 1):
        row = reports.write(row, part=part, text="She was not seen.", version=0, by=author)
        assert sentences(gate, row) == both[number:]


def test_a_signature_is_on_exactly_one_text(world: Any) -> None:
    row, people = cast.begin_report(world), world.people
    gate = "reports.panel_chair_signed_this_text"
    assert sentences(gate, row) == [NOT_AGREED]
    assert sentences("reports.report_signed", world.review) == [NOT_SIGNED]
    row = reports.submit(row, by=people.author)
    changed = "The text has changed since this page was opened. Read it again before you sign."
    with refuses("", changed):
        reports.agree(row, digest="0" * 64, by=people.panel_chair)
    reports.agree(row, digest=row.digest, by=people.panel_chair)
    assert sentences(gate, row) == []
    with refuses("", changed):
        reports.sign_off(again(row), digest="0" * 64, by=people.chair)
    assert sentences("reports.report_signed", world.review) == [NOT_SIGNED]
    make.returned_report(again(row), by=people.panel_chair)
    row = again(row)
    row = reports.write(
        row, part="summary", text="Another text.", version=version_of(row, "summary"), by=people.author
    )
    assert sentences(gate, row) == [NOT_AGREED]


def test_the_sign_off_comes_later_until_the_panel_has_agreed(world: Any) -> None:
    def later() -> bool:
        (item,) = workflow.registered()["reports.report_signed"].missing(again(world.review))
        return item.later

    assert later()
    row = reports.submit(cast.begin_report(world), by=world.people.author)
    assert later()
    reports.agree(row, digest=row.digest, by=world.people.panel_chair)
    assert not later()


def test_signatures_on_an_older_text_open_nothing(signed: Any) -> None:
    """No service writes a signed report; the gate is asked all the same of what stands in the database."""
    gate = "reports.report_signed"
    assert sentences(gate, signed.report.review) == []
    row = OverviewReport.objects.get(pk=signed.report.pk)
    row.overview.write("Another text.")
    row.save()
    assert sentences(gate, row.review) == [OTHER_TEXT]


# Edition --------------------------------------------------------------------------------------------------


def test_an_edition_is_made_once_and_after_it_was_set_aside_again(signed: Any) -> None:
    gate, review, by = "reports.edition_public", signed.report.review, signed.people.manager
    assert sentences(gate, review) == ["No edition of the report is public."]
    row = make.edition(signed.people, signed.report, cleared=False)
    with refuses("", "There is an edition already. Set it aside before you make another."):
        editions.prepare(signed.report, title="A second one", by=by)
    editions.set_aside(row, by=by)
    assert editions.prepare(signed.report, title="A second one", by=by).status == "prepared"


def test_a_public_edition_is_public_until_it_is_withdrawn(signed: Any) -> None:
    people, review = signed.people, signed.report.review
    row = make.searched(make.edition(people, signed.report), by=people.manager)
    mother, day = review.relatives.get(), timezone.localdate()
    relatives.record_contact(mother, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(row, mother, given_on=day, means="visit", declined=False, by=people.manager)
    assert sentences("reports.edition_withdrawn", review) == []
    row = editions.publish(row, by=people.manager)
    assert sentences("reports.edition_public", review) == []
    assert sentences("reports.edition_withdrawn", review) == ["An edition of the report is still public."]
    assert again(review).status == "published"
    editions.withdraw(row, public_note="Withdrawn.", by=people.manager)
    assert sentences("reports.edition_withdrawn", review) == []
    assert again(review).status == "signed_off"


def test_an_edition_is_cleared_as_it_was_read_and_the_pdf_made_after_it(signed: Any) -> None:
    people = signed.people
    row = make.edition(people, signed.report, cleared=False)
    assert sentences("reports.cleared_by_another", row) == ["A chair has not cleared the edition."]
    for flag in row.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    make.read_by_two(row, by=people.manager)
    with refuses("", "The text has changed since this page was opened. Read it again before you clear it."):
        editions.clear(row, digest="0" * 64, by=people.chair)
    assert again(row).cleared_by is None
    row, job = editions.clear(row, digest=freezing.standing_digest(row), by=people.chair)
    assert sentences("reports.cleared_by_another", row) == []
    assert sentences("reports.pdf_made_and_clean", row) == ["The PDF is being made and searched."]
    job.delete()
    assert sentences("reports.pdf_made_and_clean", row) == ["The PDF has not been made from this text."]
    with pytest.raises(TransitionBlocked, match="does not wait to be cleared, so nobody objects to it now"):
        objections.object_to(row, points=[NewPoint("Who is this?")], by=people.chair)


def edition_with_a_gap(world: Any) -> PublicEdition:
    """The report gives days that point to single visits."""
    author = world.people.author
    row = reports.begin(world.review, by=author)
    for part in ("overview", "summary"):
        text = "Tamsin Quillfeather was seen at home on 3 March 2009 and on 9 April 2009."
        row = reports.write(row, part=part, text=text, version=0, by=author)
    world.report = row
    return make.edition(world.people, cast.sign(world), cleared=False)


def test_a_passage_is_settled_with_a_reason_and_words_in_its_place(world: Any) -> None:
    row, by = edition_with_a_gap(world), world.people.manager
    flag, count = row.flags.first(), row.flags.count()
    assert flag is not None
    assert sentences("reports.flags_settled", row)[0].endswith(
        "that may identify somebody wait for a decision."
    )
    with refuses("reason", "Say why these words may stay."):
        flags.settle(flag, decision="keep", reason="  ", by=by)
    with refuses("replacement", "Choose the label to put in its place."):
        flags.settle(flag, decision="replace", reason="A name.", replacement="  ", by=by)
    with refuses("replacement", "Enter the words to put in its place."):
        flags.settle(flag, decision="coarsen", replacement="  ", by=by)
    assert row.flags.filter(decision="").count() == count
    flag = flags.settle(flag, decision="replace", reason="A name.", replacement="a nurse", by=by)
    assert flags.settle(flag, decision="keep", reason="No name.", by=by).replacement == ""


def test_a_cleared_edition_carries_the_digest_of_the_filled_text(world: Any) -> None:
    row, people = edition_with_a_gap(world), world.people
    gapped = row.digest
    for flag in row.flags.all():
        flags.settle(flag, decision="replace", reason="A name.", replacement="a nurse", by=people.manager)
    make.read_by_two(row, by=people.manager)
    row, _ = editions.clear(row, digest=freezing.standing_digest(row), by=people.chair)
    row = again(row)
    assert row.digest == freezing.digest_of(row)
    assert row.digest != gapped
    assert "unsettled" not in row.overview + row.summary


def test_a_name_learned_after_clearing_asks_for_a_new_edition(signed: Any) -> None:
    row = make.edition(signed.people, signed.report)
    assert sentences("reports.register_unchanged", row) == []
    identities.enter(
        row.identity_register(),
        kind="person",
        canonical="Merryn Oakes",
        pseudonym="Nurse 7",
        by=signed.people.manager,
    )
    assert sentences("reports.register_unchanged", row) == [
        "The identity register has changed since this edition was made. Make a new edition."
    ]


# The family -----------------------------------------------------------------------------------------------


def test_a_copy_of_an_older_text_is_no_copy_of_exactly_this_text(signed: Any) -> None:
    people, day = signed.people, timezone.localdate()
    mother = signed.report.review.relatives.get()
    first = make.searched(make.edition(people, signed.report), by=people.manager)
    values = {"given_on": day, "means": "visit", "declined": False, "by": people.manager}
    editions.give_copy(first, mother, **values)
    assert sentences("reports.family_has_a_copy", first) == []
    editions.set_aside(first, by=people.manager)
    second = editions.prepare(signed.report, title="Another title of the text", by=people.manager)
    for flag in second.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    make.read_by_two(second, by=people.manager)
    second, _ = editions.clear(second, digest=freezing.standing_digest(second), by=people.chair)
    assert sentences("reports.family_has_a_copy", second) == [
        "Mother has not had a copy of exactly this text."
    ]


def test_a_copy_is_given_to_a_relative_of_the_same_review(signed: Any) -> None:
    people = signed.people
    row = make.searched(make.edition(people, signed.report), by=people.manager)
    stranger = make.relative(people, make.review(people))
    with refuses("", "This relative belongs to another review."):
        editions.give_copy(
            row, stranger, given_on=timezone.localdate(), means="visit", declined=False, by=people.manager
        )
    assert not CopyGiven.objects.exists()


def test_being_told_of_the_review_is_not_being_told_the_result(signed: Any) -> None:
    people = signed.people
    row, mother = make.edition(people, signed.report), signed.report.review.relatives.get()
    gate = "reports.family_told_the_result"
    assert sentences(gate, row) == ["Mother has not been told what the report says."]
    relatives.record_contact(mother, kind="result", means="visit", on=timezone.localdate(), by=people.manager)
    assert sentences(gate, row) == []


def test_the_clock_stops_with_the_signature_and_the_review_moves_on(signed: Any) -> None:
    review = again(signed.report.review)
    assert review.status == "signed_off"
    assert reviews.sign_off_clock(review).met_on == timezone.localdate()
