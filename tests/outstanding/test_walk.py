"""In every state of a case each outstanding thing stands in one owner's list, behind a link that offers the act."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from lxml import html

from scr_portal import workflow
from scr_portal.accounts.models import User
from scr_portal.outstanding import comparing, keeping, registry
from scr_portal.outstanding.lists import items_for
from scr_portal.outstanding.models import OpenMatter
from scr_portal.workflow import Outstanding
from tests.outstanding.walking import whole_case, world
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


class Walk:
    """Looks at a board after each act: everything outstanding, whose list it stands in, and what its link shows."""

    def __init__(self, people: SimpleNamespace) -> None:
        self.people = people
        self.clients: dict[Any, Client] = {}
        self.known: dict[Any, User] = {}
        self.looked_at: set[tuple[Any, ...]] = set()
        self.faults: list[str] = []
        self.seen: set[str] = set()

    def look(self, state: str) -> None:
        keeping.catch_up()
        self.faults += [f"{state}: {line}" for line in comparing.differences()]
        lists = {user: [item for item in items_for(user) if not item.waiting_for] for user in self.members()}
        matters = {
            (registry.scope_of(case), item.key): item
            for scope in registry.scopes(self.people.board.pk)
            for case, _ in registry.find(scope)
            for item in registry.collect(case)
        }
        for row in OpenMatter.objects.filter(board=self.people.board):
            self.seen.add(row.key.partition(":")[0])
            self.in_one_list(state, row, lists)
            self.leads_to_the_act(state, row, matters[row.scope, row.key])

    def members(self) -> list[User]:
        """Everybody on the board, the same in memory for as long as an account is as it was: what may be read is said once."""
        found = User.objects.filter(memberships__board=self.people.board).distinct()
        return [self.known.setdefault((user.pk, user.is_active), user) for user in found]

    def in_one_list(self, state: str, row: OpenMatter, lists: dict[User, list[Any]]) -> None:
        having = {
            user.pk
            for user, items in lists.items()
            if any(item.words == row.words and item.url == row.link for item in items)
        }
        if not row.holders or having != set(row.holders):
            self.faults.append(
                f"{state}: “{row.words}” is in the lists of {len(having)}, owed by {row.owner}"
            )

    def leads_to_the_act(self, state: str, row: OpenMatter, matter: Outstanding) -> None:
        for user in User.objects.filter(pk__in=row.holders):
            key = (row.key, row.words, row.link, matter.form, user.pk)
            if key in self.looked_at:
                continue
            self.looked_at.add(key)
            page = self.page(user, row.link)
            if page is None:
                self.faults.append(f"{state}: {row.owner} cannot open {row.link} for “{row.words}”")
            elif row.owner.able and not self.offers(user, page, row.link, matter.form or row.url):
                self.faults.append(f"{state}: {row.link} does not offer “{row.words}” to {row.owner}")

    def offers(self, user: User, page: Any, url: str, form: str) -> bool:
        """The page has the form itself, or leads to the page that has it."""
        if form == url:
            return has_form(page)
        if page.xpath("//main//form[@action=$form]", form=form):
            return True
        led_to = self.page(user, form) if page.xpath("//main//a[@href=$form]", form=form) else None
        return led_to is not None and (has_form(led_to) or bool(led_to.xpath(SECTIONS)))

    def page(self, user: User, url: str) -> Any:
        if user.pk not in self.clients:
            self.clients[user.pk] = sign_in(Client(), user)
        answer = self.clients[user.pk].get(url)
        return html.fromstring(answer.content) if answer.status_code == 200 else None


SECTIONS = "//main//a[contains(@href, '/write/')]"
"""The page of a management review leads to the form of each of its sections."""


def has_form(page: Any) -> bool:
    """Whether the page can be sent: a form with a button, not the one that signs out."""
    return bool(page.xpath("//main//form[@method='post']//button"))


@pytest.mark.parametrize("procedure", ["portsmouth-2010", ""])
def test_every_state_of_a_case_gives_each_outstanding_thing_and_each_detail_of_a_step_to_who_can_do_it(
    procedure: str,
) -> None:
    """A detail (an empty section) has no row; the step it belongs to stands in its owner's list."""
    people = world(procedure=procedure)
    walk = Walk(people)
    loose: list[str] = []
    for state in whole_case(people):
        walk.look(state)
        for subject in subjects(people):
            loose += [f"{state}: {item.sentence}" for item in details_of(subject) if not listed(people, item)]
    assert walk.faults == []
    assert loose == []
    assert walk.seen >= {
        "send", "recommend", "decide", "terms", "appoint", "agencies", "ask", "relatives", "told", "advance",
        "management_review", "independence", "chronology", "interview", "terms_read", "judge", "write", "agree", "sign_off",
        "edition", "names_in", "flags", "points", "reader", "read", "differences", "clear", "pdf", "unread", "hits", "hits_agreed", "hold", "hold_agreed", "hold_looked_at", "result", "copy", "register", "publish",
    }  # fmt: skip


def subjects(people: SimpleNamespace) -> Iterable[Any]:
    """Whatever has a next step now."""
    for scope in registry.scopes(people.board.pk):
        for case, _ in registry.find(scope):
            if hasattr(case, "FORWARD"):
                yield case
            if hasattr(case, "commissions"):
                yield from case.terms.all()[:1]
                for asked in case.commissions.filter(status="issued"):
                    yield asked.management_review
                    yield from asked.management_review.interviews.all()
                    yield from asked.chronologies.all()[:1]
                if report := getattr(case, "report", None):
                    yield report


def details_of(subject: Any) -> list[Outstanding]:
    to = workflow.next_step(subject)
    return [item for item in workflow.missing(subject, to) if item.detail] if to else []


def listed(people: SimpleNamespace, item: Outstanding) -> bool:
    """Whether the owner of this detail has something in hand that is theirs."""
    assert item.owner is not None
    rows = OpenMatter.objects.filter(board=people.board)
    return any(row.owner.identity == item.owner.identity or row.rung for row in rows)
