"""The queue of unknown names: what waits, the answers, what is asked first, and taking an answer back."""

from __future__ import annotations

import random
import re
import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from reviews.enums import IdentityKind
from reviews.models import Identity, SettledName, UnknownName
from reviews.names_queue import waiting
from reviews.services import identities, unknown_names
from reviews.services.recoding import RECODE_CASE
from reviews.services.spelling import title_before
from scr_portal.access.roles import Role
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.sealed.coding import code
from tests import cast, make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
ACCOUNT = (
    "Nuala Brightwater saw her at home. On the second visit Nuala was told of the fall. Mrs Threlkeld came. "
    "They met at Quandorly Fold on Tuesday."
)


@pytest.fixture
def people(settings: Any) -> Any:
    settings.SECOND_FACTOR_WAIVED = True
    return make.staff(make.board())


@pytest.fixture
def referral(people: Any) -> Any:
    return make.referral(people, account=ACCOUNT)


@pytest.fixture
def manager(client: Any, people: Any, referral: Any) -> Any:
    """The manager at the queue, with the named view open."""
    sign_in(client, people.manager)
    reason = {"reason": "Settling the names of a new referral."}
    client.post(reverse("reviews:named_view", args=["referral", referral.pk]), reason)
    return client


def path(referral: Any, page: str = "names") -> str:
    return reverse(f"reviews:referral_{page}", args=[referral.pk])


def read(answer: Any) -> str:
    """The words of a page, with single spaces."""
    return " ".join(html.fromstring(answer.content).find(".//main").text_content().split())


def enter(referral: Any, people: Any, name: str, label: str, role: str = "health visitor") -> Identity:
    given, _, family = name.partition(" ")
    return identities.enter(
        referral.identity_register(),
        kind=IdentityKind.PERSON,
        canonical=name,
        given=given,
        family=family,
        role=role,
        pseudonym=label,
        by=people.manager,
    )


def unknown(surface: str) -> UnknownName:
    return next(name for name in UnknownName.objects.all() if name.surface == surface)


def flag(referral: Any, text: str) -> None:
    """Have a text coded, so that its unknown names are in the queue."""
    code(text, referral.identity_register())


def answered(client: Any, referral: Any, surface: str, answer: str, **more: Any) -> Any:
    name = unknown(surface)
    values = {"name": [str(name.pk)], "answer": answer} | more
    return client.post(f"{path(referral)}?open={name.pk}", values, follow=True)


def account(referral: Any) -> str:
    return str(type(referral).objects.get(pk=referral.pk).account)


def invented(count: int, seed: int = 1) -> list[str]:
    """So many names that nobody has and that are not like each other."""
    chance = random.Random(seed)
    return [
        "".join(chance.choice(letters) for letters in ("bdgkmprtvz", "aeiou") * 4).title()
        for _ in range(count)
    ]


# Who may open it


def test_the_page_asks_why_before_it_shows_a_name(client, people, referral):
    sign_in(client, people.manager)
    asked = client.get(path(referral))
    assert "4 names wait" in read(asked)
    assert "Why do you need to see real names?" in read(asked)
    assert b"Nuala" not in asked.content
    assert b"Threlkeld" not in asked.content

    shown = client.post(
        html.fromstring(asked.content).xpath("//main//form/@action")[0],
        {"reason": "Settling the names of a new referral."},
        follow=True,
    )
    assert shown.redirect_chain[-1][0] == path(referral)
    assert "“Nuala Brightwater”, “Nuala”" in read(shown)


@pytest.mark.parametrize("page", ["names", "names_new", "names_undo"])
def test_nobody_but_the_manager_opens_it(client, people, referral, page):
    sign_in(client, people.committee)
    assert client.post(path(referral, page)).status_code == 403
    sign_in(client, make.member(make.board(), Role.BUSINESS_MANAGER))
    assert client.post(path(referral, page)).status_code == 404


# What waits


def test_names_that_are_probably_one_wait_together_and_the_heading_counts_each(manager, referral):
    page = read(manager.get(path(referral)))
    assert "4 names wait" in page
    assert "1 of 3" in page
    assert "Reads [person" in page


def test_the_open_name_shows_its_sentences_with_the_name_marked(manager, referral):
    page = html.fromstring(manager.get(path(referral)).content)
    passages = [" ".join(passage.text_content().split()) for passage in page.xpath("//main//q")]
    assert passages == [
        "Nuala Brightwater saw her at home.",
        "On the second visit Nuala was told of the fall.",
    ]
    assert [mark.text for mark in page.xpath("//main//q/mark")] == ["Nuala Brightwater", "Nuala"]


