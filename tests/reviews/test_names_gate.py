"""No document goes on while a name in its own text waits: terms, management review, report and public edition."""

from __future__ import annotations

import datetime
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from panels.services import imrs
from reports.services import editions, reports
from reviews.gates import names_settled
from reviews.models import Review, TermsOfReference, UnknownName
from reviews.models.unknown_names import stand
from reviews.procedures import get
from reviews.services import reviews, terms, unknown_names
from scr_portal import workflow
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.web.stale import version_of
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
NAMED = "Nesta Goonhilly was told twice, and Nesta Goonhilly wrote it down."


@pytest.fixture
def people(settings: Any) -> SimpleNamespace:
    settings.SECOND_FACTOR_WAIVED = True
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.appointed(people, make.review(people))


def unknown(surface: str) -> UnknownName:
    return next(name for name in UnknownName.objects.all() if name.surface == surface)


def settle(people: SimpleNamespace, surface: str = "Nesta Goonhilly") -> None:
    unknown_names.answer_as_word(unknown(surface), settled_as="allow", by=people.manager)


def missing(subject: Any) -> list[str]:
    return [item.sentence for item in names_settled(type(subject).objects.get(pk=subject.pk))]


def draft(people: SimpleNamespace, review: Review, question: str = NAMED) -> TermsOfReference:
    made = terms.draft(review, by=people.manager)
    scope = {"scope_start": datetime.date(1998, 1, 1), "scope_end": datetime.date(2010, 9, 30)}
    return terms.write(
        made, version=made.version, questions=["Was she seen?", question], by=people.manager, **scope
    )


def written(people: SimpleNamespace, review: Review, text: str = NAMED) -> Any:
    """A report whose overview holds a name that nobody has settled."""
    make.agreed_terms(people, review)
    asked = make.commission(people, review)
    make.relative(people, review)
    reviews.advance(review, "gathering", by=people.manager)
    make.accepted_imr(people, asked)
    reviews.advance(review, "reporting", by=people.manager)
    made = reports.begin(review, by=people.author)
    for part in ("overview", "summary"):
        made = reports.write(made, part=part, text=text, version=version_of(made, part), by=people.author)
    return made


def test_once_the_report_is_signed_off_an_authors_name_is_the_managers_to_settle(
    people: SimpleNamespace, review: Review
) -> None:
    make.agreed_terms(people, review)
    made = make.commission(people, review).management_review
    made = imrs.write(made, section="summary", text=NAMED, version=0, by=made.author)
    (before,) = names_settled(made)
    made.review.status = "signed_off"
    (after,) = names_settled(made)
    assert (before.owner.user, after.owner.user) == (str(made.author.pk), "")
    assert after.owner.role == "business_manager"


def test_terms_are_put_forward_and_agreed_only_without_an_unsettled_name(people: Any, review: Review) -> None:
    made = draft(people, review)
    label = unknown("Nesta Goonhilly").label
    sentence = f"One name in the terms of reference is not settled: {label} twice."
    with pytest.raises(TransitionBlocked, match="not settled"):
        terms.propose(made, by=people.manager)
    assert missing(made) == [sentence]

    settle(people)
    made = terms.propose(made, by=people.manager)
    unknown_names.take_back(unknown("Nesta Goonhilly"), by=people.manager)
    with pytest.raises(TransitionBlocked, match="not settled"):
        terms.agree(made, by=people.panel_chair)
    settle(people)
    assert terms.agree(made, by=people.panel_chair).status == "agreed"


def test_what_was_noticed_of_where_names_stand_opens_no_gate(people: Any, review: Review) -> None:
    terms = draft(people, review)
    waits = missing(terms)
    assert waits
    stand([name.pk for name in UnknownName.objects.waiting()], False)
    assert missing(terms) == waits


def test_a_name_elsewhere_in_the_case_holds_nothing_back(people: Any) -> None:
    review = make.appointed(people, make.review(people, account=NAMED))
    assert UnknownName.objects.waiting().count() == 1
    assert missing(draft(people, review, "Was she heard?")) == []


