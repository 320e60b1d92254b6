"""A sentence on a page about who reads something is compared with the policy that decides it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from panels.services import imrs, interviews
from reviews.services.returns import NewPoint
from scr_portal import access
from tests import cast, make
from tests.asking import again
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

EXCLUSIVE = re.compile(r"nobody else( can|\.)|only you( and|,)", re.IGNORECASE)
"""Words that promise that everybody not named is shut out."""


def readers(world: SimpleNamespace, action: str, on: Any) -> set[str]:
    """Who of everybody on the board and beside it may read this now."""
    fresh = type(on)._base_manager.get(pk=on.pk)
    people = {role: who for role, who in world.who.items() if role != "anon"}
    return {role for role, who in people.items() if access.allowed(action, again(who), fresh)}


def begun() -> SimpleNamespace:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    return world


def draft_review() -> tuple[Any, ...]:
    world = begun()
    imr = world.commission.management_review
    return world, "imr", imr.get_absolute_url(), "panels.view_imr", imr


def returned_review() -> tuple[Any, ...]:
    world, who, url, action, imr = draft_review()
    make.submitted_imr(world.commission)
    imrs.send_back(imr, points=[NewPoint("Who saw the child?")], by=world.people.panel_chair)
    return world, who, url, action, imr


def shared_record() -> tuple[Any, ...]:
    world = begun()
    record = cast.interview(world, shared=True)
    return world, "itv", record.get_absolute_url(), "panels.view_interview", record


def record_seen_from_the_commission() -> tuple[Any, ...]:
    world, _, _, action, record = shared_record()
    return world, "bm", world.commission.get_absolute_url(), action, record


def corrected_record() -> tuple[Any, ...]:
    world, who, url, action, record = shared_record()
    interviews.ask_correction(record, correction="In April.", by=world.who["itv"])
    return world, who, url, action, record


def draft_referral() -> tuple[Any, ...]:
    world = cast.world()
    referral = make.referral(world.people, submitted=False)
    url = reverse("reviews:referral_edit", args=[referral.pk])
    return world, "ref", url, "reviews.view_referral", referral


def wishes_in_clear() -> tuple[Any, ...]:
    world = begun()
    url = reverse("families:wishes_edit", args=[world.review.pk, world.relative.pk])
    return world, "fl", url, "families.read_wishes", world.relative


CLAIMS: dict[str, tuple[Callable[[], tuple[Any, ...]], str, set[str]]] = {
    "draft": (draft_review, "the lead of your agency can read what you save", {"imr", "agl"}),
    "returned": (returned_review, "the lead of your agency can read what you save", {"imr", "agl"}),
    "record": (shared_record, "Only you and the author can read it here", {"itv", "imr"}),
    "corrected": (corrected_record, "Only you and the author can read it here", {"itv", "imr"}),
    "counted": (
        record_seen_from_the_commission,
        "read by the author and the person interviewed, and nobody else",
        {"itv", "imr"},
    ),
    "referral": (
        draft_referral,
        "Until you send it, only you, your agency’s lead and the board’s business manager",
        {"ref", "agl", "bm"},
    ),
    "wishes": (wishes_in_clear, "family’s contact and the manager read it in clear", {"fl", "bm"}),
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_sentence_about_who_reads_says_who_does(claim: str, client: Any) -> None:
    state, sentence, who = CLAIMS[claim]
    world, reader, url, action, on = state()
    page = sign_in(client, world.who[reader]).get(url).content.decode()
    assert sentence in " ".join(page.split())
    assert readers(world, action, on) == who


COMPARED = {
    "templates/panels/imr.html",
    "templates/panels/commission.html",
    "templates/panels/interview/purpose.html",
    "reviews/views/referrals.py",
    "panels/policy.py",
}


def test_no_page_promises_that_nobody_else_reads_without_being_compared() -> None:
    root = Path(settings.BASE_DIR)
    files = [*root.glob("templates/**/*.html"), *root.glob("templates/**/*.txt")]
    for app in ("reviews", "panels", "families", "reports"):
        files += [path for path in root.glob(f"{app}/**/*.py") if "/demo/" not in str(path)]
    promising = {str(path.relative_to(root)) for path in files if EXCLUSIVE.search(said(path))}
    assert promising == COMPARED


def said(path: Path) -> str:
    """The text of a file; of Python only its strings about reading, so that docstrings do not count."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return text
    return "\n".join(line for line in text.splitlines() if '"' in line and '"""' not in line)
