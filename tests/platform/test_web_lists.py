"""A list can be narrowed, turned round and shared by its address alone."""

from __future__ import annotations

from typing import Any

import django_filters
import pytest
from django import forms
from django.test import RequestFactory
from lxml import html

from scr_portal.accounts.models import Board
from scr_portal.web.lists import DateInputFilter, ListFilter, PortalListView

pytestmark = pytest.mark.django_db


class Narrow(ListFilter):
    words = django_filters.CharFilter("name", "icontains", label="Words")
    place = django_filters.MultipleChoiceFilter(
        label="Place",
        choices=[("n", "North"), ("s", "South")],
        widget=forms.CheckboxSelectMultiple,
        method="as_it_is",
    )
    since = DateInputFilter(label="Since", method="as_it_is")
    late = django_filters.BooleanFilter(label="Only late ones", widget=forms.CheckboxInput, method="as_it_is")

    def as_it_is(self, queryset, name, value):
        return queryset


class Boards(PortalListView):
    template_name = "components/list_page.html"
    filterset_class = Narrow
    heading = "Boards"
    noun = "board,boards"
    sorts = {"name": ["name"], "code": ["code"]}
    empty_words = {"what": "No board yet.", "next": "The first one appears here."}
    paginate_by = 2

    def get_queryset(self):
        return Board.objects.all()


def page(query: str = "") -> Any:
    response = Boards.as_view()(RequestFactory().get(f"/boards/{query}"))
    response.render()
    response.tree = html.fromstring(response.content.decode())
    response.names = [board.name for board in response.context_data["page"]]
    return response


@pytest.fixture
def three():
    for code, name in (("c", "Aldbrook"), ("a", "Brinmoor"), ("b", "Carhollow")):
        Board.objects.create(code=code, name=name, short_name=name)


def test_list_counts_in_words_and_pages(three):
    first = page()

    assert first.names == ["Aldbrook", "Brinmoor"]
    assert first.tree.xpath("//*[@class='portal-list__count']")[0].text == "Three boards"
    assert page("?page=2").names == ["Carhollow"]
    assert page("?page=99").names == ["Carhollow"]
    assert page("?page=x").names == ["Aldbrook", "Brinmoor"]


def test_list_is_sorted_by_the_address_and_an_unknown_key_is_the_usual_order(three):
    assert page("?sort=code").names == ["Brinmoor", "Carhollow"]
    assert page("?sort=-code").names == ["Aldbrook", "Carhollow"]
    assert page("?sort=password").names == ["Aldbrook", "Brinmoor"]


def test_filter_narrows_and_its_tag_takes_it_off_again(three):
    found = page("?words=moor&sort=code&page=1")

    assert found.names == ["Brinmoor"]
    tag = found.tree.xpath("//a[@class='portal-chosen__tag']")[0]
    assert tag.text_content() == "Remove this filter: Words: moor"
    assert tag.get("href") == "?sort=code"
    assert found.tree.xpath("//input[@name='sort']")[0].get("value") == "code"


def test_each_of_several_answers_has_its_own_tag(three):
    tags = page("?place=n&place=s&late=on&since_day=1&since_month=5&since_year=2009").tree.xpath(
        "//a[@class='portal-chosen__tag']"
    )

    assert [(tag.text_content().removeprefix("Remove this filter: "), tag.get("href")) for tag in tags] == [
        ("Place: North", "?late=on&since_day=1&since_month=5&since_year=2009&place=s"),
        ("Place: South", "?late=on&since_day=1&since_month=5&since_year=2009&place=n"),
        ("Since: 1 May 2009", "?place=n&place=s&late=on"),
        ("Only late ones", "?place=n&place=s&since_day=1&since_month=5&since_year=2009"),
    ]


def test_answer_that_cannot_be_read_is_said_and_filters_nothing(three):
    found = page("?since_day=40&since_month=5&since_year=2009&words=moor%00")

    assert found.names == ["Aldbrook", "Brinmoor"]
    assert "The day must be a number from 1 to 31" in found.tree.text_content()
    assert not found.tree.xpath("//a[@class='portal-chosen__tag']")


def test_empty_list_says_what_would_be_here_and_a_filtered_one_how_to_get_back(three):
    nothing = page("?words=nowhere")
    assert "Nothing fits these filters." in nothing.tree.text_content()
    assert nothing.tree.xpath("//*[@class='portal-empty']//a")[0].get("href") == "/boards/"

    Board.objects.all().delete()
    assert "The first one appears here." in page().tree.text_content()


def test_number_of_queries_does_not_grow_with_the_list(three, django_assert_num_queries):
    with django_assert_num_queries(3):
        page()
