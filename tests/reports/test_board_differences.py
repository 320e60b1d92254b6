"""Where the boards’ leaflets differ, the portal differs: a row a difference, seen on pages, in gates and on clocks."""

from __future__ import annotations

import datetime
import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.services import editions
from reviews.models import Review
from reviews.services import criteria, reviews
from scr_portal import workflow
from scr_portal.deadlines.models import Deadline
from tests import make
from tests.asking import again
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

H, K, P = "hampshire-2006", "kingston-2006", "portsmouth-2010"
C, W = "cambridgeshire-peterborough-2015", "isle-of-wight"
BOARDS = (H, K, C, W, P)
SILENT = "Portal default; the {} leaflet is silent"


def rows(**expected: Any) -> Any:
    """One test a board, with what is expected of it."""
    return pytest.mark.parametrize(
        ("code", "expected"), [(globals()[key], expected[key]) for key in expected]
    )


def people_of(code: str) -> SimpleNamespace:
    return make.staff(make.board(procedure=code, phone="01632 960123", email="office@fennmouth.example"))


def read(page: str, by: Any = None) -> str:
    """The words of a page, as somebody reads them."""
    client = sign_in(Client(), by) if by else Client()
    return words_of(client.get(page).content.decode())


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def missing(gate: str, subject: Any) -> list[workflow.Outstanding]:
    return list(workflow.registered()[gate].missing(subject))


def answered(people: SimpleNamespace, *met: str) -> Any:
    """The criteria, answered yes to these limbs alone."""
    about = make.referral(people)
    made = criteria.begin(about, by=people.committee)
    for limb in made.procedure.criteria:
        yes = "yes" if limb.code in met else "no"
        criteria.answer(made, criterion=limb.code, met=yes, reasons="As reported.", by=people.committee)
    return again(about)


HARM = {
    H: "serious_or_permanent_harm",
    K: "serious_or_permanent_harm",
    C: "serious_harm",
    W: "serious_harm",
    P: "life_threatening_injury",
}


@rows(
    H="The answers alone do not decide it. Sometimes the board will carry out a serious case review",
    K="The answers alone do not decide it. Sometimes the board will carry out a serious case review",
    C="The answers come to: a serious case review. The boards will also carry out a serious case review",
    W="The answers alone do not decide it. The board is required to consider a serious case review",
    P="The answers come to: a serious case review. The board should always consider whether",
)
def test_serious_harm_with_concern_comes_to_what_the_leaflet_says(code: str, expected: str) -> None:
    people = people_of(code)
    about = answered(people, HARM[code], "abuse_or_neglect", "working_together")
    assert expected in read(reverse("reviews:criteria", args=[about.pk]), people.committee)
    assert expected in read(reverse("reviews:recommend", args=[about.pk]), people.committee)


@rows(
    H="The board is required to carry out a serious case review",
    K="The board is required to carry out a serious case review",
    C="The boards are required to carry out a serious case review",
    W="The board is required to consider a serious case review",
    P="Local organisations must consider whether there are any lessons to be learned",
)
def test_a_death_through_abuse_comes_to_what_the_leaflet_says(code: str, expected: str) -> None:
    about = answered(people_of(code), "death", "abuse_or_neglect")
    assert expected in about.assessment.answers_in_words


@pytest.mark.parametrize("code", BOARDS)
def test_without_concern_about_joint_working_harm_comes_to_no_review(code: str) -> None:
    about = answered(people_of(code), HARM[code], "abuse_or_neglect")
    assert about.assessment.answers_in_words == "The answers come to: no review."


@pytest.mark.parametrize("code", [H, K, C, W])
def test_without_abuse_or_neglect_nothing_follows(code: str) -> None:
    about = answered(people_of(code), "death", HARM[code], "working_together")
    assert about.assessment.answers_in_words == "The answers come to: no review."


@rows(
    H="Has a child been seriously or permanently harmed?",
    K="Has a child been seriously or permanently harmed?",
    C="Has a child been seriously harmed?",
    W="Has a child been seriously harmed?",
    P="Did a child sustain a potentially life-threatening injury",
)
def test_harm_is_asked_in_the_words_of_the_leaflet(code: str, expected: str) -> None:
    people = people_of(code)
    about = make.referral(people)
    assert expected in read(reverse("reviews:criteria", args=[about.pk]), people.committee)


@rows(H="panel", K="sub-group", C="sub-group", W="panel", P="committee")
def test_pages_call_the_body_that_recommends_as_the_board_does(code: str, expected: str) -> None:
    people = people_of(code)
    about = make.referral(people)
    assert f"The {expected} has not begun its assessment" in read(about.get_absolute_url(), people.chair)
    assert f"What does the {expected} recommend?" in read(
        reverse("reviews:recommend", args=[about.pk]), people.committee
    )
    about = criteria.recommend(
        make.assessment(people, about),
        recommendation="review",
        reasons="Met.",
        dissent="",
        by=people.committee,
    )
    page = read(reverse("reviews:decide", args=[about.pk]), people.chair)
    assert f"The {expected} recommends: a serious case review" in page
    assert f"Ask the {expected} for its recommendation again" in page