def test_a_management_review_is_handed_in_and_accepted_only_without_one(people: Any, review: Review) -> None:
    make.agreed_terms(people, review)
    asked = make.commission(people, review)
    made = make.ready_imr(asked)
    made = imrs.write(
        made, section="lessons", text=NAMED, version=version_of(made, "lessons"), by=asked.author
    )
    label, agency = unknown("Nesta Goonhilly").label, asked.agency
    assert missing(made) == [f"One name in the management review of {agency} is not settled: {label} twice."]
    with pytest.raises(TransitionBlocked, match="not settled"):
        imrs.submit(made, by=asked.author)
    settle(people)
    made = imrs.submit(made, by=asked.author)
    unknown_names.take_back(unknown("Nesta Goonhilly"), by=people.manager)
    with pytest.raises(TransitionBlocked, match="not settled"):
        imrs.accept(made, by=people.panel_chair)


def test_a_report_goes_round_is_agreed_and_signed_only_without_one(people: Any, review: Review) -> None:
    made = written(people, review)
    label = unknown("Nesta Goonhilly").label
    assert missing(made) == [f"One name in the overview report is not settled: {label} 4 times."]
    with pytest.raises(TransitionBlocked, match="not settled"):
        reports.submit(made, by=people.author)
    settle(people)
    made = reports.submit(made, by=people.author)
    unknown_names.take_back(unknown("Nesta Goonhilly"), by=people.manager)
    with pytest.raises(TransitionBlocked, match="not settled"):
        reports.agree(made, digest=made.digest, by=people.panel_chair)
    settle(people)
    reports.agree(made, digest=made.digest, by=people.panel_chair)
    unknown_names.take_back(unknown("Nesta Goonhilly"), by=people.manager)
    with pytest.raises(TransitionBlocked, match="not settled"):
        reports.sign_off(made, digest=made.digest, by=people.chair)


def test_a_public_edition_is_made_and_cleared_only_without_one(people: Any, review: Review) -> None:
    made = reports.submit(written(people, review, "She was seen twice."), by=people.author)
    reports.agree(made, digest=made.digest, by=people.panel_chair)
    reports.sign_off(made, digest=made.digest, by=people.chair)
    made.refresh_from_db()
    edition = make.edition(people, made, cleared=False)
    assert "reviews.names_settled" in edition.TRANSITIONS["prepared", "cleared"]
    assert missing(edition) == []
    editions.set_aside(edition, by=people.manager)

    made.overview.write(NAMED)
    made.save()
    with pytest.raises(TransitionBlocked, match="One name in the overview report is not settled"):
        editions.prepare(made, title="A child not seen", by=people.manager)
    sign_in_and_open = reverse("reports:edition_prepare", args=[review.pk])
    assert missing(made) != [], sign_in_and_open


