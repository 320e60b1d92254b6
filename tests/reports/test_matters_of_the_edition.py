"""What waits before an edition is public: the words for one and for several, the way to the first, and what is later."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from families.services import holds, relatives
from reports.models import PublicEdition
from reports.services import editions, flags, readers, settlements
from reviews.models import Review
from scr_portal import workflow
from scr_portal.jobs.models import Job
from scr_portal.workflow import Outstanding
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db

TWO_DAYS = "# What happened\n\nTamsin Quillfeather was seen on 3 March 2009. Her mother asked for help on 9 April 2009."


def missing(gate: str, subject: Any) -> list[Outstanding]:
    return list(workflow.registered()[gate].missing(again(subject)))


def prepared(overview: str = make.REPORT) -> tuple[SimpleNamespace, PublicEdition]:
    people = make.staff(make.board())
    return people, make.edition(people, make.signed_report(people, overview=overview), cleared=False)


def cleared() -> tuple[SimpleNamespace, PublicEdition]:
    people = make.staff(make.board())
    return people, make.edition(people, make.signed_report(people))


def test_passages_that_wait_are_counted_and_the_first_is_opened() -> None:
    people, edition = prepared(TWO_DAYS)
    rows = list(edition.flags.filter(decision=""))
    assert len(rows) == 2
    for left in (rows, rows[1:]):
        [matter] = missing("reports.flags_settled", edition)
        words = (
            "Two passages that may identify somebody wait"
            if len(left) == 2
            else "One passage that may identify somebody waits"
        )
        assert matter.sentence == f"{words} for a decision."
        assert matter.form.endswith(f"/{left[0].pk}/")
        flags.settle(left[0], decision="keep", reason="Identifies nobody.", by=people.manager)
    assert missing("reports.flags_settled", edition) == []


def test_clearing_waits_for_passages_and_for_points_and_is_in_nobodys_list_before() -> None:
    people, edition = prepared(TWO_DAYS)
    [matter] = missing("reports.cleared_by_another", edition)
    assert matter.later
    for flag in edition.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    [matter] = missing("reports.cleared_by_another", edition)
    assert matter.later
    make.read_by_two(edition, by=people.manager)
    [matter] = missing("reports.cleared_by_another", edition)
    assert not matter.later


def test_readers_are_the_managers_matter_then_their_own_and_differences_the_thirds() -> None:
    people, edition = prepared(TWO_DAYS)
    [matter] = missing("reports.read_by_two", edition)
    assert (matter.sentence, matter.later) == ("Two readers have not been appointed.", True)
    for flag in edition.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    [matter] = missing("reports.read_by_two", edition)
    assert not matter.later
    first, second = make.readers_of(edition, by=people.manager)
    waiting = missing("reports.read_by_two", edition)
    assert [item.sentence for item in waiting] == [
        "The first reader has not finished.",
        "The second reader has not finished.",
    ]
    assert [item.owner.includes(first.reader) for item in waiting] == [True, False]
    assert [item.due_on for item in waiting] == [first.due_on, second.due_on]
    assert [rung.words for rung in waiting[0].owner.ladder] == [
        "the first reader",
        "the business manager",
        "the board chair",
    ]
    readers.end(second, reason="She is ill.", by=people.manager)
    assert "A second reader of another agency has not been appointed." in [
        item.sentence for item in missing("reports.read_by_two", edition)
    ]


def test_pdf_that_is_being_made_is_in_nobodys_list_and_one_not_asked_for_is() -> None:
    _, edition = cleared()
    [being_made] = missing("reports.pdf_made_and_clean", edition)
    assert (being_made.sentence, being_made.later) == ("The PDF is being made and searched.", True)
    Job.objects.about(edition).delete()
    [not_made] = missing("reports.pdf_made_and_clean", edition)
    assert (not_made.sentence, not_made.later) == ("The PDF has not been made from this text.", False)


def test_hits_that_wait_are_counted_by_what_they_wait_for_and_the_first_is_opened() -> None:
    people, edition = cleared()
    edition = make.searched(edition, hits=(make.hit(), make.hit("Ropewalk")), by=people.manager)
    search: Any = edition.search()
    first, second = search.hits.all()
    [matter] = missing("reports.pdf_made_and_clean", edition)
    assert matter.sentence == "Two passages that the search of the PDF found wait for a decision."
    assert matter.form.endswith(f"/{first.pk}/")
    settlements.settle(first, reason="A salt works.", by=people.manager)
    settle, agree = missing("reports.pdf_made_and_clean", edition)
    assert settle.sentence == "One passage that the search of the PDF found waits for a decision."
    assert settle.form.endswith(f"/{second.pk}/")
    assert agree.sentence == "One passage settled as not a name waits for a second person to agree."
    settlements.settle(second, reason="A street everywhere.", by=people.manager)
    [agree] = missing("reports.pdf_made_and_clean", edition)
    assert agree.sentence == "Two passages settled as not a name wait for a second person to agree."
    assert f"/{first.pk}/" in agree.form
    assert not agree.owner.includes(people.manager)


def test_relative_is_owed_the_result_and_a_copy_of_this_text_and_of_no_other_case() -> None:
    people, edition = cleared()
    mother = edition.review.relatives.get()
    make.relative(people, make.review(people), told=False)
    day = timezone.localdate()
    told = [f"{mother} has not been told what the report says."]
    copy = [f"{mother} has not had a copy of exactly this text."]
    relatives.give_copy(mother, digest="0" * 64, given_on=day, means="visit", by=people.manager)
    assert [item.sentence for item in missing("reports.family_told_the_result", edition)] == told
    assert [item.sentence for item in missing("reports.family_has_a_copy", edition)] == copy
    make.hold(people, mother)
    assert missing("reports.family_told_the_result", edition) == []
    assert missing("reports.family_has_a_copy", edition) == []
    holds.end(mother.not_told_holds.get(), by=people.manager)
    relatives.record_contact(mother, kind="result", means="visit", on=day, by=people.manager)
    relatives.give_copy(mother, digest=edition.digest, given_on=day, means="visit", by=people.manager)
    assert missing("reports.family_told_the_result", edition) == []
    assert missing("reports.family_has_a_copy", edition) == []


def test_copy_before_publication_is_owed_where_the_procedure_promises_it(monkeypatch: Any) -> None:
    _, edition = cleared()
    procedure = edition.review.procedure
    assert missing("reports.family_has_a_copy", edition)
    relaxed = replace(procedure, family=replace(procedure.family, copy_before_public=False))
    monkeypatch.setattr(Review, "procedure", relaxed)
    assert missing("reports.family_has_a_copy", edition) == []


def test_next_acts_on_the_report_are_later_until_it_is_agreed_and_once_an_edition_is_begun() -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)
    [matter] = missing("reports.edition_public", report.review)
    assert not matter.later
    edition = make.edition(people, report, cleared=False)
    [matter] = missing("reports.edition_public", report.review)
    assert matter.later
    editions.set_aside(edition, by=people.manager)
    [matter] = missing("reports.edition_public", report.review)
    assert not matter.later
    [unsigned] = missing("reports.report_signed", make.review(people))
    assert (unsigned.sentence, unsigned.later) == (
        "The board chair has not signed off the overview report.",
        True,
    )
