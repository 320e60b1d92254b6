"""Lists sort as people do, whatever the database's own order is."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import html

from reviews.services import identities
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Board
from scr_portal.accounts.services import boards
from scr_portal.web.sorting import by_words, sort_key
from tests import make
from tests.platform.signing_in import sign_in

IN_ORDER = [
    *("ash", "de Paul", "Église", "NSPCC", "O’Connor", "O'Connor House", "O’Hara"),
    *("Østby", "Sibling 2", "Sibling 10", "Zebra"),
]


def shuffled() -> list[str]:
    words = list(IN_ORDER)
    random.Random(7).shuffle(words)
    assert words != IN_ORDER
    return words


def test_words_sort_as_people_sort_them() -> None:
    assert by_words(shuffled()) == IN_ORDER
    assert sorted(shuffled()) != IN_ORDER


@pytest.mark.parametrize(
    ("one", "other"),
    [("É", "e\N{COMBINING ACUTE ACCENT}"), ("O’Connor", "OCONNOR"), ("St-Jude", "st jude"), ("Łuk", "luk")],
)
def test_spellings_that_people_look_for_in_one_place_have_one_key(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_words_that_fold_alike_keep_one_order() -> None:
    assert by_words(["Ash", "ash"]) == by_words(["ash", "Ash"]) == ["Ash", "ash"]


def firsts(answer: object) -> list[str]:
    cells = html.fromstring(answer.content.decode()).xpath("//tbody//th")  # type: ignore[attr-defined]
    return [cell.text.strip() for cell in cells]


@pytest.mark.django_db
def test_agencies_are_listed_by_the_database_in_that_order() -> None:
    people = make.staff(make.board())
    for name in shuffled():
        boards.add_agency(
            people.board, name=name, short_name=name, kind="other", parent=None, by=people.manager
        )
    listed = [
        name
        for name in firsts(
            sign_in(Client(), people.manager).get(reverse("accounts:agencies", args=[people.board.code]))
        )
        if name in IN_ORDER
    ]
    assert listed == IN_ORDER


@pytest.mark.django_db
def test_boards_are_listed_by_the_database_in_that_order() -> None:
    for name in shuffled():
        make.board(name=name)
    assert [board.name for board in Board.objects.all() if board.name in IN_ORDER] == IN_ORDER


@pytest.mark.django_db
def test_key_of_the_database_compares_bytes_everywhere() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collation_name FROM information_schema.columns WHERE column_name = 'sort_name' "
            "AND table_name IN ('accounts_board', 'accounts_agency')"
        )
        assert [row[0] for row in cursor.fetchall()] == ["C", "C"]


@pytest.mark.django_db
def test_name_that_is_changed_moves_in_the_list() -> None:
    board = make.board(name="Zebra")
    board.name = "Ash"
    board.save(update_fields=["name"])
    board.refresh_from_db()
    assert board.sort_name == sort_key("Ash")


@pytest.mark.django_db
def test_people_are_listed_by_name() -> None:
    people = make.staff(make.board())
    for name in shuffled():
        make.member(people.board, Role.PANEL_MEMBER, name=name)
    client = sign_in(Client(), people.manager)
    listed = firsts(client.get(reverse("accounts:people", args=[people.board.code])))
    assert [name for name in listed if name in IN_ORDER] == IN_ORDER


@pytest.mark.django_db
def test_labels_of_the_identity_register_are_listed_by_number() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    for number, word in ((10, "Alder"), (2, "Beech"), (1, "Cedar")):
        identities.enter(
            review.identity_register(),
            kind="person",
            canonical=f"Merryn {word}",
            pseudonym=f"Nurse {number}",
            by=people.manager,
        )
    answer = sign_in(Client(), people.manager).get(reverse("reviews:identities", args=[review.pk]))
    places = [answer.content.decode().index(f"Nurse {number}<") for number in (1, 2, 10)]
    assert places == sorted(places)
