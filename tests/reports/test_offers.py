"""What is offered for a passage reads in its sentence: the words beside it that belong to it are replaced with it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from reports.marking import as_it_stands
from reports.models import PublicEdition, ResidualFlag
from reports.services import flags, freezing, offers
from reports.services.offers import Offer
from tests import make
from tests.asking import again
from tests.platform.signing_in import sign_in
from tests.refusing import refuses
from tests.reports.test_editions import signed_with

pytestmark = pytest.mark.django_db

TEXT = (
    "Tamsin Quillfeather was seen on 3 March 2009. By the 5th of May 2009 nobody had called, and she was fourteen months old.\n\n"
    "The note of 3 March 2009 was lost."
)


@pytest.fixture
def people() -> SimpleNamespace:
    """An edition with a day at two places, in two kinds of sentence, with another day and an age between."""
    people, report = signed_with(TEXT)
    people.edition = make.edition(people, report, cleared=False)
    people.first, people.by_then, people.age, people.note = people.edition.flags.filter(place="overview")
    return people


def standing(edition: PublicEdition) -> str:
    return as_it_stands(again(edition), "overview")


def nearest(flag: ResidualFlag) -> Offer:
    return offers.offered(again(flag))[0]


def test_the_preposition_goes_with_the_day_and_the_rest_of_the_sentence_stays(
    people: SimpleNamespace,
) -> None:
    for flag in (people.first, people.by_then, people.age, people.note):
        flags.settle(flag, decision="coarsen", offer=nearest(flag).key, by=people.manager)
    text = standing(people.edition)
    assert "was seen in March 2009. By May 2009 nobody had called, and she was one year old.\n" in text
    assert "The note of March 2009 was lost." in text
    assert again(people.edition).digest == freezing.digest_of(again(people.edition))


def test_the_same_day_elsewhere_reads_as_its_own_sentence_needs_it(people: SimpleNamespace) -> None:
    flags.settle(
        people.first, decision="coarsen", offer=nearest(people.first).key, together=True, by=people.manager
    )
    assert "was seen in March 2009." in standing(people.edition)
    assert "The note of March 2009 was lost." in standing(people.edition)


def test_an_answer_taken_back_leaves_the_text_and_the_passage_as_they_were(people: SimpleNamespace) -> None:
    before = again(people.edition)
    flags.settle(
        people.first, decision="coarsen", offer=nearest(people.first).key, together=True, by=people.manager
    )
    assert str(again(people.first).text) == "on 3 March 2009"
    assert len(flags.take_back(again(people.first), together=True, by=people.manager)) == 2
    after = again(people.edition)
    assert (str(after.overview), after.digest) == (str(before.overview), before.digest)
    assert str(again(people.first).text) == "3 March 2009"


def test_another_answer_in_place_of_an_offer_stands_for_what_was_flagged_alone(
    people: SimpleNamespace,
) -> None:
    flags.settle(people.first, decision="coarsen", offer=nearest(people.first).key, by=people.manager)
    flags.settle(again(people.first), decision="remove", by=people.manager)
    assert "was seen on [removed]." in standing(people.edition)
    flags.settle(again(people.first), decision="keep", reason="It was printed.", by=people.manager)
    assert "was seen on 3 March 2009." in standing(people.edition)


def test_words_do_not_reach_into_the_passage_beside_them(people: SimpleNamespace) -> None:
    """The preposition lies in another passage: what is offered stays beside it, and is offered all the same."""
    people.first.text = "by the"
    people.first.save()
    people.edition.overview = "Nobody called [unsettled 1] [unsettled 2]."
    people.edition.save()
    offered = offers.offered(people.edition.flags.get(place="overview", number=2))
    assert offered[0].words == "day in May 2009"
    assert all(offer.before <= 1 for offer in offered)


def test_words_that_are_not_offered_any_more_are_refused(people: SimpleNamespace) -> None:
    said = "The words around this passage have changed since you opened it. Look at what is offered now."
    with refuses("", said):
        flags.settle(people.first, decision="coarsen", offer="0-9-0-somewhere else", by=people.manager)
    assert again(people.first).decision == ""


def test_the_page_offers_the_words_as_they_will_read_and_takes_them_with_one_press(
    people: SimpleNamespace,
) -> None:
    client = sign_in(Client(), people.manager)
    path = reverse("reports:flag", args=[people.edition.review_id, people.by_then.pk])
    page = client.get(path).content.decode()
    assert ">By May 2009</button>" in page
    assert "By the March" not in page
    sent = {"decision": "coarsen", "offer": nearest(people.by_then).key, "seen": ""}
    assert client.post(path, sent).status_code == 302
    assert "By May 2009 nobody had called" in standing(people.edition)
