"""What the gallery shows: an invented case in the middle of its course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from scr_portal.owners import Owner
from scr_portal.web.display import CaseBanner, Stage
from scr_portal.web.timeline import Lane, Mark, Picture, draw
from scr_portal.workflow import Outstanding

OUTSTANDING = [
    Outstanding(
        "The health provider’s author has not yet sent a chronology.",
        source="Portsmouth leaflet: What is a serious case review?",
        owner=Owner("Northfield Community Health"),
        url="/_components/list/",
    ),
    Outstanding(
        "Two people have not yet checked the record of their interview.",
        source="Portsmouth leaflet: How will I know the outcomes of my interview?",
        owner=Owner("the school’s author"),
        url="/_components/step/",
    ),
    Outstanding(
        "Nobody has written down how the family wishes to be told.",
        source="Working Together 2010, paragraph 8.22",
    ),
]


@dataclass(frozen=True, slots=True)
class Saved:
    """A record that another person has saved once since."""

    version: int = 2
    what: str = "The health visitor called on 12 May and was not let in.\n\nShe called again on 14 May."


def banner(named: bool = False) -> CaseBanner:
    return CaseBanner(
        code="SCR-2026-04",
        stage="Agencies’ reviews",
        child="Child A, 4 years old",
        due_on=timezone.localdate() + timedelta(days=45),
        clock="to complete the review",
        holds=["Publication waits for the criminal trial to end."] if named else [],
        url="/_components/case/",
        named=named,
        named_url="" if named else "/_components/case/?named=1",
        coded_url="/_components/case/" if named else "",
    )


def stages() -> list[Stage]:
    today = timezone.localdate()
    return [
        Stage("Referred", "done", met_on=today - timedelta(days=90), url="/_components/case/"),
        Stage("Criteria weighed", "done", met_on=today - timedelta(days=78)),
        Stage("Decided", "done", met_on=today - timedelta(days=70)),
        Stage("Agencies’ reviews", "now", due_on=today + timedelta(days=9), note="Three of five returned"),
        Stage("Overview report", "next", due_on=today + timedelta(days=45)),
        Stage("Sign-off", "next"),
        Stage("Published", "not_needed"),
    ]


def timeline(each: int) -> Picture:
    """Three lanes over two years, with `each` entries in every agency's."""
    start, end = date(2009, 1, 1), date(2010, 12, 31)
    born = Mark(date(2009, 2, 11), "Child A is born", "#entry-1", tone="child")
    visits = [Mark(start + timedelta(days=n * 700 // each), "Visit", f"#entry-{n}") for n in range(each)]
    plan = Mark(date(2009, 9, 1), "On a child protection plan", "#plan", until=date(2010, 4, 30))
    lanes = [Lane("Child A", [born], "child"), Lane("Health visiting", visits), Lane("Social care", [plan])]
    return draw(
        lanes, start=start, end=end, label=f"Contacts by agency, {each} visits", today=date(2010, 6, 1)
    )