def test_a_name_chosen_in_the_list_is_open(manager, referral):
    page = read(manager.get(f"{path(referral)}?open={unknown('Quandorly Fold').pk}"))
    assert "They met at Quandorly Fold on Tuesday." in page


def test_a_text_the_manager_may_not_read_is_counted_and_never_shown(client, settings):
    settings.SECOND_FACTOR_WAIVED = True
    world = cast.world()
    review = make.review(world.people)
    cast.begin(world, review)
    record = cast.interview(world, shared=True)
    record.text = "Wilhelmina Ravensdale rang me about the stairs."
    record.save()
    sign_in(client, world.people.manager)
    reason = {"reason": "Settling the names of a review."}
    client.post(reverse("reviews:named_view", args=["review", review.pk]), reason)
    name = unknown("Wilhelmina Ravensdale")
    page = read(client.get(reverse("reviews:names", args=[review.pk]) + f"?open={name.pk}"))
    assert "In one text you may not read." in page
    assert "stairs" not in page


def test_nothing_waits_once_all_is_answered(manager, people, referral):
    for name in list(UnknownName.objects.all()):
        answered(manager, referral, name.surface, "allow")
    page = read(manager.get(path(referral)))
    assert "No name waits" in page
    assert "What the portal finds in a text from now on" in page


def test_fifty_are_listed_at_a_time_and_the_count_is_of_all(manager, referral):
    flag(referral, " ".join(f"Seen with {name} today." for name in invented(60)))
    first = html.fromstring(manager.get(path(referral)).content)
    waiting = len(first.xpath("//ol[contains(@class, 'portal-names')]/li"))
    second = html.fromstring(manager.get(f"{path(referral)}?page=2").content)
    assert waiting == 50
    assert f"{UnknownName.objects.count()} names wait" in second.text_content()
    assert len(second.xpath("//ol[contains(@class, 'portal-names')]/li")) > 0


# Answers


def test_the_likeliest_identity_is_offered_first_with_its_reason(manager, people, referral):
    enter(referral, people, "Oona Threlkeld", "Health Visitor 3")
    flag(referral, "Seen with Ada Threlkeld again.")
    page = html.fromstring(manager.get(f"{path(referral)}?open={unknown('Ada Threlkeld').pk}").content)
    first = " ".join(page.xpath("//button[@data-key='1']")[0].text_content().split())
    assert first == "1 This is Health Visitor 3 (Oona Threlkeld) same family name, another name beside it"


def test_the_register_beside_the_queue_is_sorted_as_people_sort(manager, people, referral):
    for label, name in (("Sibling 10", "Avice Thorn"), ("Sibling 2", "Bryn Thorn")):
        enter(referral, people, name, label, role="sibling")
    page = read(manager.get(path(referral)))
    assert page.index("Sibling 2 Bryn Thorn") < page.index("Sibling 10 Avice Thorn")


def test_an_answer_rewrites_every_text_and_the_next_name_opens(manager, people, referral):
    known = enter(referral, people, "Oona Marsh", "Health Visitor 3")
    after = answered(manager, referral, "Threlkeld", f"known:{known.pk}")
    assert "Answered: “Threlkeld” is Health Visitor 3." in read(after)
    assert "Health Visitor 3 came" in account(referral)
    assert "3 names wait" in read(after)
    assert "open=" in after.redirect_chain[-1][0]


def test_somebody_else_is_chosen_from_the_register(manager, people, referral):
    known = enter(referral, people, "Oona Marsh", "Health Visitor 3")
    answered(manager, referral, "Threlkeld", "chosen", identity=str(known.pk))
    assert "Health Visitor 3 came" in account(referral)


def test_a_word_stays_and_a_name_kept_on_purpose_too(manager, referral):
    page = read(answered(manager, referral, "Quandorly Fold", "not_a_name"))
    assert "“Quandorly Fold” is a word here, not a name." in page
    assert "Quandorly Fold" in account(referral)
    page = read(answered(manager, referral, "Threlkeld", "allow"))
    assert "“Threlkeld” is named on purpose." in page
    assert SettledName.objects.count() == 2


def test_the_ticked_names_are_answered_together_and_the_others_go_on_waiting(manager, referral):
    names = [unknown("Nuala"), unknown("Nuala Brightwater")]
    both = {"name": [str(name.pk) for name in names], "answer": "allow"}
    manager.post(f"{path(referral)}?open={names[0].pk}", both)
    assert UnknownName.objects.waiting().count() == 2


