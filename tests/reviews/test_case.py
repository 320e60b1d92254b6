"""The case: who is kept out at once, what follows the register, what is never changed by the way."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from families.models import Relative
from panels.models import ChronologyEvent, Commission, InterviewRecord, ManagementReview
from reviews.models import ConflictOfInterest, Identity, Referral, Review, TermsOfReference
from reviews.services import criteria, decisions, identities, referrals, reviews, terms
from reviews.services.identities import LabelHoldsName
from reviews.services.reviews import ProceedingsOver
from scr_portal import anonymise, sealed
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.refusals import Refused
from scr_portal.sealed.coding import WITHHELD
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_a_conflict_of_interest_closes_the_case_at_the_next_click(client: Any) -> None:
    people = make.staff(make.board())
    review = make.review(people)
    client = sign_in(client, people.manager)
    assert client.get(review.get_absolute_url()).status_code == 200

    reviews.declare_conflict(review, of=people.manager, reason="A cousin of the family.", by=people.manager)

    for url in (review.get_absolute_url(), review.referral.get_absolute_url()):
        assert client.get(url).status_code == 404
    assert review.code.encode() not in client.get(reverse("reviews:cases")).content
    with pytest.raises(Denied):
        identities.settle(review.identity_register(), text="May", settled_as="not_a_name", by=people.manager)


def test_work_of_a_closed_case_is_not_listed_any_more() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    draft = terms.draft(review, by=people.manager)
    day = timezone.localdate()
    said = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
    terms.propose(terms.write(draft, version=0, by=people.manager, **said), by=people.manager)
    keeping.catch_up()
    assert "Agree the terms of reference" in [item.words for item in items_for(people.panel_chair)]

    reviews.declare_conflict(review, of=people.panel_chair, reason="A former colleague.", by=people.manager)

    keeping.catch_up()
    assert items_for(type(people.panel_chair).objects.get(pk=people.panel_chair.pk)) == []


def test_declaring_a_conflict_twice_is_declaring_it_once() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    for _ in range(2):
        reviews.declare_conflict(review, of=people.committee, reason="A neighbour.", by=people.manager)
    assert ConflictOfInterest.objects.count() == 1


def test_a_name_entered_later_is_gone_from_every_text_before_it_is_read() -> None:
    commission = make.commission()
    make.ready_imr(commission)
    manager = commission.issued_by
    event = ChronologyEvent.objects.filter(chronology__commission=commission).first()
    assert event is not None
    event.detail = "The visit was by Ottoline Marsh."
    event.save()
    register = commission.identity_register()

    identities.enter(
        register,
        kind="person",
        canonical="Ottoline Marsh",
        given="Ottoline",
        family="Marsh",
        pseudonym="Health Visitor 9",
        by=manager,
    )

    for model, name in ((ChronologyEvent, "detail"), (ManagementReview, "lessons"), (Referral, "account")):
        for row in sealed.refresh(list(model.objects.all()), commission.identity_register()):
            assert getattr(row, name).version == commission.identity_register().version
            assert "Ottoline" not in getattr(row, name).coded
    again = ChronologyEvent.objects.get(pk=event.pk)
    assert "Health Visitor 9" in again.detail.coded
    assert again.detail.original == "The visit was by Ottoline Marsh."


def test_a_changed_label_is_followed_everywhere() -> None:
    people = make.staff(make.board())
    about = make.referral(people)
    child = about.register.identities.get(role="subject child")
    assert child.pseudonym in Referral.objects.get(pk=about.pk).account.coded

    identities.change(child, pseudonym="Child Ash", by=people.manager)

    assert "Child Ash" in Referral.objects.get(pk=about.pk).account.coded


def test_a_label_that_holds_the_name_is_refused() -> None:
    people = make.staff(make.board())
    register = make.referral(people).register
    with pytest.raises(LabelHoldsName, match="must not hold the name"):
        identities.enter(
            register,
            kind="person",
            canonical="Ottoline Marsh",
            given="Ottoline",
            family="Marsh",
            pseudonym="Nurse Marsh",
            by=people.manager,
        )


def test_a_text_that_cannot_be_coded_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("Tamsin Quillfeather")

    people = make.staff(make.board())
    about = make.referral(people)
    monkeypatch.setattr(anonymise, "anonymise", fails)
    about.account.write("Tamsin Quillfeather was seen.")
    about.save()
    assert Referral.objects.get(pk=about.pk).account.coded == WITHHELD


def test_only_the_chair_decides_and_the_committee_recommends() -> None:
    people = make.staff(make.board())
    about = make.referral(people)
    with pytest.raises(Denied):
        criteria.begin(about, by=people.chair)
    about = make.recommended(people)
    for person in (people.manager, people.committee, people.referrer):
        with pytest.raises(Denied):
            decisions.decide(about, outcome="review", reasons="Because.", by=person)


def test_a_recommendation_is_made_once_and_its_answers_stand() -> None:
    people = make.staff(make.board())
    about = make.recommended(people)
    made = about.assessment
    with pytest.raises(Denied, match="until a recommendation is made"):
        criteria.recommend(made, recommendation="none", reasons="Other.", dissent="", by=people.committee)
    with pytest.raises(Denied):
        criteria.answer(made, criterion="death", met="no", reasons="Other.", by=people.committee)
    assert type(made).objects.get().recommendation == "review"


def test_a_decision_without_reasons_or_in_the_future_is_refused_and_nothing_is_written() -> None:
    people = make.staff(make.board())
    about = make.recommended(people)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    for said in ({"reasons": " "}, {"reasons": "Because.", "decided_on": tomorrow}):
        with pytest.raises(Refused):
            decisions.decide(about, outcome="review", by=people.chair, **said)
    assert not Review.objects.exists()
    assert Referral.objects.get(pk=about.pk).status == "screened"


def test_terms_that_are_changed_while_the_chair_reads_them_are_not_agreed() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    day = timezone.localdate()
    draft = terms.draft(review, by=people.manager)
    said = {"scope_start": day, "scope_end": day}
    draft = terms.write(draft, version=0, questions=["Who saw the child?"], by=people.manager, **said)
    draft = terms.propose(draft, by=people.manager)
    terms.write(draft, version=1, questions=["Who paid?"], by=people.manager, **said)
    with pytest.raises(TransitionBlocked):
        terms.agree(draft, by=people.panel_chair)
    assert TermsOfReference.objects.get().status == "draft"


def test_a_new_version_of_the_terms_replaces_the_old_one_and_tells_those_who_work_from_it() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    before = Notice.objects.filter(template="terms_of_reference_issued").count()
    make.agreed_terms(people, review)
    assert list(review.terms.values_list("status", flat=True)) == ["agreed", "replaced"]
    assert Notice.objects.filter(template="terms_of_reference_issued").count() > before


def test_what_is_typed_beside_the_form_changes_nothing(client: Any) -> None:
    people = make.staff(make.board())
    about = make.referral(people, submitted=False)
    other = make.staff(make.board())
    smuggled = {
        "status": "decided",
        "board": other.board.pk,
        "referred_by": other.manager.pk,
        "agency": "",
        "submitted_by": other.manager.pk,
        "code": "R-0000-00",
    }
    url = reverse("reviews:referral_edit", args=[about.pk])
    said = {"version": about.version, "account": "What happened.", "child_name": make.CHILD, "harm": "death"}
    answer = sign_in(client, people.referrer).post(url, said | smuggled)

    assert answer.status_code == 302
    now = Referral.objects.get(pk=about.pk)
    assert now.account.original == "What happened."
    assert (now.status, now.board_id, now.referred_by_id) == ("draft", people.board.pk, people.referrer.pk)
    assert (now.agency_id, now.submitted_by_id, now.code) == (about.agency_id, None, about.code)


def test_another_board_cannot_be_chosen_through_the_form(client: Any) -> None:
    people, other = make.staff(make.board()), make.staff(make.board())
    client = sign_in(client, people.referrer)
    client.post(reverse("reviews:refer"), {"board": other.board.pk, "agency": ""})
    assert not Referral.objects.filter(board=other.board).exists()
    with pytest.raises(Denied):
        referrals.begin(board=other.board, agency=None, by=people.referrer)


def test_a_person_of_another_board_cannot_be_appointed_through_the_form(client: Any) -> None:
    people, other = make.staff(make.board()), make.staff(make.board())
    review = make.review(people)
    url = reverse("panels:appoint_person", args=[review.pk, "panel_chair"])
    answers = dict.fromkeys(make.INDEPENDENT, "no")
    answer = sign_in(client, people.manager).post(url, {"user": other.panel_chair.pk} | answers)
    assert answer.status_code == 422
    assert not review.appointments.exists()


def test_a_referrer_learns_the_outcome_and_not_the_reasons(client: Any) -> None:
    people = make.staff(make.board())
    about = make.recommended(people)
    decisions.decide(about, outcome="review", reasons="A sentence for the board alone.", by=people.chair)
    url = about.get_absolute_url()
    page = sign_in(client, people.referrer).get(url).content.decode()
    assert "a serious case review" in page
    assert "A sentence for the board alone" not in page
    assert "A sentence for the board alone" in sign_in(client, people.manager).get(url).content.decode()


def test_a_superuser_sees_and_may_nothing(client: Any) -> None:
    people = make.staff(make.board())
    review = make.review(people)
    person = make.user("Perran Loveday")
    person.is_superuser = True
    person.save()
    for model in (Review, Referral, Identity, TermsOfReference, Commission, InterviewRecord, Relative):
        assert not model.objects.visible_to(person).exists()
    with pytest.raises(Denied):
        reviews.advance(review, "gathering", by=person)


def test_ending_a_membership_ends_the_sight_of_the_board_at_once() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    assert Review.objects.visible_to(people.committee).filter(pk=review.pk).exists()
    people.committee.memberships.filter(role=Role.SUB_GROUP).update(ended_on=timezone.localdate())
    assert not Review.objects.visible_to(people.committee).exists()
    assert not Referral.objects.visible_to(people.committee).exists()


def test_proceedings_that_go_on_are_looked_at_again_on_a_later_day_and_still_hold() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    day = timezone.localdate()
    held = reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=day + datetime.timedelta(days=1),
        by=people.manager,
    )
    with pytest.raises(Refused):
        reviews.look_again(held, look_again_on=day, by=people.manager)
    later = day + datetime.timedelta(days=60)
    held = reviews.look_again(held, look_again_on=later, by=people.manager)
    assert (held.look_again_on, held.ended_on, held.holds_publication) == (later, None, True)
    over = make.ended(people, held)
    with pytest.raises(ProceedingsOver, match="are over"):
        reviews.look_again(over, look_again_on=later, by=people.manager)


def test_the_time_to_sign_off_runs_from_the_day_of_the_decision_not_of_its_recording() -> None:
    with time_machine.travel(timezone.now() - datetime.timedelta(days=10), tick=True):
        people = make.staff(make.board())
        referral = make.recommended(people)
    decided_on = timezone.localdate() - datetime.timedelta(days=3)
    decisions.decide(referral, outcome="review", reasons="Met.", decided_on=decided_on, by=people.chair)
    assert reviews.sign_off_clock(Review.objects.get(referral=referral)).triggered_on == decided_on


def test_terms_before_the_panel_chair_are_not_begun_a_second_time() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    begun = terms.draft(review, by=people.manager)
    day = timezone.localdate()
    values: dict[str, Any] = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
    begun = terms.write(begun, version=begun.version, by=people.manager, **values)
    terms.propose(begun, by=people.manager)
    assert terms.draft(review, by=people.manager) == begun
    assert review.terms.count() == 1


def test_new_terms_are_told_to_the_agencies_authors_as_well() -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    told = Notice.objects.filter(template="terms_of_reference_issued")
    before = set(told.values_list("pk", flat=True))
    make.agreed_terms(people, commission.review)
    assert {notice.to for notice in told.exclude(pk__in=before)} == {
        people.author,
        people.panel_member,
        commission.author,
    }
