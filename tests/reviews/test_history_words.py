"""Every act that an app records on a case is said in words, so that its history can be read by anybody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from reviews.history import ACTS, READINGS, said
from reviews.services import identities
from scr_portal import audit
from tests import make
from tests.platform.signing_in import sign_in

ROOT = Path(__file__).resolve().parents[2]
APPS = ("reviews", "panels", "families", "reports", "scr_portal")
OF_NO_CASE = "accounts."
"""Acts about people and boards; they stand in no case's history."""


def calls() -> Iterator[ast.Call]:
    """Each call `audit.<something>(...)` in the source of the apps."""
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("audit."):
                    yield node


def named(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Attribute)
    return call.func.attr


def verbs() -> set[str]:
    """The verbs of the source. One that is computed could be anything, and is refused here."""
    found = set()
    for call in calls():
        if named(call) == "record":
            verb = call.args[0]
            assert isinstance(verb, ast.Constant), f"computed in line {call.lineno}: {ast.unparse(call)}"
            found.add(str(verb.value))
    return {verb for verb in found if not verb.startswith(OF_NO_CASE)}


def readings() -> set[str]:
    found = set()
    for call in calls():
        if named(call) == "read":
            (what,) = [word.value for word in call.keywords if word.arg == "what"]
            assert isinstance(what, ast.Constant)
            found.add(str(what.value))
    return found


def event(verb: str, **facts: Any) -> SimpleNamespace:
    return SimpleNamespace(verb=verb, facts=facts)


def test_every_act_of_a_case_has_words() -> None:
    assert len(verbs()) > 50
    assert verbs() - set(ACTS) == set()


def test_every_reading_of_a_case_has_words() -> None:
    assert len(readings()) > 4
    assert readings() - set(READINGS) == set()


def test_no_words_are_left_of_an_act_that_is_recorded_no_more() -> None:
    assert set(ACTS) - verbs() == {"refused"}
    assert set(READINGS) - readings() == set()


def test_words_never_show_the_name_an_act_has_inside() -> None:
    for words in [*ACTS.values(), *READINGS.values()]:
        assert words[0].isupper()
        assert "." not in words
        assert "_" not in words


def test_a_refusal_is_said_as_one() -> None:
    assert said(event("refused", action="reports.publish")) == "Was refused something not open to them"


def test_a_reading_says_what_was_read() -> None:
    assert said(event("read", what="identity")) == "Read an identity with its real name"
    assert said(event("read")) == "Read a page of this case"


def test_an_act_without_words_is_still_said() -> None:
    assert said(event("meeting.put_off")) == "Meeting put off"
    assert said(event("read", what="case_file")) == "Read: Case file"


@pytest.mark.django_db
def test_the_history_page_says_what_was_done_and_by_whom(client: Any) -> None:
    people = make.staff(make.board())
    review = make.review(people)
    identities.settle(review.identity_register(), text="May", settled_as="not_a_name", by=people.manager)
    audit.refused("reports.publish", by=people.panel_member, on=review)

    page = sign_in(client, people.manager).get(reverse("reviews:history", args=[review.pk]))

    shown = html.fromstring(page.content.decode()).text_content()
    assert ACTS["name.settled"] in shown
    assert ACTS["review.opened"] in shown
    assert ACTS["refused"] in shown
    for inside in ("name.settled", "review.opened", make.CHILD):
        assert inside not in shown
