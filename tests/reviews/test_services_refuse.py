"""What the services of a case refuse, each in its sentence, beside its field, and with nothing written."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from reviews.models import (
    SUBJECT_CHILD,
    ConflictOfInterest,
    Decision,
    Proceeding,
    Review,
    TermsOfReference,
)
from reviews.services import criteria, decisions, identities, reviews, spelling, terms
from scr_portal.access import Denied
from scr_portal.notices.models import Notice
from scr_portal.web.stale import StaleForm
from tests import make
from tests.refusing import refuses

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
IN_THE_FUTURE = "Choose a day in the future on which to look at this again."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.review(people)


# Criteria and decision ------------------------------------------------------------------------------------


def test_only_questions_of_the_procedure_are_answered(people: Any) -> None:
    assessment = make.assessment(people, make.referral(people), answered=False)
    with refuses("", "This question does not belong to the board’s procedure."):
        criteria.answer(assessment, criterion="weather", met="yes", reasons="Rain.", by=people.committee)
    assert not assessment.answers.exists()


def test_an_answer_given_again_takes_the_place_of_the_first(people: Any) -> None:
    assessment = make.assessment(people, make.referral(people), answered=False)
    for met in ("yes", "no"):
        criteria.answer(assessment, criterion="death", met=met, reasons=met, by=people.committee)
    answer = assessment.answers.get()
    assert (answer.met, answer.reasons.original) == ("no", "no")


def test_an_assessment_is_begun_once(people: Any) -> None:
    about = make.referral(people)
    assert criteria.begin(about, by=people.committee) == criteria.begin(about, by=people.manager)


@pytest.mark.parametrize(
    ("days", "field", "sentence"),
    [
        (1, "decided_on", "The date of the decision must be today or in the past."),
        (-1, "decided_on", "The decision cannot be earlier than the referral."),
    ],
)
def test_a_decision_is_made_between_the_referral_and_today(
    people: Any, days: int, field: str, sentence: str
) -> None:
    about = make.recommended(people)
    day = timezone.localdate() + days * DAY
    with refuses(field, sentence):
        decisions.decide(about, outcome="review", reasons="Yes.", decided_on=day, by=people.chair)
    assert not Decision.objects.exists()


def test_the_board_chair_and_nobody_else_is_told_that_a_decision_is_due(people: Any) -> None:
    make.recommended(people)
    assert [notice.to for notice in Notice.objects.filter(template="decision_due")] == [people.chair]


def test_a_decision_of_spaces_has_no_reasons(people: Any) -> None:
    with refuses("reasons", "Write the reasons for the decision."):
        decisions.decide(make.recommended(people), outcome="none", reasons="  ", by=people.chair)


def test_no_review_opens_where_none_was_decided(people: Any) -> None:
    about = make.recommended(people)
    decisions.decide(about, outcome="none", reasons="The criteria are not met.", by=people.chair)
    assert not Review.objects.exists()
    told = {notice.to for notice in Notice.objects.filter(template="decision_recorded")}
    assert told == {people.referrer, people.manager}


# The register ---------------------------------------------------------------------------------------------


def test_two_people_never_carry_one_label_in_whatever_case(people: Any, review: Any) -> None:
    register = review.identity_register()
    identities.enter(
        register, kind="person", canonical="Merryn Oakes", pseudonym="NURSE 7", by=people.manager
    )
    with refuses("pseudonym", "Another person of this case has that label. Choose one that nobody has."):
        identities.enter(
            register, kind="person", canonical="Jory Vean", pseudonym="NURSE 7", by=people.manager
        )
    assert register.identities.filter(pseudonym__iexact="nurse 7").count() == 1


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Mrs Ann Marie Other", ("Mrs", "Ann Marie", "Other")),
        ("Dr. Vean", ("Dr.", "", "Vean")),
        ("Oona", ("", "Oona", "")),
        ("Nurse", ("", "Nurse", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: tuple[str, str, str]) -> None:
    assert spelling.parse_name(name) == parts


@pytest.mark.parametrize(
    ("label", "names", "holds"),
    [
        ("Child Tamsin", ["Tamsin"], True),
        ("child tamsin", ["TAMSIN"], True),
        ("Child T", ["Tamsin"], False),
        ("Ann Marie", ["ann marie"], True),
        ("Annabel", ["Ann"], False),
        ("Mother", ["", None], False),
    ],
)
def test_a_label_holds_a_name_as_a_whole_word(label: str, names: list[str | None], holds: bool) -> None:
    assert spelling.label_holds(label, names) is holds


def test_a_childs_label_is_none_of_its_initials_and_nobody_elses(people: Any, review: Any) -> None:
    register = review.identity_register()
    own = register.identities.get(role=SUBJECT_CHILD).pseudonym
    taken = "Child L" if own != "Child L" else "Child M"
    entered = {"canonical": "Rowan Bray", "pseudonym": taken.lower()}
    identities.enter(register, kind="person", by=people.manager, **entered)
    labels = {spelling.child_label(register, "Tamsin Kerensa Bray") for _ in range(100)}
    assert labels
    assert not labels & {"Child T", "Child K", "Child B", own, taken}


def test_a_child_whose_name_is_child_has_a_label_that_does_not_hold_it(review: Any) -> None:
    label = spelling.child_label(review.identity_register(), "Child Bray")
    assert not spelling.label_holds(label, ["Child", "Bray"])


def test_a_suggested_label_is_one_that_nobody_has(people: Any, review: Any) -> None:
    register = review.identity_register()
    identities.enter(
        register, kind="person", canonical="Merryn Oakes", pseudonym="NURSE 7", by=people.manager
    )
    labels = {spelling.suggest_label(register, "nurse") for _ in range(300)}
    assert "Nurse 7" not in labels
    assert "Nurse 1" not in labels
    assert len(labels) > 10


# The review -----------------------------------------------------------------------------------------------


def test_the_sign_off_is_put_off_by_the_chair_with_a_reason_and_to_a_later_day(
    people: Any, review: Any
) -> None:
    due = reviews.sign_off_clock(review).due_on
    for new, reason, field, sentence in (
        (due + DAY, "  ", "reason", "Write down what makes this exceptional."),
        (due, "A trial.", "new_due_on", "The new date must be later than the present one."),
        (due - DAY, "A trial.", "new_due_on", "The new date must be later than the present one."),
    ):
        with refuses(field, sentence):
            reviews.extend(review, new_due_on=new, reason=reason, by=people.chair)
    with pytest.raises(Denied, match="An extension is agreed by the board chair"):
        reviews.extend(review, new_due_on=due + DAY, reason="A trial.", by=people.manager)
    assert reviews.sign_off_clock(review).due_on == due
    reviews.extend(review, new_due_on=due + DAY, reason="A trial.", by=people.chair)
    assert reviews.sign_off_clock(review).due_on == due + DAY


def record(people: Any, review: Review, days: int) -> Proceeding:
    return reviews.record_proceeding(
        review,
        kind="coronial",
        holds_publication=True,
        holds_family_contact=False,
        reason="An inquest is open.",
        look_again_on=timezone.localdate() + days * DAY,
        by=people.manager,
    )


@pytest.mark.parametrize("days", [0, -1])
def test_a_hold_has_a_day_in_the_future(people: Any, review: Any, days: int) -> None:
    with refuses("look_again_on", IN_THE_FUTURE):
        record(people, review, days)
    assert not Proceeding.objects.exists()
    row = record(people, review, 1)
    with refuses("look_again_on", IN_THE_FUTURE):
        reviews.look_again(row, look_again_on=timezone.localdate() + days * DAY, by=people.manager)


def test_proceedings_that_are_over_are_not_looked_at_again(people: Any, review: Any) -> None:
    row = make.ended(people, record(people, review, 5))
    with refuses("", "These proceedings are over."):
        reviews.look_again(row, look_again_on=timezone.localdate() + 9 * DAY, by=people.manager)


def test_a_conflict_of_somebody_else_is_recorded_by_the_manager_alone(people: Any, review: Any) -> None:
    with pytest.raises(Denied, match="Proceedings are recorded by the business manager"):
        reviews.declare_conflict(review, of=people.panel_chair, reason="A neighbour.", by=people.committee)
    assert not ConflictOfInterest.objects.exists()
    reviews.declare_conflict(review, of=people.committee, reason="A neighbour.", by=people.committee)
    assert ConflictOfInterest.objects.get().user == people.committee


# Terms of reference ---------------------------------------------------------------------------------------


def write(row: TermsOfReference, people: Any, **values: Any) -> TermsOfReference:
    day = datetime.date(2010, 1, 1)
    values = {"version": row.version, "scope_start": day, "scope_end": day, "questions": ["Why?"]} | values
    return terms.write(row, by=people.manager, **values)


def test_terms_in_force_are_not_written_over(people: Any, review: Any) -> None:
    make.appointed(people, review)
    row = make.agreed_terms(people, review)
    with refuses("", "This version is in force. Begin a new version to change it."):
        write(row, people, questions=["Another question?"])
    assert "Another" not in row.questions.last().text.original


def test_the_scope_ends_on_or_after_its_first_day(people: Any, review: Any) -> None:
    row = terms.draft(review, by=people.manager)
    with refuses("scope_end", "The last day of the scope must not be before the first."):
        write(row, people, scope_end=datetime.date(2009, 12, 31))
    row = write(row, people)
    assert row.scope_start == row.scope_end


def test_a_stale_save_of_the_terms_overwrites_nothing(people: Any, review: Any) -> None:
    row = terms.draft(review, by=people.manager)
    write(row, people, questions=["The first?"])
    with pytest.raises(StaleForm):
        write(row, people, questions=["The second?"])
    assert [item.text.original for item in row.questions.all()] == ["The first?"]


def test_a_new_version_begins_with_what_is_in_force(people: Any, review: Any) -> None:
    make.appointed(people, review)
    before = make.agreed_terms(people, review)
    row = terms.draft(review, by=people.manager)
    assert (row.issue, row.scope_start, row.scope_end) == (2, before.scope_start, before.scope_end)
    assert [item.text.original for item in row.questions.all()] == [
        item.text.original for item in before.questions.all()
    ]
    assert terms.draft(review, by=people.manager) == row


def test_a_clock_that_starts_with_the_decision_ends_six_months_later() -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC), tick=True):
        review = make.review()
        clock = reviews.sign_off_clock(review)
    assert clock.due_on == datetime.date(2026, 9, 4)
    assert clock.owner_role == "board_chair"
