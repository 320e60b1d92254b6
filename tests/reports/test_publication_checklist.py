"""The list before publication shows every rule of the transition table in words, met or with what it waits for."""

from __future__ import annotations

import pytest

from reports.enums import EditionStatus
from reports.models import PublicEdition
from reports.publication_checklist import RULES, STEPS, Step, publication_checklist
from scr_portal import workflow
from tests import make

pytestmark = pytest.mark.django_db


def waiting(steps: list[Step]) -> set[str]:
    return {item.gate for step in steps for rule in step.rules for item in rule.waiting}


def test_every_rule_of_every_step_has_a_sentence_and_no_sentence_is_left_over() -> None:
    forward = {moves: rules for moves, rules in PublicEdition.TRANSITIONS.items() if moves[1] != "withdrawn"}
    assert {(start, end) for start, end, _ in STEPS} == set(forward)
    assert {rule for rules in forward.values() for rule in rules} == set(RULES)
    assert [words for words in RULES.values() if not words.endswith(".")] == []


def test_each_step_shows_what_is_met_and_what_is_not() -> None:
    people = make.staff(make.board())
    edition = make.edition(people, make.signed_report(people))

    done, now, coming = publication_checklist(edition)

    assert [done.state, now.state, coming.state] == ["done", "now", "next"]
    assert waiting([done]) == set()
    assert waiting([now]) == {"reports.pdf_made_and_clean"}
    assert "reports.family_told_the_result" in waiting([coming])
    met = [rule.words for rule in coming.rules if not rule.waiting]
    assert RULES["reports.report_signed"] in met
    assert RULES["reviews.no_hold_on_publication"] in met


def test_the_checklist_and_the_refusal_are_one_text() -> None:
    people = make.staff(make.board())
    edition = make.edition(people, make.signed_report(people))
    edition = make.searched(edition, by=people.manager)
    shown = [item.sentence for rule in publication_checklist(edition)[2].rules for item in rule.waiting]
    assert shown
    assert shown == [item.sentence for item in workflow.missing(edition, EditionStatus.PUBLISHED)]


def test_each_rule_names_where_it_comes_from() -> None:
    people = make.staff(make.board())
    steps = publication_checklist(make.edition(people, make.signed_report(people), cleared=False))
    assert [step.state for step in steps] == ["now", "next", "next"]
    assert all(rule.source and rule.words != rule.source for step in steps for rule in step.rules)
