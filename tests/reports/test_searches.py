"""The search of a finished PDF says what it found; two people settle it, or the edition does not become public."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.models import PublicEdition, SearchHit
from reports.services import editions, freezing, searches, settlements
from reports.services.editions import EditionPublic
from reports.services.searches import NoPdfNeeded
from reports.services.settlements import HitSettled, NothingToAgree, PdfMadeAgain, RegisterChanged
from reviews.services import identities
from scr_portal import workflow
from scr_portal.access import Denied
from scr_portal.accounts.models import Membership
from scr_portal.anonymise.documents import PdfSearch, Unread
from scr_portal.audit.models import AuditEvent
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job
from scr_portal.refusals import Missing
from tests import make
from tests.asking import again, tasks

pytestmark = pytest.mark.django_db

BULLET = Unread(character="\uf0b7", name="private-use character (U+F0B7)", count=2, page=4)


def cleared() -> tuple[SimpleNamespace, PublicEdition]:
    people = make.staff(make.board())
    return people, make.edition(people, make.signed_report(people))


def with_hit(**values: Any) -> tuple[SimpleNamespace, PublicEdition, SearchHit]:
    """An edition in whose PDF the search found one thing."""
    people, edition = cleared()
    edition = make.searched(edition, hits=(make.hit(**values),), by=people.manager)
    return people, edition, SearchHit.objects.get()


def sentences(edition: PublicEdition, to: str = "rendered") -> list[str]:
    return [item.sentence for item in workflow.missing(again(edition), to)]


def test_a_clean_search_makes_the_edition_ready() -> None:
    people, edition = cleared()
    edition = make.searched(edition, by=people.manager)
    assert edition.status == "rendered"
    search = edition.search()
    assert search is not None
    assert (search.digest, search.readers) == (edition.digest, ["first", "second"])


def test_a_pdf_of_an_older_text_is_thrown_away() -> None:
    people, edition = cleared()
    searches.keep_pdf(
        edition,
        make.PDF,
        PdfSearch(hits=(), coverage=Decimal("100.00"), unread=(), readers=("first", "second")),
        digest="0" * 64,
        register_version=edition.register_version,
        by=people.manager,
    )
    edition = again(edition)
    assert (edition.status, edition.pdf, edition.searches.count()) == ("cleared", None, 0)


def test_what_was_found_is_kept_with_its_place_and_its_words_are_sealed() -> None:
    _, edition, hit = with_hit(where="bookmark", part="bookmark", page=None)
    assert (hit.part, hit.where, hit.page, hit.kind) == ("bookmark", "bookmark", None, "name")
    assert hit.surface == "Saltern"
    stored = SearchHit.objects.raw("SELECT id, surface::text AS kept FROM reports_searchhit")[0].kept
    assert "Saltern" not in stored
    assert edition.status == "cleared"


def test_a_hit_of_a_registered_identity_names_its_entry() -> None:
    people, edition = cleared()
    child = edition.identity_register().identities.filter(kind="person").first()
    make.searched(edition, hits=(make.hit(entry_id=str(child.pk), kind="person"),), by=people.manager)
    assert SearchHit.objects.get().identity == child


@pytest.mark.parametrize("entry", ["", "registered"])
def test_a_hit_that_nobody_settled_keeps_the_edition_from_the_public(entry: str) -> None:
    people, edition = cleared()
    child = edition.identity_register().identities.filter(kind="person").first()
    make.searched(edition, hits=(make.hit(entry_id=str(child.pk) if entry else ""),), by=people.manager)
    assert sentences(edition) == ["One passage that the search of the PDF found waits for a decision."]
    with pytest.raises(workflow.TransitionBlocked):
        editions.publish(again(edition), by=people.manager)


def test_one_person_alone_does_not_settle_a_hit() -> None:
    people, edition, hit = with_hit()
    settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    assert again(edition).status == "cleared"
    assert sentences(edition) == ["One passage settled as not a name waits for a second person to agree."]
    with pytest.raises(Denied, match="Somebody other than the person who settled it has to agree"):
        settlements.agree(again(hit), by=people.manager)


def test_with_the_second_person_the_edition_is_ready() -> None:
    people, edition, hit = with_hit()
    settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    hit = settlements.agree(again(hit), by=people.chair)
    assert (hit.settled_by, hit.agreed_by) == (people.manager, people.chair)
    assert again(edition).status == "rendered"
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"edition.hit_settled", "edition.hit_agreed"} <= verbs


def test_another_manager_or_the_panel_chair_may_be_the_second_person() -> None:
    people, edition = cleared()
    edition = make.searched(edition, hits=(make.hit(), make.hit("Ropewalk")), by=people.manager)
    another = make.member(people.board, "business_manager", name="Ursula Penrose")
    for second, hit in zip((another, people.panel_chair), SearchHit.objects.all(), strict=True):
        settlements.settle(hit, reason="A street everywhere.", by=people.manager)
        settlements.agree(again(hit), by=second)
    assert again(edition).status == "rendered"


def test_the_database_knows_that_the_second_person_is_another() -> None:
    people, _, hit = with_hit()
    hit = settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    hit.agreed_at, hit.agreed_by = timezone.now(), people.manager
    with pytest.raises(IntegrityError, match="hit_agreed_by_another"), transaction.atomic():
        hit.save()


def test_the_database_does_not_know_an_agreement_with_nothing() -> None:
    people, _, hit = with_hit()
    hit.agreed_at, hit.agreed_by = timezone.now(), people.chair
    with pytest.raises(IntegrityError, match="hit_agreed_by_somebody"), transaction.atomic():
        hit.save()


def test_whoever_does_not_agree_says_why_and_the_hit_is_open_again() -> None:
    people, edition, hit = with_hit()
    settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    with pytest.raises(Missing, match="Say why you do not agree"):
        settlements.object_to(again(hit), objection=" ", by=people.chair)
    hit = settlements.object_to(again(hit), objection="A family of that name lives there.", by=people.chair)
    assert (hit.settlement, hit.settled_by, hit.objected_by) == ("", None, people.chair)
    assert "waits for a decision" in sentences(edition)[0]


def test_a_hit_is_settled_with_a_reason_or_not_at_all() -> None:
    people, _, hit = with_hit()
    with pytest.raises(Missing, match="Say why it is not a name"):
        settlements.settle(hit, reason="  ", by=people.manager)


def test_nobody_agrees_with_what_nobody_settled() -> None:
    people, _, hit = with_hit()
    with pytest.raises(NothingToAgree, match="Nobody has settled this yet"):
        settlements.agree(hit, by=people.chair)


def test_what_two_people_settled_is_not_settled_again() -> None:
    people, _, hit = with_hit()
    settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    settlements.agree(again(hit), by=people.chair)
    other = make.member(people.board, "business_manager", name="Ursula Penrose")
    with pytest.raises(HitSettled, match="Two people have settled this already"):
        settlements.settle(again(hit), reason="Once more.", by=other)


def test_an_author_of_an_agency_settles_nothing() -> None:
    people, _, hit = with_hit()
    with pytest.raises(Denied, match="settled by the business manager, the panel chair or the board chair"):
        settlements.settle(hit, reason="It is a salt works.", by=people.author)


def test_after_publication_nothing_of_the_search_can_be_settled() -> None:
    people, edition, hit = with_hit()
    Membership.objects.create(user=people.author, board=people.board, role="business_manager")
    edition.status = "withdrawn"
    edition.withdrawn_at, edition.withdrawn_by = timezone.now(), people.manager
    edition.save()
    with pytest.raises(Denied, match="after the edition is cleared and before it is public"):
        settlements.settle(hit, reason="It is a salt works.", by=people.manager)


# What voids a settlement ----------------------------------------------------------------------------------


def settled_twice() -> tuple[SimpleNamespace, PublicEdition, SearchHit]:
    people, edition, hit = with_hit()
    settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    settlements.agree(again(hit), by=people.chair)
    return people, again(edition), again(hit)


def test_the_same_text_made_again_keeps_what_two_people_settled() -> None:
    people, edition, hit = settled_twice()
    edition = make.searched(edition, hits=(make.hit(),), by=people.manager)
    new = edition.search().hits.get()
    assert new.pk != hit.pk
    assert (new.settled_by, new.agreed_by, new.reason) == (people.manager, people.chair, hit.reason)


def test_the_same_words_at_another_place_are_another_hit() -> None:
    people, edition, _ = settled_twice()
    edition = make.searched(edition, hits=(make.hit(where="page 9", page=9),), by=people.manager)
    assert edition.search().open_hits().count() == 1


def test_a_change_of_the_text_voids_what_was_settled() -> None:
    people, edition, _ = settled_twice()
    edition.overview += " A word more."
    edition.digest = freezing.digest_of(edition)
    edition.save()
    assert again(edition).search() is None
    with pytest.raises(workflow.TransitionBlocked):
        editions.publish(again(edition), by=people.manager)
    edition = make.searched(again(edition), hits=(make.hit(),), by=people.manager)
    assert edition.search().open_hits().count() == 1


def test_a_change_of_the_register_voids_what_was_settled() -> None:
    people, edition, hit = with_hit()
    settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    register = edition.identity_register()
    identities.enter(
        register, kind="person", canonical="Merryn Oakes", pseudonym="Nurse 7", by=people.manager
    )
    with pytest.raises(RegisterChanged, match="identity register has changed since this search"):
        settlements.agree(again(hit), by=people.chair)
    edition = make.searched(again(edition), hits=(make.hit(),), by=people.manager)
    assert edition.search().open_hits().count() == 1
    assert "The identity register has changed since the text was frozen." in sentences(edition)[0]


def test_what_two_people_settled_under_an_earlier_register_is_settled_anew() -> None:
    people, edition, _ = settled_twice()
    identities.enter(
        edition.identity_register(),
        kind="person",
        canonical="Merryn Oakes",
        pseudonym="Nurse 7",
        by=people.manager,
    )
    edition = make.searched(again(edition), hits=(make.hit(),), by=people.manager)
    assert edition.search().open_hits().count() == 1


def test_a_hit_of_an_older_pdf_cannot_be_settled() -> None:
    people, edition, hit = with_hit()
    make.searched(edition, hits=(make.hit(),), by=people.manager)
    with pytest.raises(PdfMadeAgain, match="The PDF has been made again since"):
        settlements.settle(hit, reason="It is a salt works.", by=people.manager)


# What could not be read -----------------------------------------------------------------------------------


NOT_EVERY_SIGN = "every letter and digit, but not every character"


@pytest.mark.parametrize(
    ("coverage", "unread", "how_much"),
    [
        ("99.98", (), "99.98 per cent"),
        ("100.00", (BULLET,), NOT_EVERY_SIGN),
        ("71.30", (BULLET,), "71.30 per cent"),
    ],
)
def test_a_pdf_that_was_not_read_in_full_does_not_become_public(
    coverage: str, unread: Any, how_much: str
) -> None:
    people, edition = cleared()
    edition = make.searched(edition, coverage=coverage, unread=unread, by=people.manager)
    assert edition.status == "cleared"
    assert sentences(edition) == [
        f"The search could read {how_much} of the PDF. What was not read may hold a name."
    ]


def test_the_database_refuses_to_publish_without_a_clean_search() -> None:
    people, edition = cleared()
    edition = make.searched(edition, coverage="99.98", by=people.manager)
    edition.status, edition.published_at, edition.published_by = "published", timezone.now(), people.manager
    with pytest.raises(IntegrityError, match="only with a clean search"), transaction.atomic():
        edition.save()


def test_the_database_refuses_to_publish_with_a_hit_that_one_person_settled() -> None:
    people, edition, hit = with_hit()
    settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    edition.status, edition.published_at, edition.published_by = "published", timezone.now(), people.manager
    with pytest.raises(IntegrityError, match="only with a clean search"), transaction.atomic():
        edition.save()


def test_a_search_is_written_once() -> None:
    people, edition = cleared()
    search = make.searched(edition, coverage="99.98", by=people.manager).search()
    search.coverage = 100
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        search.save()


# Back to the text -----------------------------------------------------------------------------------------


def test_going_back_to_the_text_lists_what_was_found_and_not_read_in_the_next_edition() -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)
    report.overview.write("Salt was sold at the harbour.\n\n\uf0b7 Seen once.")
    report.save()
    for signature in report.signatures.all():
        signature.digest = report.digest
        signature.save()
    edition = make.edition(people, report)
    make.searched(
        edition, hits=(make.hit("the harbour"),), coverage="93.10", unread=(BULLET,), by=people.manager
    )
    editions.set_aside(again(edition), by=people.manager)

    following = editions.prepare(again(report), title=edition.title, by=people.manager)

    flagged = {flag.text: flag.kind for flag in following.flags.filter(place="overview")}
    assert flagged["the harbour"] == flagged["\uf0b7"] == "found in the PDF"
    assert "harbour" not in following.overview
    assert again(edition).status == "withdrawn"


def test_a_public_edition_is_not_set_aside() -> None:
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    with pytest.raises(EditionPublic, match="It has to be withdrawn first"):
        editions.set_aside(again(edition), by=people.manager)


# The PDF again, and the work lists -------------------------------------------------------------------------


def test_a_failed_job_says_why_and_can_be_tried_again() -> None:
    people, edition = cleared()
    reason = "The finished file could not be searched, so it was not kept."
    Job.objects.all().update(state=JobState.FAILED, message=reason, finished_at=timezone.now())
    assert sentences(edition) == [f"The PDF was not kept. {reason} It can be tried again."]
    assert "Try again to make the PDF of the public edition" in tasks(people.manager)
    job = searches.ask_for_pdf(edition, by=people.manager)
    assert job.kind == "reports.render_edition"
    assert sentences(edition) == ["The PDF is being made and searched."]


def test_the_pdf_is_not_asked_for_twice_nor_where_it_is_of_no_use() -> None:
    people, edition = cleared()
    with pytest.raises(NoPdfNeeded, match="being made already"):
        searches.ask_for_pdf(edition, by=people.manager)
    Job.objects.all().update(state=JobState.DONE, finished_at=timezone.now())
    edition = make.searched(edition, by=people.manager)
    with pytest.raises(NoPdfNeeded, match="exactly this text, and the search of it is settled"):
        searches.ask_for_pdf(edition, by=people.manager)
    editions.set_aside(edition, by=people.manager)
    with pytest.raises(NoPdfNeeded, match="once a second person has cleared the edition"):
        searches.ask_for_pdf(edition, by=people.manager)


def test_whoever_owes_something_on_a_search_finds_it_in_their_work() -> None:
    people, _, hit = with_hit()
    settle, agree = "Settle what the search of the PDF found", "Agree, or not, that what the search"
    assert settle in tasks(people.manager)
    settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    assert settle not in tasks(people.manager)
    assert not [one for one in tasks(people.manager) if one.startswith(agree)]
    assert [one for one in tasks(people.panel_chair) if one.startswith(agree)]
    assert not [one for one in tasks(people.chair) if one.startswith(agree)]
    settlements.agree(again(hit), by=people.chair)
    assert not [one for one in tasks(people.panel_chair) if one.startswith(agree)]


def test_a_pdf_that_could_not_be_read_in_full_stands_in_the_managers_work() -> None:
    people, edition = cleared()
    make.searched(edition, coverage="99.98", by=people.manager)
    assert "See what could not be read in the PDF of the public edition" in tasks(people.manager)


# What is typed and goes out as it was typed ----------------------------------------------------------------
