"""Authors answer for the names of their own texts, and learn no other real name by it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from panels.services import imrs
from reviews.actions import ReviewAction
from reviews.models import Identity, SettledName, UnknownName
from reviews.services import identities, names_together, unknown_names
from reviews.services.unknown_names import BeyondOwnWords
from scr_portal import access
from scr_portal.access import Denied
from scr_portal.accounts.services import memberships
from scr_portal.audit.models import AuditEvent
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.web.stale import version_of
from scr_portal.web.words import counted
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
LESSONS = "Keith Venn rang twice. Venn wrote it down, and Health Visitor 3 heard of it."
ACCOUNT = "Tamsin Quillfeather was unwell. Zofia Wieczorek of the ward said so, and Keith Venn stood by."


@pytest.fixture
def case(settings: Any) -> SimpleNamespace:
    """A management review with a name, in a case whose referral and register hold others."""
    settings.SECOND_FACTOR_WAIVED = True
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people, account=ACCOUNT))
    make.agreed_terms(people, review)
    asked = make.commission(people, review)
    for name, label in (("Ada Threlkeld", "Health Visitor 3"), ("Oswin Carrow", "Police Officer 8")):
        given, family = name.split()
        identities.enter(
            review.identity_register(), kind="person", canonical=name, given=given, family=family,
            role="witness", pseudonym=label, by=people.manager,
        )  # fmt: skip
    imr = make.ready_imr(asked)
    imr = imrs.write(
        imr, section="lessons", text=LESSONS, version=version_of(imr, "lessons"), by=asked.author
    )
    return SimpleNamespace(people=people, review=review, imr=imr, author=asked.author, asked=asked)


def unknown(surface: str) -> UnknownName:
    return next(name for name in UnknownName.objects.all() if name.surface == surface)


def queue(case: SimpleNamespace, page: str = "names_of") -> str:
    return reverse(f"reviews:{page}", args=[case.review.pk, "management-review", case.imr.pk])


def read(answer: Any) -> str:
    return " ".join(html.fromstring(answer.content).find(".//main").text_content().split())


def answer(client: Any, case: SimpleNamespace, surface: str, value: str, **more: Any) -> Any:
    name = unknown(surface)
    values = {"name": [str(name.pk)], "answer": value} | more
    return client.post(f"{queue(case)}?open={name.pk}", values, follow=True)


def lessons(case: SimpleNamespace) -> str:
    return str(type(case.imr).objects.get(pk=case.imr.pk).lessons)


# The page


def test_the_author_reads_their_sentences_without_a_reason_and_nobody_elses(client: Any, case: Any) -> None:
    sign_in(client, case.author)
    answered = client.get(queue(case))
    page = read(answered)
    assert "names in the management review of" in page
    assert "Keith Venn rang twice." in page
    assert "You wrote these words, so you know who is meant." in page
    for elsewhere in ("Zofia", "Wieczorek", "of the ward", "stood by", "Threlkeld", "Oswin"):
        assert elsewhere not in answered.content.decode()
    assert answered["Cache-Control"] == "no-store, private"
    assert AuditEvent.objects.filter(verb="read", actor_id=case.author.pk, facts__what="own_names").exists()


def test_labels_of_the_own_text_alone_are_offered_without_names_or_reasons(client: Any, case: Any) -> None:
    sign_in(client, case.author)
    page = html.fromstring(client.get(f"{queue(case)}?open={unknown('Keith Venn').pk}").content)
    offers = [" ".join(button.text_content().split()) for button in page.xpath("//button[@data-key]")]
    chosen = page.xpath("//select[@name='identity']/option/text()")
    child = Identity.objects.get(role="subject child").pseudonym
    assert [text.strip() for text in chosen] == ["Choose one", child, "Health Visitor 3"]
    assert not any("Police Officer 8" in text or "family name" in text for text in offers)
    assert not any("Named on purpose" in text for text in offers)


def test_nobody_else_of_the_case_opens_it(client: Any, case: Any) -> None:
    for person in (case.people.panel_chair, case.people.author, case.people.committee):
        sign_in(client, person)
        for page in ("names_of", "names_of_new", "names_of_undo"):
            assert client.post(queue(case, page)).status_code in (403, 404)
    sign_in(client, case.author)
    assert client.get(reverse("reviews:names", args=[case.review.pk])).status_code == 403


# Answers


def test_the_author_says_a_word_is_no_name_and_takes_it_back(client: Any, case: Any) -> None:
    sign_in(client, case.author)
    assert "is a word here, not a name." in read(answer(client, case, "Keith Venn", "not_a_name"))
    assert "Keith Venn rang" in lessons(case)
    name = unknown("Keith Venn")
    assert name.answered_by == case.author
    back = client.post(queue(case, "names_of_undo"), {"name": [str(name.pk)]}, follow=True)
    assert "Taken back: “Keith Venn” waits again." in read(back)
    assert not SettledName.objects.exists()


def test_the_author_answers_with_a_label_of_their_text(client: Any, case: Any) -> None:
    sign_in(client, case.author)
    known = Identity.objects.get(pseudonym="Health Visitor 3")
    after = answer(client, case, "Keith Venn", f"known:{known.pk}", sure="on")
    assert "“Keith Venn” is Health Visitor 3." in read(after)
    assert "Health Visitor 3 rang twice" in lessons(case)


def test_the_author_enters_somebody_new_in_the_words_they_wrote(client: Any, case: Any) -> None:
    sign_in(client, case.author)
    form = answer(client, case, "Keith Venn", "new:person")
    page = html.fromstring(form.content)
    assert page.xpath("//input[@name='canonical']/@disabled")
    values = {
        "kind": "person",
        "canonical": "Somebody Else",
        "role": "school nurse",
        "pseudonym": "",
        "sure": "on",
    }
    client.post(form.redirect_chain[-1][0], values)
    person = Identity.objects.get(role="school nurse")
    assert person.canonical == "Keith Venn"
    assert unknown("Keith Venn").answered_by == case.author
    assert person.pseudonym in lessons(case)


# What is refused


def test_an_author_does_not_say_what_is_named_on_purpose(client: Any, case: Any) -> None:
    with pytest.raises(Denied):
        unknown_names.answer_as_word(unknown("Keith Venn"), settled_as="allow", by=case.author)
    sign_in(client, case.author)
    assert answer(client, case, "Keith Venn", "allow").status_code == 403


def test_an_author_answers_with_nobody_whose_label_they_have_not_read(case: Any) -> None:
    other = Identity.objects.get(pseudonym="Police Officer 8")
    with pytest.raises(BeyondOwnWords):
        unknown_names.answer_as_known(unknown("Keith Venn"), identity=other, by=case.author)


@pytest.mark.parametrize(
    "values", [{"kind": "date_of_birth"}, {"aliases": ["K. Venn"]}, {"canonical": "Kenneth Vennor"}]
)
def test_an_author_enters_nothing_beyond_what_they_wrote(case: Any, values: Any) -> None:
    with pytest.raises(
        BeyondOwnWords, match="You answer with names as you wrote them and with labels of your own text"
    ):
        unknown_names.answer_as_new(
            unknown("Keith Venn"),
            **({"kind": "person", "pseudonym": "Nurse 4", "role": "nurse"} | values),
            by=case.author,
        )


def test_a_name_that_stands_in_no_text_of_theirs_is_not_the_authors(client: Any, case: Any) -> None:
    zofia = unknown("Zofia Wieczorek")
    sentence = "A name is settled by the business manager and by the author in whose text it stands."
    assert access.refusal(ReviewAction.ANSWER_NAME, case.author, zofia) == sentence
    with pytest.raises(Denied):
        unknown_names.answer_as_word(zofia, settled_as="not_a_name", by=case.author)
    sign_in(client, case.author)
    new = client.get(f"{queue(case, 'names_of_new')}?as=person&name={zofia.pk}", follow=True)
    assert "Zofia" not in new.content.decode()


def test_a_label_taken_over_from_another_text_tells_its_author_nothing(client: Any, case: Any) -> None:
    zofia = unknown("Zofia Wieczorek")
    imrs.write(
        case.imr, section="analysis", text=f"I asked {zofia.label} about it.",
        version=version_of(case.imr, "analysis"), by=case.author,
    )  # fmt: skip
    sign_in(client, case.author)
    answered = client.get(queue(case))
    assert "Zofia" not in answered.content.decode()
    assert (
        "One further label stands in your text that you took over from another one. "
        "The business manager settles what stands behind." in read(answered)
    )
    with pytest.raises(Denied):
        unknown_names.answer_as_word(zofia, settled_as="not_a_name", by=case.author)
    keeping.catch_up()
    assert f"Settle two names in the management review of {case.asked.agency}" in [
        item.words for item in items_for(case.author)
    ]
    others = UnknownName.objects.waiting().count() - 2
    assert f"Settle {counted(others, 'name')}" in [item.words for item in items_for(case.people.manager)]


def test_an_author_does_not_take_back_what_the_manager_answered(client: Any, case: Any) -> None:
    unknown_names.answer_as_word(unknown("Keith Venn"), settled_as="allow", by=case.people.manager)
    with pytest.raises(Denied):
        unknown_names.take_back(unknown("Keith Venn"), by=case.author)
    sign_in(client, case.author)
    back = client.post(queue(case, "names_of_undo"), {"name": [str(unknown("Keith Venn").pk)]}, follow=True)
    assert "This answer has been taken back already." in read(back)
    assert unknown("Keith Venn").answer == "allow"


def test_somebody_who_no_longer_writes_for_the_agency_answers_nothing(case: Any) -> None:
    memberships.end(case.author.memberships.get(), by=case.people.manager)
    author = type(case.author).objects.get(pk=case.author.pk)
    assert access.refusal(ReviewAction.SETTLE_OWN_NAMES, author, case.imr) == "This belongs to another board."


def test_the_chair_who_reads_a_review_does_not_settle_its_names(case: Any) -> None:
    sentence = "The names in a text are settled by its author and by the business manager."
    assert access.refusal(ReviewAction.SETTLE_OWN_NAMES, case.people.panel_chair, case.imr) == sentence


# Who sees that it waits


def test_the_authors_names_wait_with_the_author_and_the_rest_with_the_manager(client: Any, case: Any) -> None:
    keeping.catch_up()
    own = [item.words for item in items_for(case.author)]
    rest = [item.words for item in items_for(case.people.manager) if not item.waiting_for]
    standing = len([name for name in UnknownName.objects.waiting() if name.label in lessons(case)])
    assert standing == 2
    assert f"Settle two names in the management review of {case.asked.agency}" in own
    others = UnknownName.objects.waiting().count() - standing
    assert f"Settle {counted(others, 'name')}" in rest
    sign_in(client, case.people.manager)
    reason = {"reason": "Settling the names of a review."}
    client.post(reverse("reviews:named_view", args=["review", case.review.pk]), reason)
    page = read(client.get(reverse("reviews:names", args=[case.review.pk])))
    assert f"{others + standing} names wait" in page
    assert (
        "Two of these names wait with the authors in whose texts they stand; you may answer them too." in page
    )


def test_once_they_are_answered_the_review_is_handed_in(case: Any) -> None:
    names = [name for name in UnknownName.objects.waiting() if name.label in lessons(case)]
    names_together.answer_as_new(
        names, kind="person", canonical="Keith Venn", role="nurse", pseudonym="", by=case.author
    )
    assert imrs.submit(case.imr, by=case.author).status == "submitted"
