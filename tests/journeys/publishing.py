"""What people do on the way to publication, each a verb."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone

from families.models import Relative
from families.services import relatives
from reports import jobs
from reports.models import PublicEdition
from reports.services import editions
from scr_portal.accounts.models import User
from scr_portal.jobs import claims
from scr_portal.jobs.models import Job

from .visitor import Visitor


def show_real_names(reader: Visitor, reason: str) -> None:
    reader.follow("Show real names")
    reader.type("Why do you need to see real names?", reason)
    reader.press("Show real names for 15 minutes")


def add_identity(manager: Visitor, name: str, *, title: str, role: str, label: str) -> None:
    manager.press("Add an identity")
    manager.select("What is it?", "Person")
    manager.type("The real name, number or address", name)
    manager.type("Title", title)
    manager.type("Who or what this is in the case", role)
    manager.type("Label to be shown instead", label)
    manager.press("Add")


def write_part(author: Visitor, button: str, text: str) -> None:
    author.press(button)
    author.type("Text", text)
    author.press("Save")


def put_before_the_panel(author: Visitor) -> None:
    author.press("Put it before the panel")
    author.press("Send it to the panel chair")


def agree_for_the_panel(panel_chair: Visitor) -> None:
    panel_chair.press("Read and agree")
    panel_chair.press("Agree exactly this text")


def sign_for_the_board(chair: Visitor) -> None:
    chair.press("Read and sign off")
    chair.press("Sign exactly this text")


def make_edition(manager: Visitor, title: str) -> None:
    manager.press("Make the public edition")
    manager.type("Title for the public", title)
    manager.press("Make the public edition")


def settle_passages(manager: Visitor, replacements: dict[str, str]) -> list[str]:
    """Go from passage to passage: say less where one holds one of these words, keep the others. Returns the
    passages as they were found."""
    found = []
    while manager.page.locator("[data-open-name]").count():
        passage = manager.page.locator("[data-open-name]").inner_text().strip("“”")
        found.append(passage)
        words = next((new for old, new in replacements.items() if old in passage), "")
        if words:
            manager.type("Other words that say less", words)
            manager.press("Use these words")
        else:
            manager.type("Why may these words stay?", "It fits many children.")
            manager.press("Keep these words")
    return found


def appoint_readers(manager: Visitor, *names: str) -> None:
    """From the page of the readers: the first, then the second."""
    for name in names:
        manager.follow(re.compile("^Appoint the (first|second) reader"))
        manager.choose("Who is to read?", re.compile(f"^{re.escape(name)}"))
        manager.press("Appoint")


def read_blind(reader: Visitor, **marks: str) -> None:
    """From the page of a reader: mark each of these words, then finish without having recognised anybody."""
    reader.press("Read the text")
    for kind, words in marks.items():
        reader.type("Words from the text", words)
        reader.choose("What is it?", re.compile(f"^A {kind}"))
        reader.type("How could somebody be recognised by it?", "There is only one.")
        reader.press("Mark these words")
    reader.follow("Finish your reading")
    reader.choose("Could you tell who the family is?", "No")
    reader.press("Finish and hand over my marks")
    reader.must_read("Thank you. Your reading is recorded.")


def answer_changed(manager: Visitor) -> None:
    """From the page of the round: the one point is answered with a change of the text."""
    if manager.page.get_by_role("link", name=re.compile("^Answer to point 1")).count():
        manager.follow(re.compile("^Answer to point 1"))
    manager.choose("What did you do about this point?", "I changed the text")
    manager.press("Save the answer")


def clear_edition(chair: Visitor) -> None:
    chair.press("Read and clear for publication")
    chair.press("Clear for publication")


def give_copy(manager: Visitor) -> None:
    manager.choose("What happened?", "They were given a copy")
    manager.choose("How was it given?", "At a visit")
    manager.press("Record")


def publish(manager: Visitor) -> None:
    manager.press("Publish the report")
    manager.press("Publish it now")


# By the services and the worker, where a journey is about something else


def made_by_worker(edition: PublicEdition, kind: str = "render_edition") -> PublicEdition:
    """Do what the worker does with the job that waits, with the real renderer and search."""
    job: Any = claims.take(Job.objects.about(edition).get(kind=f"reports.{kind}").pk)
    claims.finish(job, getattr(jobs, kind)(job, report_progress=lambda *args: None) or {})
    return PublicEdition.objects.get(pk=edition.pk)


def public(edition: PublicEdition, *, by: User) -> PublicEdition:
    """Tell each relative the result, give each a copy, and publish."""
    day = timezone.localdate()
    for relative in Relative.objects.filter(review=edition.review):
        relatives.record_contact(relative, kind="result", means="visit", on=day, by=by)
        editions.give_copy(edition, relative, given_on=day, means="visit", declined=False, by=by)
    return editions.publish(edition, by=by)
