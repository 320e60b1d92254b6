"""The list of cases: what is narrowed stands in the address, what is exported holds no name and runs nothing."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from reviews.models import Review
from scr_portal.web.spreadsheets import cell
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(client: Any) -> SimpleNamespace:
    """Three reviews of one board, one of them gathering, and its manager signed in."""
    people = make.staff(make.board())
    reviews = [make.review(people) for _ in range(2)]
    moved = make.signed_report(people).review
    return SimpleNamespace(
        people=people, reviews=[*reviews, moved], moved=moved, client=sign_in(client, people.manager)
    )


def listed(world: SimpleNamespace, query: str = "") -> list[Review]:
    answer = world.client.get(f"{reverse('reviews:cases')}?{query}")
    assert answer.status_code == 200
    return list(answer.context["page"])


def exported(world: SimpleNamespace, query: str = "") -> list[list[str]]:
    answer = world.client.get(f"{reverse('reviews:cases')}?export=csv&{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="cases.csv"'
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def page(world: SimpleNamespace, query: str = "") -> str:
    return str(world.client.get(f"{reverse('reviews:cases')}?{query}").content.decode())


def test_the_newest_review_stands_first(three: SimpleNamespace) -> None:
    assert listed(three) == sorted(three.reviews, key=lambda one: one.opened_at, reverse=True)


def test_part_of_a_reference_in_any_case_finds_its_review(three: SimpleNamespace) -> None:
    wanted = three.reviews[0]
    assert listed(three, f"words={wanted.code[-4:].lower()}") == [wanted]


def test_stages_narrow_the_list_one_or_several(three: SimpleNamespace) -> None:
    others = {one.pk for one in three.reviews[:2]}
    assert listed(three, f"stage={three.moved.status}") == [three.moved]
    assert {one.pk for one in listed(three, "stage=set_up")} == others
    assert len(listed(three, f"stage=set_up&stage={three.moved.status}")) == 3


@pytest.mark.parametrize(
    "query", ["stage=nonsense", "words=" + "x" * 40, "words=%00", "page=-4", "sort=name"]
)
def test_an_answer_that_cannot_be_read_filters_nothing(query: str, three: SimpleNamespace) -> None:
    assert len(listed(three, query)) == 3
    assert len(exported(three, query)) == 4


@pytest.mark.parametrize("key", ["reference", "stage", "decided", "due"])
def test_a_minus_turns_the_order_round(key: str, three: SimpleNamespace) -> None:
    assert listed(three, f"sort=-{key}") == listed(three, f"sort={key}")[::-1]


def test_references_are_sorted_by_the_alphabet(three: SimpleNamespace) -> None:
    codes = [one.code for one in listed(three, "sort=reference")]
    assert codes == sorted(one.code for one in three.reviews)


def test_the_count_is_said_in_words(three: SimpleNamespace) -> None:
    assert "Three reviews" in page(three)
    assert "One review<" in page(three, f"words={three.moved.code}")
    assert "Nothing fits these filters." in page(three, "words=ZZZZZZ")


def test_a_chosen_filter_can_be_taken_away_alone(three: SimpleNamespace) -> None:
    answer = three.client.get(f"{reverse('reviews:cases')}?words=x&stage=set_up&stage=gathering&sort=due")
    tags = {tag.label: tag.remove_url for tag in answer.context["chosen"]}
    assert tags == {
        "Reference: x": "?stage=set_up&stage=gathering&sort=due",
        "Stage: Setting up": "?words=x&sort=due&stage=gathering",
        "Stage: Agencies reporting": "?words=x&sort=due&stage=set_up",
    }


def test_the_export_holds_what_the_list_shows_in_its_order(three: SimpleNamespace) -> None:
    heads, *rows = exported(three, "sort=reference&stage=set_up")
    assert heads == ["Reference", "Board", "Stage", "Decided on", "Sign-off due on"]
    assert [row[0] for row in rows] == [one.code for one in listed(three, "sort=reference&stage=set_up")]
    assert rows[0][3] == three.reviews[0].decided_on.isoformat()


def test_the_export_and_the_page_hold_no_name_that_is_sealed(three: SimpleNamespace) -> None:
    register = three.reviews[0].identity_register()
    names = {word for one in register.identities.all() for word in one.canonical.split()}
    assert {"Tamsin", "Quillfeather"} <= names
    text = "\n".join(",".join(row) for row in exported(three)) + page(three)
    assert [name for name in names if name in text] == []


@pytest.mark.parametrize("name", ["=1+1", "+44", "-2", "@SUM(A1)", " =1+1", "＝1+1", "\t=1"])
def test_a_board_named_like_a_formula_stays_text_in_the_export(name: str, three: SimpleNamespace) -> None:
    board = three.people.board
    board.short_name = name
    board.save()
    assert {row[1] for row in exported(three)[1:]} == {f"'{name}"}


def test_ordinary_cells_are_exported_as_they_are() -> None:
    assert [cell(None), cell("Ynys Môn"), cell("A-1=2")] == ["", "Ynys Môn", "A-1=2"]


def test_nobody_exports_what_they_do_not_see(three: SimpleNamespace, client: Any) -> None:
    stranger = make.staff(make.board()).manager
    three.client = sign_in(client, stranger)
    assert exported(three)[1:] == []
