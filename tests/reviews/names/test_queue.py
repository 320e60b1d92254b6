"""The queue of unknown names: who opens it, what waits, and the answers."""

from __future__ import annotations

import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from reviews.models import Identity, SettledName, UnknownName
from reviews.names_queue import waiting
from reviews.services.recoding import RECODE_CASE
from reviews.services.spelling import title_before
from scr_portal.access.roles import Role
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job
from tests import cast, make
from tests.platform.signing_in import sign_in

from .asking import account, answered, enter, flag, invented, path, read, unknown

pytestmark = pytest.mark.django_db


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

    def seconds() -> float:
        began = time.process_time()
        assert manager.get(path(referral)).status_code == 200
        return time.process_time() - began

    assert min(seconds() for _ in range(3)) < 0.3