def test_a_new_person_has_the_name_a_label_of_the_role_and_every_spelling(manager, referral):
    names = [unknown("Nuala"), unknown("Nuala Brightwater")]
    asked = {"name": [str(name.pk) for name in names], "answer": "new:person"}
    form = manager.post(f"{path(referral)}?open={names[0].pk}", asked, follow=True)
    assert html.fromstring(form.content).xpath("//input[@name='canonical']/@value") == ["Nuala Brightwater"]
    values = {"kind": "person", "canonical": "Nuala Brightwater", "role": "health visitor", "pseudonym": ""}
    after = manager.post(form.redirect_chain[-1][0], values, follow=True)
    person = Identity.objects.get(role="health visitor")
    assert re.fullmatch(r"Health visitor \d+", person.pseudonym)
    assert (person.given, person.family) == ("Nuala", "Brightwater")
    assert account(referral).count(person.pseudonym) == 2
    assert f"“Nuala Brightwater” is {person.pseudonym}, new in the register." in read(after)


def test_a_title_before_the_name_is_kept_and_a_bare_family_name_waits_with_the_one_full_name(
    manager, referral
):
    made = make.referral(make.staff(make.board()), account="Nurse Keith Venn rang. Nurse Venn came.")
    assert [name.surfaces for name in waiting(made.identity_register())] == [["Keith Venn", "Venn"]]
    threlkeld = unknown("Threlkeld")
    asked = {"name": [str(threlkeld.pk)], "answer": "new:person"}
    form = manager.post(f"{path(referral)}?open={threlkeld.pk}", asked, follow=True)
    assert html.fromstring(form.content).xpath("//input[@name='title']/@value") == ["Mrs"]
    values = {
        "kind": "person",
        "canonical": "Threlkeld",
        "title": "Mrs",
        "role": "neighbour",
        "pseudonym": "",
    }
    manager.post(form.redirect_chain[-1][0], values)
    person = Identity.objects.get(role="neighbour")
    assert (person.title, person.given, person.family) == ("Mrs", "", "Threlkeld")
    assert f"{person.pseudonym} came." in account(referral)


def test_two_titles_before_one_name_are_neither_taken():
    assert title_before(["Then Mrs ", "A nurse said Mrs. "]) in ("Mrs", "Mrs.")
    assert title_before(["Then Mrs ", "Nurse "]) == ""
    assert title_before(["Then ", ""]) == ""


def test_a_place_is_entered_with_its_kind_guessed(manager, referral):
    flag(referral, "She went to Ottersby Nursery on foot.")
    name = unknown("Ottersby Nursery")
    asked = {"name": [str(name.pk)], "answer": "new:place"}
    form = manager.post(f"{path(referral)}?open={name.pk}", asked, follow=True)
    assert html.fromstring(form.content).xpath("//select[@name='kind']/option[@selected]/@value") == [
        "nursery"
    ]


def test_a_date_of_birth_is_read_in_any_spelling_and_needs_its_person(manager, people, referral):
    person = enter(referral, people, "Rufus Quillfeather", "Brother", "brother")
    flag(referral, "Rufus (DOB 3rd of Aprl 2007).")
    name = UnknownName.objects.waiting().first()
    page = f"{path(referral, 'names_new')}?as=value&name={name.pk}"
    values = {"kind": "date_of_birth", "canonical": "3 April", "role": "date of birth", "pseudonym": "[date]"}
    refused = read(manager.post(page, values))
    assert "Enter the date of birth with its day, month and year" in refused
    assert "Say whose date of birth this is." in refused
    manager.post(page, values | {"canonical": "3 April 2007", "of": str(person.pk)})
    assert Identity.objects.filter(of=person, canonical_index__isnull=False).get().canonical == "2007-04-03"


def test_the_page_says_how_far_the_texts_are_until_all_follow(manager, referral):
    assert "Texts are being brought up to date." in read(answered(manager, referral, "Threlkeld", "allow"))
    job = Job.objects.get(kind=RECODE_CASE)
    Job.objects.filter(pk=job.pk).update(done_units=1204, total_units=6000)
    assert "Texts are being brought up to date: 1,204 of 6,000." in read(manager.get(path(referral)))
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished_at=timezone.now())
    assert "brought up to date" not in read(manager.get(path(referral)))


# What is refused