@rows(
    H=("independent chair", "author of the report", True),
    K=("chair of the review", "author of the report", False),
    C=("independent chair", "author of the report", True),
    W=("chair of the case review panel", "external reviewer", False),
    P=("independent panel chair", "independent overview author", True),
)
def test_who_leads_is_called_as_the_leaflet_does_and_is_independent_where_it_says_so(
    code: str, expected: tuple[str, str, bool]
) -> None:
    people = people_of(code)
    review = make.review(people)
    chair, author, independent = expected
    sentences = [item.sentence for item in missing("panels.chair_and_author_appointed", review)]
    assert sentences == [f"No {chair} has been appointed.", f"No {author} has been appointed."]
    asked = "Did they have any part in the case?"
    page = reverse("panels:appoint_person", args=[review.pk, "panel_chair"])
    assert (asked in read(page, people.manager)) is independent
    manager_of_an_agency = people.committee.name in read(page, people.manager)
    assert manager_of_an_agency is not independent
    page = reverse("panels:appoint_person", args=[review.pk, "overview_author"])
    assert asked in read(page, people.manager)
    assert f"Appoint the {author}" in read(page, people.manager)


@rows(
    H={"Health provider", "Children’s social care", "Housing", "Police"},
    K=set(),
    C={"Health provider", "Children’s social care", "Police", "Cafcass"},
    W=set(),
    P=set(),
)
def test_agencies_that_the_leaflet_puts_on_the_panel_have_to_be_on_it(code: str, expected: set[str]) -> None:
    people = people_of(code)
    review = make.review(people)
    waiting = missing("panels.core_agencies_on_panel", review)
    assert {item.sentence.split(": ")[1].strip(".") for item in waiting} == expected
    assert all(
        f"{review.procedure.leaflet}, Who Will Carry Out the Review?" in item.source for item in waiting
    )
    make.appointed(people, review)
    assert missing("panels.core_agencies_on_panel", review) == []


@rows(
    H="Other organisations, such as the NSPCC, sometimes take part.",
    K="The sub-group is of very experienced senior managers",
    C="Other organisations, such as Housing or the NSPCC, sometimes take part.",
    W="Others may be asked to attend or give information.",
    P="The panel is of senior managers from each agency.",
)
def test_the_panel_page_says_who_else_may_be_asked(code: str, expected: str) -> None:
    people = people_of(code)
    review = make.review(people)
    assert expected in read(reverse("panels:panel", args=[review.pk]), people.manager)


@rows(H=(4, 9), K=(4, 9), C=(6, 9), W=(6, None), P=(6, None))
def test_clocks_run_from_the_decision_and_from_the_event_where_the_leaflet_counts_from_it(
    code: str, expected: tuple[int, int | None]
) -> None:
    people = people_of(code)
    review = make.review(people)
    today, event = timezone.localdate(), review.referral.happened_on
    due = {clock.kind: clock.due_on for clock in Deadline.objects.about(review)}
    sign_off, publication = expected
    wanted = {"sign_off": today + relativedelta(months=sign_off)}
    if publication:
        wanted["publication"] = event + relativedelta(months=publication)
    assert due == wanted
    page = read(review.get_absolute_url(), people.chair)
    assert ("How the publication date is worked out" in page) is bool(publication)
    assert ("The event that led to the review on" in page) is bool(publication)


@rows(H="gives only the time", K="gives only the time", C="gives only the time", W="gives no time", P="")
def test_a_time_that_no_leaflet_gives_says_that_it_is_the_portals(code: str, expected: str) -> None:
    source = make.review(people_of(code)).procedure.clock("sign_off").source
    assert source.startswith("Portal default;") is (code != P)
    assert expected in source


def test_more_time_to_publish_is_agreed_by_the_board_chair_with_a_reason() -> None:
    people = people_of(K)
    review = make.review(people)
    page = reverse("reviews:extend", args=[review.pk, "publication"])
    assert page in sign_in(Client(), people.chair).get(review.get_absolute_url()).content.decode()
    later = Deadline.objects.about(review).get(kind="publication").due_on + datetime.timedelta(days=30)
    reviews.extend(review, kind="publication", new_due_on=later, reason="An inquest.", by=people.chair)
    assert Deadline.objects.about(review).get(kind="publication").due_on == later
    assert sign_in(Client(), people.chair).get(page).status_code == 200
    none = reverse("reviews:extend", args=[make.review(people_of(W)).pk, "publication"])
    assert sign_in(Client(), people.chair).get(none).status_code == 404


