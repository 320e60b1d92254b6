"""The inspector's side: whatever they may open says what is so, and asks nothing of them."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from reviews.models import Review
from scr_portal.access.roles import Role
from tests import make

from .conftest import NewVisitor
from .crawler import kind_of, within
from .entering import let_in
from .visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

NOT_SO = (
    "No agency is in this review",
    "Nobody asked yet",
    "None asked yet",
    "Nobody has been appointed yet",
    "There are no terms of reference",
    "No relative is recorded",
    "No review is open to you",
    "Not begun",
)
"""What a page would say of a case in which nothing had happened; in this one all of it has."""
DECLARING = "/conflict/"
"""Anybody may say that they have a conflict of interest."""
OWN = re.compile(r"^/(account|drafts)/|^/$")
"""Pages of the inspector's own account, which have forms."""


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    """A case in which agencies report: terms in force, one agency asked, an interview shared, a relative told."""
    from reviews.services import reviews

    asked = make.commission(people)
    make.chronology(asked)
    make.interview(asked.management_review)
    make.relative(people, asked.review)
    reviews.advance(asked.review, "gathering", by=people.manager)
    return asked.review


def links(somebody: Visitor) -> list[str]:
    found = somebody.page.locator("a[href]").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    return [path for href in found if (path := within(href)) and not OWN.match(path)]


def test_inspector_reads_what_is_so_on_every_page_they_may_open(
    visitor: NewVisitor, people: SimpleNamespace, review: Review
) -> None:
    inspector = let_in(visitor(), make.member(people.board, Role.INSPECTOR))
    inspector.go("/work/")
    waiting, kinds = links(inspector), set()
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in kinds:
            continue
        kinds.add(kind_of(path))
        inspector.go(path)
        assert inspector.status == 200, f"{path} answers {inspector.status}"
        inspector.must_not_read(*NOT_SO, str(make.CHILD))
        asked = inspector.page.locator("main form[method=post]").count()
        assert not asked or DECLARING in path, f"{path} asks something of an inspector"
        waiting += links(inspector)
    opened = " ".join(kinds)
    for part in ("panel", "terms", "report", "history", "proceedings"):
        assert part in opened