@pytest.mark.parametrize("slug", ["terms", "management-review", "report", "edition"])
def test_a_board_whose_procedure_leaves_a_document_out_is_not_asked(
    people: Any, review: Review, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = draft(people, review)
    procedure = get("portsmouth-2010")
    kept = tuple(name for name in procedure.names.settled_before if name != slug)
    rule = replace(procedure.names, settled_before=kept)
    monkeypatch.setattr(Review, "procedure", replace(procedure, names=rule))
    assert bool(missing(made)) is (slug != "terms")


def test_the_source_is_the_leaflet_and_of_the_terms_the_reason_of_the_portal(
    people: Any, review: Review
) -> None:
    (of_terms,) = names_settled(draft(people, review))
    assert of_terms.source.startswith("Portal default: the terms of reference ‘will be shared with you")
    settle(people)
    make.agreed_terms(people, review)
    imr = make.imr(people, review)
    imr.lessons.write("Keith Venn was asked.")
    imr.save()
    (of_review,) = names_settled(imr)
    assert of_review.source.startswith("Portsmouth leaflet, Will I be identified in the Report?")


def test_many_names_are_counted_and_the_first_six_said_by_their_labels(people: Any, review: Review) -> None:
    names = ["Nesta Goonhilly", "Oswin Carrow", "Hedra Trewin", "Denzil Rosewarne", "Imogen Treloar"]
    names += ["Perran Hockaday", "Zofia Wieczorek", "Kwabena Asante"]
    (sentence,) = missing(draft(people, review, " ".join(f"{name} came." for name in names)))
    assert sentence.startswith("Eight names in the terms of reference are not settled: [person ")
    assert sentence.count("[") == 6
    assert sentence.endswith(" once and two others.")


def test_a_matter_of_its_own_leads_whoever_owes_it_to_a_queue_of_these_names_alone(
    client: Any, people: Any
) -> None:
    review = make.appointed(people, make.review(people, account="Keith Venn rang."))
    draft(people, review)
    keeping.catch_up()
    row = next(item for item in items_for(people.manager) if "in the terms of reference" in item.words)
    assert row.words == "Settle one name in the terms of reference"
    sign_in(client, people.manager)
    asked = html.fromstring(client.get(row.url).content).text_content()
    assert "1 name in the terms of reference waits" in asked
    assert "Goonhilly" not in asked
    reason = {"reason": "Settling the names of the terms."}
    client.post(reverse("reviews:named_view", args=["review", review.pk]), reason)
    page = html.fromstring(client.get(row.url).content)
    waiting = [item.text_content() for item in page.xpath("//ol[contains(@class, 'portal-names')]/li/a")]
    assert [" ".join(text.split()) for text in waiting] == ["“Nesta Goonhilly”"]

    answer = {"name": [str(unknown("Nesta Goonhilly").pk)], "answer": "allow"}
    after = client.post(f"{row.url}?open={unknown('Nesta Goonhilly').pk}", answer, follow=True)
    assert after.redirect_chain[-1][0].startswith(row.url)
    words = " ".join(html.fromstring(after.content).text_content().split())
    assert "No name in this document waits." in words
    assert UnknownName.objects.waiting().count() == 1


def test_the_chair_reads_what_waits_and_is_not_led_to_a_page_that_is_not_theirs(
    client: Any, people: Any, review: Review
) -> None:
    made = draft(people, review)
    settle(people)
    terms.propose(made, by=people.manager)
    unknown_names.take_back(unknown("Nesta Goonhilly"), by=people.manager)
    queue = reverse("reviews:names_of", args=[review.pk, "terms", made.pk])
    page = reverse("reviews:terms_agree", args=[review.pk])
    for person, led in ((people.panel_chair, False), (people.manager, True)):
        sign_in(client, person)
        address = page if person == people.panel_chair else reverse("reviews:terms", args=[review.pk])
        shown = client.get(address).content.decode()
        assert "One name in the terms of reference is not settled" in shown
        assert (queue in shown) is led


def test_a_document_of_another_case_has_no_queue_here(client: Any, people: Any, review: Review) -> None:
    made, other = draft(people, review), make.appointed(people, make.review(people))
    sign_in(client, people.manager)
    assert client.get(reverse("reviews:names_of", args=[other.pk, "terms", made.pk])).status_code == 404
    assert client.get(reverse("reviews:names_of", args=[review.pk, "poem", made.pk])).status_code == 404


def test_every_transition_that_hands_a_document_on_asks_for_its_names(people: Any) -> None:
    asked = {
        f"{model._meta.object_name} {start} {end}"
        for model in workflow_models()
        for (start, end), gates in model.TRANSITIONS.items()
        if "reviews.names_settled" in gates
    }
    assert asked == {
        "TermsOfReference draft proposed",
        "TermsOfReference proposed agreed",
        "ManagementReview draft submitted",
        "ManagementReview returned submitted",
        "ManagementReview submitted accepted",
        "OverviewReport draft submitted",
        "OverviewReport returned submitted",
        "OverviewReport submitted agreed",
        "OverviewReport agreed signed",
        "PublicEdition prepared cleared",
    }
    assert workflow.registered()["reviews.names_settled"].source


def workflow_models() -> list[Any]:
    from django.apps import apps

    return [model for model in apps.get_models() if hasattr(model, "TRANSITIONS")]