def test_an_answer_to_no_name_says_so(manager, referral):
    name = unknown("Nuala")
    page = manager.post(f"{path(referral)}?open={name.pk}", {"answer": "allow"})
    assert page.status_code == 422
    assert "Tick at least one name." in read(page)


def test_choosing_nobody_says_so_where_it_happened(manager, people, referral):
    page = answered(manager, referral, "Nuala", "chosen")
    assert page.status_code == 422
    assert "Choose who or what it is." in read(page)


@pytest.mark.parametrize("answer", ["", "nonsense", "known:nobody"])
def test_an_answer_that_does_not_exist_is_refused_and_nothing_is_answered(manager, referral, answer):
    assert answered(manager, referral, "Nuala", answer).status_code == 422
    assert UnknownName.objects.waiting().count() == 4


def test_a_name_that_somebody_has_answered_meanwhile_is_not_answered_again(manager, people, referral):
    name = unknown("Threlkeld")
    answered(manager, referral, "Threlkeld", "allow")
    values = {"name": [str(name.pk)], "answer": "not_a_name"}
    page = manager.post(f"{path(referral)}?open={name.pk}", values, follow=True)
    assert "This name has been answered already." in read(page)
    assert SettledName.objects.get().settled_as == "allow"


@pytest.mark.parametrize("query", ["", "?name=1", "?name=5ec2030f-9956-4eac-b3b9-111bbd87bb76&as=rubbish"])
def test_a_page_for_a_new_identity_without_a_name_leads_back(manager, referral, query):
    page = manager.get(path(referral, "names_new") + query, follow=True)
    assert "This name has been answered already." in read(page)


def test_a_label_that_somebody_has_is_refused_and_the_typing_is_kept(manager, people, referral):
    enter(referral, people, "Oona Marsh", "Health Visitor 3")
    page = f"{path(referral, 'names_new')}?as=person&name={unknown('Threlkeld').pk}"
    values = {"kind": "person", "canonical": "Ada Threlkeld", "role": "aunt", "pseudonym": "Health Visitor 3"}
    refused = manager.post(page, values)
    assert "Another person of this case has that label." in read(refused)
    assert b"Ada Threlkeld" in refused.content


# What is asked first


def test_a_name_that_is_a_word_too_is_asked_with_the_count_before_it_is_done(manager, people, referral):
    known = enter(referral, people, "Oona Marsh", "Health Visitor 3")
    flag(referral, "Grant refused to go.")
    page = read(answered(manager, referral, "Grant", f"known:{known.pk}"))
    assert "Is “Grant” really Health Visitor 3?" in page
    assert "“Grant” is an ordinary word too. It stands" in page
    assert UnknownName.objects.waiting().count() == 5
    answered(manager, referral, "Grant", f"known:{known.pk}", sure="on")
    assert "Grant" in (Identity.objects.get(pk=known.pk).aliases or [])


def test_a_name_that_two_people_have_is_asked_first(manager, people, referral):
    enter(referral, people, "Ada Threlkeld", "Aunt", "aunt")
    known = enter(referral, people, "Ivo Threlkeld", "Uncle", "uncle")
    flag(referral, "Threlkeld rang.")
    page = read(answered(manager, referral, "Threlkeld", f"known:{known.pk}"))
    assert "“Threlkeld” is a name of Aunt (Ada Threlkeld) as well." in page


def test_a_name_of_the_boards_own_agency_is_asked_first(manager, people, referral):
    make.agency(people.board, name="Threlkeld Ambulance Service")
    known = enter(referral, people, "Oona Marsh", "Health Visitor 3")
    page = read(answered(manager, referral, "Threlkeld", f"known:{known.pk}"))
    assert "“Threlkeld” is also in the name of Threlkeld Ambulance Service." in page


def test_a_new_person_of_a_known_name_is_asked_first_and_entered_on_the_second_press(
    manager, people, referral
):
    enter(referral, people, "Ada Threlkeld", "Aunt", "aunt")
    flag(referral, "Mr Threlkeld rang.")
    name = UnknownName.objects.waiting().spelled(
        referral.identity_register(), "Threlkeld"
    ).first() or unknown("Threlkeld")
    page = f"{path(referral, 'names_new')}?as=person&name={name.pk}"
    values = {"kind": "person", "canonical": "Ivo Threlkeld", "role": "uncle", "pseudonym": "Uncle"}
    asked = manager.post(page, values)
    assert "is a name of Aunt (Ada Threlkeld) as well." in read(asked)
    assert not Identity.objects.filter(pseudonym="Uncle").exists()
    assert html.fromstring(asked.content).xpath("//input[@name='sure']/@value") == ["on"]
    manager.post(page, values | {"sure": "on"})
    assert Identity.objects.filter(pseudonym="Uncle").exists()


