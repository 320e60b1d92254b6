"""Two people at one moment: real threads, each with its own connection, make one effect."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from panels.services import interviews
from reports.models import PublicEdition, SignOff
from reports.services import editions, reports
from reviews.models import Decision, Review
from reviews.services import decisions, reviews
from scr_portal.audit.models import AuditEvent
from scr_portal.workflow import TransitionBlocked
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; what each returned or raised, in order."""
    start = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            answers[number] = act()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_two_decisions_at_once_make_one_decision_and_one_review() -> None:
    people = make.staff(make.board())
    about = make.recommended(people)

    def decide() -> Any:
        return decisions.decide(about, outcome="review", reasons="The committee is right.", by=people.chair)

    answers = at_once(decide, decide)

    assert sum(isinstance(one, Decision) for one in answers) == 1
    assert sum(isinstance(one, TransitionBlocked) for one in answers) == 1
    assert Decision.objects.filter(referral=about).count() == 1
    assert Review.objects.filter(referral=about).count() == 1
    assert AuditEvent.objects.filter(verb="review.opened").count() == 1


def test_two_signatures_at_once_make_one_signature() -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)
    SignOff.objects.get(report=report, capacity="board_chair").delete()
    report.status = "agreed"
    report.save()
    review = Review.objects.get(pk=report.review_id)
    review.status = "reporting"
    review.save()
    digest = report.digest
    clock = reviews.sign_off_clock(review)
    clock.met_on = None
    clock.save()

    def sign() -> Any:
        return reports.sign_off(report, digest=digest, by=people.chair)

    answers = at_once(sign, sign)

    assert [type(one) for one in answers] == [SignOff, SignOff]
    assert answers[0].pk == answers[1].pk
    assert SignOff.objects.filter(report=report, capacity="board_chair").count() == 1


def test_two_confirmations_at_once_are_one_act() -> None:
    record = make.interview()

    def confirm() -> Any:
        return interviews.confirm(record, by=record.interviewee)

    answers = at_once(confirm, confirm)

    assert {str(one.status) for one in answers} == {"confirmed"}
    assert AuditEvent.objects.filter(verb="interview.confirmed").count() == 1


def test_a_hold_placed_in_the_same_second_as_publication_wins() -> None:
    people, edition = make.ready_to_publish()
    placed = threading.Event()

    def hold() -> None:
        with transaction.atomic():
            reviews.record_proceeding(
                edition.review,
                kind="criminal",
                holds_publication=True,
                holds_family_contact=False,
                reason="A charge was brought this morning.",
                look_again_on=timezone.localdate() + datetime.timedelta(days=30),
                by=people.manager,
            )
            placed.set()
            threading.Event().wait(0.5)  # not committed yet, while the other click is on its way

    def publish() -> Any:
        placed.wait(10)
        return editions.publish(PublicEdition.objects.get(pk=edition.pk), by=people.manager)

    _, answer = at_once(hold, publish)

    assert isinstance(answer, TransitionBlocked)
    assert {item.gate for item in answer.outstanding} == {"reviews.no_hold_on_publication"}
    assert PublicEdition.objects.get(pk=edition.pk).status == "rendered"


def test_two_clicks_on_publish_make_one_publication() -> None:
    people, edition = make.ready_to_publish()

    def publish() -> Any:
        return editions.publish(PublicEdition.objects.get(pk=edition.pk), by=people.manager)

    answers = at_once(publish, publish)

    assert {str(one.status) for one in answers} == {"published"}
    assert AuditEvent.objects.filter(verb="edition.published").count() == 1
