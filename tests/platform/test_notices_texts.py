from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from scr_portal.notices import delivery
from scr_portal.notices.models import Notice

FOLDER = Path(settings.BASE_DIR) / "templates" / "email"
TEXTS = sorted(file.stem for file in FOLDER.glob("*.txt"))
NAME = "Ines Okafor"


class Poisoned:
    """Stands for any object a careless text might reach for: every attribute of it is a name."""

    def __getattr__(self, _: str) -> Poisoned:
        return self

    def __getitem__(self, _: object) -> Poisoned:
        return self

    def __str__(self) -> str:
        return NAME


class Counted(dict):
    """Figures as the outbox lets them in: whatever is asked for is a whole number."""

    def __missing__(self, _: str) -> int:
        return 7


class PoisonedContext(dict):
    """Answers `reference`, `link` and `figures` honestly and everything else with a name."""

    def __missing__(self, _: str) -> Poisoned:
        return Poisoned()

    def __contains__(self, _: object) -> bool:
        return True


@pytest.mark.parametrize("slug", TEXTS)
def test_mail_text_holds_reference_and_link_and_no_name(slug):
    context = PoisonedContext(reference="SCR-2026-001", link="http://testserver/x/", figures=Counted())
    text = delivery.render(slug, context)
    subject, _, body = text.partition("\n")

    assert NAME not in text
    assert "http://testserver/x/" in body
    assert subject and len(subject) <= 78
    if "reference" in (FOLDER / f"{slug}.txt").read_text():
        assert subject.startswith("SCR-2026-001: ") and "SCR-2026-001" in body


def test_poisoned_context_would_give_a_careless_text_away(tmp_path, settings):
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "careless.txt").write_text("A child\n{{ user.name }} {{ link }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    assert NAME in delivery.render("careless", PoisonedContext(link="/"))


def test_every_notice_of_a_case_has_a_text_with_its_reference():
    of_cases = {file.stem for file in FOLDER.glob("*.txt") if "reference" in file.read_text()}
    assert {
        "terms_of_reference_issued", "interview_record_shared", "imr_submitted", "imr_returned",
        "chronology_problems", "decision_recorded", "deadline_due", "deadline_overdue", "family_copy_due",
        "edition_ready", "published", "commission_issued",
    } <= of_cases  # fmt: skip


def test_link_in_a_mail_is_not_escaped_as_in_a_page():
    text = delivery.render("published", {"reference": "SCR-1", "link": "http://testserver/x?a=1&b=2"})
    assert "http://testserver/x?a=1&b=2" in text


def test_notice_without_a_case_speaks_of_the_portal():
    context = delivery.context_of(Notice(template="published", path="/work/"))
    assert delivery.render("published", context).startswith("The review portal: ")