# Taking back


def test_an_answer_taken_back_brings_the_same_label_again(manager, people, referral):
    before, label = account(referral), unknown("Threlkeld").label
    known = enter(referral, people, "Oona Marsh", "Health Visitor 3")
    page = answered(manager, referral, "Threlkeld", f"known:{known.pk}")
    assert label not in account(referral)
    undo = html.fromstring(page.content).xpath("//form[.//button[@data-undo]]")[0]
    keys = undo.xpath(".//input[@name='name']/@value")
    back = manager.post(undo.get("action"), {"name": keys}, follow=True)
    assert "Taken back: “Threlkeld” waits again." in read(back)
    assert account(referral) == before


def test_a_new_person_with_every_spelling_is_taken_back_at_once(manager, referral):
    before = account(referral)
    names = [unknown("Nuala"), unknown("Nuala Brightwater")]
    keys = [str(name.pk) for name in names]
    page = f"{path(referral, 'names_new')}?as=person&name={keys[0]}&name={keys[1]}"
    manager.post(page, {"kind": "person", "canonical": "Nuala Brightwater", "role": "health visitor"})
    assert account(referral) != before
    manager.post(path(referral, "names_undo"), {"name": keys})
    assert account(referral) == before
    assert not Identity.objects.filter(role="health visitor").exists()


def test_taking_back_what_has_no_answer_says_so(manager, referral):
    back = manager.post(path(referral, "names_undo"), {"name": [str(unknown("Nuala").pk)]}, follow=True)
    assert "This answer has been taken back already." in read(back)


def test_all_answers_are_listed_where_somebody_asks_for_them(manager, referral):
    flag(referral, " ".join(f"Seen with {name} today." for name in invented(12)))
    for name in list(UnknownName.objects.waiting()):
        answered(manager, referral, name.surface, "allow")
    last = html.fromstring(manager.get(path(referral)).content)
    every = html.fromstring(manager.get(f"{path(referral)}?all").content)
    rows = "//ul[@aria-labelledby='answered']/li"
    assert len(last.xpath(rows)) == 10
    assert last.xpath("//a[text()='Show all answers']")
    assert len(every.xpath(rows)) == UnknownName.objects.count()
    assert not every.xpath("//a[text()='Show all answers']")


# What is outstanding


def matters(people: Any) -> list[tuple[str, str, Any]]:
    """The names that wait, in the lists of the manager and of the committee."""
    keeping.catch_up()
    items = [item for user in (people.manager, people.committee) for item in items_for(user)]
    return [(item.words, item.url, item.case_code) for item in items if "name" in item.words]


def test_the_names_of_a_case_are_one_matter_of_the_manager_until_none_waits(client, people, referral):
    assert [row[:2] for row in matters(people)] == [("Settle four names", path(referral))]
    for name in UnknownName.objects.all():
        unknown_names.answer_as_word(name, settled_as="allow", by=people.manager)
    assert matters(people) == []


def test_a_referral_that_has_not_been_sent_asks_nothing_of_the_manager(people):
    make.referral(people, account=ACCOUNT, submitted=False)
    assert UnknownName.objects.waiting().exists()
    assert matters(people) == []


def test_a_review_takes_the_matter_over_and_leads_to_its_own_page(people):
    review = make.review(people, account=ACCOUNT)
    assert [row[1] for row in matters(people)] == [reverse("reviews:names", args=[review.pk])]


# Size


def test_the_page_asks_the_database_as_often_for_thirty_names_as_for_three(manager, people, referral):
    enter(referral, people, "Oona Marsh", "Health Visitor 3")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert manager.get(path(referral)).status_code == 200
        return len(context)

    queries()
    few = queries()
    flag(referral, " ".join(f"Seen with {name} today." for name in invented(27)))
    assert queries() == few


def test_a_queue_of_five_hundred_opens_at_once(manager, people, referral):
    given, family = invented(40, seed=2), invented(40, seed=3)
    for number in range(40):
        enter(referral, people, f"{given[number]} {family[number]}", f"Label {number + 2}")
    flag(referral, " ".join(f"Seen with {name} today." for name in invented(500)))
    assert UnknownName.objects.waiting().count() > 450
    manager.get(path(referral))
    began = time.process_time()
    manager.get(path(referral))
    assert time.process_time() - began < 0.3
