"""The components say in words what they show, and nothing they are given becomes markup."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.template import Context, Template
from django.test import RequestFactory
from lxml import html

from scr_portal.web import navigation
from scr_portal.web.display import CaseBanner, ChosenFilter, Count, Row, Stage, Task

SCRIPT = "<script>alert(1)</script>"
FRIDAY = date(2026, 11, 20)


def drawn(source: str, **context: Any) -> str:
    return Template("{% load portal %}" + source).render(Context(context)).strip()


def words(markup: str) -> str:
    return " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split())


@time_machine.travel("2026-11-20T12:00:00+00:00")
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (FRIDAY, "due today"),
        (FRIDAY + timedelta(days=1), "due tomorrow"),
        (FRIDAY + timedelta(days=2), "due before the next working day"),
        (FRIDAY + timedelta(days=3), "1 working day left"),
        (FRIDAY + timedelta(days=10), "6 working days left"),
        (FRIDAY - timedelta(days=1), "1 working day over"),
        (FRIDAY - timedelta(days=10), "8 working days over"),
        (date(2026, 12, 29), "25 working days left"),
    ],
)
def test_days_left_counts_working_days_and_leaves_out_bank_holidays(day, said):
    assert drawn("{{ day|days_left }}", day=day) == said


@time_machine.travel("2026-11-22T12:00:00+00:00")
def test_date_on_a_day_off_just_past_is_said_in_words():
    assert drawn("{{ day|days_left }}", day=date(2026, 11, 21)) == "fell due on a day off"


def test_dates_and_times_are_said_as_people_say_them():
    late_evening = datetime(2010, 5, 12, 23, 30, tzinfo=UTC)

    assert drawn("{{ day|longdate }}", day=date(2010, 5, 12)) == "12 May 2010"
    assert drawn("{{ at|longdate }}", at=late_evening) == "13 May 2010"
    assert drawn("{{ at|longtime }}", at=late_evening) == "13 May 2010 at 00:30"
    assert drawn("{{ nothing|longdate }}{{ nothing|due }}{{ nothing|longtime }}", nothing=None) == ""
    assert drawn("{{ typed|longdate }}", typed="spring 2009") == "spring 2009"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "no agencies"), (1, "one agency"), (9, "nine agencies"), (1200, "1,200 agencies")],
)
def test_numbers_are_words_to_nine_and_agree_with_their_noun(number, said):
    assert drawn('{{ n|counted:"agency,agencies" }}', n=number) == said


class Status(TextChoices):
    DRAFT = "draft", "Being written"
    LATE = "late", "Late"


def test_status_tag_has_words_and_a_colour():
    model = SimpleNamespace(status="draft", get_status_display=lambda: "Being written")

    for thing in (model, Status.DRAFT):
        tag = html.fromstring(drawn("{% status_tag thing %}", thing=thing))
        assert (tag.text, tag.get("class")) == ("Being written", "govuk-tag govuk-tag--yellow")
    assert "govuk-tag--red" in drawn("{% status_tag 'Late' %}")
    assert "govuk-tag--grey" in drawn("{% status_tag 'Never heard of' %}")
    assert "govuk-tag--green" in drawn("{% status_tag 'Late' 'green' %}")


def test_model_may_choose_its_own_colours():
    model = SimpleNamespace(
        status="late", get_status_display=lambda: "Late", STATUS_COLOURS={"late": "purple"}
    )

    assert "govuk-tag--purple" in drawn("{% status_tag thing %}", thing=model)


def test_outstanding_list_of_nothing_is_nothing():
    assert drawn("{% outstanding items %}", items=[]) == ""
    assert words(drawn("{% outstanding items empty='All is in place.' %}", items=[])) == "All is in place."


@time_machine.travel("2026-11-20T12:00:00+00:00")
def test_case_banner_says_where_the_case_stands_and_never_more():
    banner = CaseBanner(
        code="SCR-2026-04",
        stage="Agencies’ reviews",
        child="Child A, 4 years old",
        due_on=date(2026, 11, 30),
        clock="to complete the review",
        holds=["The trial is not over."],
        named_url="/named/",
    )

    markup = drawn("{% case_banner banner %}", banner=banner)

    assert words(markup) == (
        "SCR-2026-04 Agencies’ reviews Child A, 4 years old 30 November 2026 to complete the review "
        "(6 working days left) Show real names On hold: The trial is not over."
    )
    assert "portal-case--named" not in markup


def test_case_banner_with_names_says_that_it_is_recorded_and_switches_back_by_a_post():
    banner = CaseBanner(
        code="SCR-2026-04", stage="Open", named=True, named_url="/named/", coded_url="/coded/"
    )

    markup = drawn("{% case_banner banner %}", banner=banner)

    assert "Real names are showing. This is recorded." in words(markup)
    assert "portal-case--named" in markup
    form = html.fromstring(markup).xpath("//form")[0]
    assert (form.get("method"), form.get("action")) == ("post", "/coded/")


def test_case_banner_is_made_by_the_case_for_the_one_who_looks():
    request = RequestFactory().get("/")
    case = SimpleNamespace(banner=lambda asked: CaseBanner("SCR-1", f"asked by {asked.method}"))

    assert "asked by GET" in drawn("{% case_banner case %}", case=case, request=request)


def test_stage_line_reads_as_a_list_and_marks_where_we_are():
    stages = [
        Stage("Referred", "done", met_on=date(2026, 1, 2), url="/r/"),
        Stage("Decided", "now"),
        Stage("Overview", "next", due_on=date(2027, 1, 5)),
        Stage("Sign-off", "next"),
        Stage("Published", "not_needed"),
    ]

    tree = html.fromstring(drawn("{% stage_line stages %}", stages=stages))

    assert [" ".join(item.text_content().split()) for item in tree.xpath("//li")] == [
        "Referred Done 2 January 2026",
        "Decided Now",
        "Overview Due 5 January 2027",
        "Sign-off No date yet",
        "Published Not needed",
    ]
    assert [item.text_content().split()[0] for item in tree.xpath("//*[@aria-current='step']")] == ["Decided"]


def test_stage_the_case_is_in_is_never_said_to_be_done():
    since = drawn("{% stage_line s %}", s=[Stage("Setting up", "now", met_on=date(2026, 1, 2))])

    assert words(since) == "Setting up Since 2 January 2026"


def test_summary_list_says_what_each_change_link_changes():
    rows = [Row("Date", "27 March 2009", "/change/"), Row("Who told us", "")]

    text = words(drawn("{% summary_list rows %}", rows=rows))

    assert text == "Date 27 March 2009 Change Date Who told us Not given"


def test_pages_of_a_list_keep_its_filters():
    request = RequestFactory().get("/?state=late&page=2")
    page = Paginator(range(50), 10).get_page(2)

    tree = html.fromstring(drawn("{% pagination page %}", page=page, request=request))

    assert tree.xpath("//a[@rel='next']")[0].get("href") == "?state=late&page=3"
    assert tree.xpath("//a[@aria-current='page']")[0].text == "2"
    assert drawn("{% pagination page %}", page=Paginator(range(5), 10).get_page(1), request=request) == ""


def test_sortable_head_turns_round_and_forgets_the_page():
    head = "<table><tr>{% sort_head 'Due' 'due' %}</tr></table>"

    def cell(query):
        return html.fromstring(drawn(head, request=RequestFactory().get(f"/{query}"))).xpath("//th")[0]

    assert (cell("").get("aria-sort"), cell("").xpath("a")[0].get("href")) == ("none", "?sort=due")
    assert cell("?sort=due&page=3").get("aria-sort") == "ascending"
    assert cell("?sort=due&page=3").xpath("a")[0].get("href") == "?sort=-due"
    assert cell("?sort=-due").get("aria-sort") == "descending"


@pytest.mark.parametrize(
    ("tag", "context"),
    [
        (
            "{% outstanding x %}",
            {"x": [SimpleNamespace(sentence=SCRIPT, source=SCRIPT, owner=SCRIPT, url=SCRIPT)]},
        ),
        ("{% case_banner x %}", {"x": CaseBanner(SCRIPT, SCRIPT, SCRIPT, clock=SCRIPT, holds=[SCRIPT])}),
        ("{% stage_line x %}", {"x": [Stage(SCRIPT, "now", note=SCRIPT)]}),
        ("{% summary_list x %}", {"x": [Row(SCRIPT, SCRIPT, "/x/", SCRIPT)]}),
        ("{% task_list x %}", {"x": [Task(SCRIPT, hint=SCRIPT, status=SCRIPT, colour="grey")]}),
        ("{% chosen_filters x %}", {"x": [ChosenFilter(SCRIPT, "?")]}),
        ("{% counts x %}", {"x": [Count(1, SCRIPT)]}),
        ("{% breadcrumbs x %}", {"x": [(SCRIPT, SCRIPT)]}),
        ("{% status_tag x %}", {"x": SCRIPT}),
        ("{% button x %}", {"x": SCRIPT}),
    ],
)
def test_markup_in_what_a_component_is_given_stays_text(tag, context):
    markup = drawn(tag, **context)

    assert "<script" not in markup
    assert "&lt;script&gt;" in markup


def test_header_links_are_shown_to_those_they_are_for_and_the_place_is_marked(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    navigation.add("Your account", "accounts:overview", order=2)
    navigation.add("Mailbox", "accounts:people_home", shown_to=lambda user: False, order=1)
    navigation.add("Gone", "no:such_page")
    request = RequestFactory().get("/account/")
    request.user = SimpleNamespace(is_authenticated=True)

    links = navigation.links(request)

    assert [(link["label"], link["url"], link["here"]) for link in links] == [
        ("Your account", "/account/", True)
    ]
