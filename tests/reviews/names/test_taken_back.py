"""An answer of the queue is taken back: the name waits again under the same label."""

from __future__ import annotations

import pytest
from lxml import html

from reviews.models import Identity, UnknownName

from .asking import account, answered, enter, flag, invented, path, read, unknown

pytestmark = pytest.mark.django_db


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