@rows(
    H="Hampshire leaflet, Who Will See the Report?: ‘Your personal contact and/or the Chair of the Review",
    K="Kingston leaflet, Who Will See the Report?: ‘Your personal contact and/or the Chair of the Review",
    C="Cambridgeshire and Peterborough leaflet, Who Will See the Report?: ‘Your personal contact or the chair",
    W="Isle of Wight leaflet, What happens next?: a representative ‘will inform you of the outcome’",
    P="Isle of Wight leaflet: a representative ‘will inform you of the outcome’",
)
def test_who_tells_the_family_the_result_is_said_by_the_boards_own_leaflet(code: str, expected: str) -> None:
    _, edition = make.ready_to_publish(people_of(code), told=False)
    [matter] = missing("reports.family_told_the_result", edition)
    assert matter.source.startswith(expected)


@rows(H=True, K=True, C=False, W=False, P=True)
def test_a_copy_is_owed_before_publication_where_the_board_promises_it(code: str, expected: bool) -> None:
    people, edition = make.ready_to_publish(people_of(code), copied=False)
    waiting = missing("reports.family_has_a_copy", edition)
    assert bool(waiting) is expected
    if expected:
        with pytest.raises(workflow.TransitionBlocked, match="has not had a copy of exactly this text"):
            editions.publish(edition, by=people.manager)
    else:
        assert editions.publish(edition, by=people.manager).status == "published"


@rows(
    H=("on request", {"summary"}),
    K=("on request", {"summary"}),
    C=("online", {"overview"}),
    W=("online", {"overview"}),
    P=("online", {"overview", "summary"}),
)
def test_what_everybody_reads_and_how(code: str, expected: tuple[str, set[str]]) -> None:
    how, texts = expected
    people, edition = make.ready_to_publish(people_of(code))
    edition = editions.publish(edition, by=people.manager)
    assert {name for name in ("overview", "summary") if getattr(edition, name)} == texts
    page = read(reverse("reports:published_report", args=[edition.slug]))
    pdf = reverse("reports:published_pdf", args=[edition.slug])
    listed = read(reverse("reports:published"))
    assert edition.title in page
    assert edition.title in listed
    if how == "online":
        assert ("Overview report" in page, "Executive summary" in page) == (
            "overview" in texts,
            "summary" in texts,
        )
        assert "was not seen in spring" in page
        assert "Published on" in listed
        assert Client().get(pdf).status_code == 200
        return
    assert "was not seen in spring" not in page
    assert (
        "Anyone who wants to read the executive summary of this review can ask the board’s manager for it."
        in page
    )
    assert "01632 960123" in page
    assert "office@fennmouth.example" in page
    assert "Available on request since" in listed
    assert Client().get(pdf).status_code == 404
    assert sign_in(Client(), people.chair).get(pdf).status_code == 404
    assert sign_in(Client(), people.manager).get(pdf).status_code == 200
    assert pdf in sign_in(Client(), people.manager).get(edition.get_absolute_url()).content.decode()


@pytest.mark.parametrize("code", [H, K, C])
def test_publication_meets_its_clock(code: str) -> None:
    people, edition = make.ready_to_publish(people_of(code))
    clock = Deadline.objects.about(edition.review).get(kind="publication")
    assert clock.met_on is None
    editions.publish(edition, by=people.manager)
    clock.refresh_from_db()
    assert clock.met_on == timezone.localdate()


@rows(
    H=SILENT.format("Hampshire"),
    K=SILENT.format("Kingston"),
    C="Cambridgeshire and Peterborough leaflet, Who Will See the Report?: ‘If there are criminal proceedings",
    W=SILENT.format("Isle of Wight"),
    P="Cambridgeshire and Peterborough leaflet: ‘not available until after the end of the trial’",
)
def test_a_trial_holds_publication_and_the_page_says_who_promised_it(code: str, expected: str) -> None:
    people = people_of(code)
    review = make.review(people)
    reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="The trial is listed.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=30),
        by=people.manager,
    )
    [matter] = missing("reviews.no_hold_on_publication", again(review))
    assert matter.source.startswith(expected)


def test_two_boards_have_one_office_and_one_leaflet() -> None:
    """Cambridgeshire and Peterborough: whoever serves both reads the cases of both; nobody else reads the other’s."""
    office = people_of(C)
    other = people_of(C)
    office.manager.memberships.create(board=other.board, role="business_manager")
    reviews_of_both = [make.review(office), make.review(other)]
    assert set(Review.objects.visible_to(office.manager)) == set(reviews_of_both)
    assert set(Review.objects.visible_to(other.manager)) == {reviews_of_both[1]}
    assert {review.procedure_code for review in reviews_of_both} == {C}
