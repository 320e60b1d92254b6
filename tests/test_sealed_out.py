"""Words that are sealed reach nobody whom the seal does not name, by any page, list, count, print, mail or record.

A word of its own stands in each kind of thing that can be sealed. People of the board ask every address of the portal, before
the seals and after; those who may show real names have them shown.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panels.models import ChronologyEvent
from panels.services import imrs, interviews
from reviews.sealable import kinds
from reviews.services.returns import NewPoint
from scr_portal.audit.models import AuditEvent
from scr_portal.notices import delivery
from scr_portal.notices.models import Notice
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.platform.signing_in import sign_in
from tests.test_urls_denied import ADDRESSES, path_of

pytestmark = pytest.mark.django_db

WORDS = {
    "contribution": "marzipan",
    "event": "liquorice",
    "interview": "butterscotch",
    "letter": "gooseberry",
    "passage": "humbug",
}
"""The word that stands in each kind, in small letters: no name, so that labels do not hide it."""
HELD_BY_ITS_ROWS = {"chronology"}
READ_BEFORE = {
    "pm": {"contribution", "event", "passage"},
    "itv": {"interview", "passage"},
    "pch": {"contribution", "event", "letter", "passage"},
    "imr": {"passage"},
    "fl": {"passage"},
}
READ_AFTER = {
    "ova": {"contribution", "event", "passage"},
    "fl": {"letter"},
    "imr": {"interview"},
    "pch": {"passage"},
    "sub": {"passage"},
}
"""The committee and the panel chair write the terms of reference, in which the passage stands."""
MANAGER = {"contribution", "event", "letter", "passage"}


def planted() -> SimpleNamespace:
    """A case in which each kind holds its word; the report and the chronology were returned, the letter was asked about."""
    world = cast.world()
    people, who = world.people, world.who
    cast.begin(world, make.review(people))
    chronology = make.edition_of(world.commission, f"A visit about {WORDS['event']}.", "Another visit.")
    returned = make.returned_chronology(people, world.commission, NewPoint("Who came?", section="row_2"))
    record = interview(world)
    imr = report(world)
    world.terms = make.next_terms(
        people, world.review, f"What was known of the {WORDS['passage']}? Who came?"
    )
    letter = make.letter(people, world.relative, f"Her brother was arrested over {WORDS['letter']}.")
    world.things = {
        "review": world.review,
        "referral": world.review.referral,
        "commission": world.commission,
        "chronology": chronology,
        "imr": imr,
        "interview": record,
        "relative": world.relative,
        "letter": letter,
        "outgoing": make.asked_about(letter, by=people.manager),
        "return_round": returned,
        "return_point": returned.points.get(),
    }
    world.event = ChronologyEvent.objects.get(chronology=chronology, row=2)
    world.other_round = reverse("reviews:return_round", args=[world.first_return.pk])
    world.who = {name: person for name, person in who.items() if name not in ("anon", "su", "ob")}
    return world


def interview(world: SimpleNamespace) -> Any:
    record, author = cast.interview(world), world.who["imr"]
    text = f"The nurse said that there was {WORDS['interview']} on the table."
    day = timezone.localdate()
    record = interviews.write(record, text=text, held_on=day, version=record.version, by=author)
    return interviews.share(record, by=author)


def report(world: SimpleNamespace) -> Any:
    """The other agency's report, handed in a second time: its text stands in the round of points too."""
    of, author = world.other_commission, world.other_commission.author
    imr = make.ready_imr(of)
    text = f"The agency knew of the {WORDS['contribution']}."
    imrs.write(imr, section="summary", text=text, version=version_of(imr, "summary"), by=author)
    imr = imrs.submit(imr, by=author)
    points = [NewPoint("Who knew?", section="summary")]
    world.first_return = imrs.send_back(imr, points=points, by=world.people.panel_chair)
    return make.handed_in_again(of)


def seal_each(world: SimpleNamespace) -> None:
    """Seal each of them: two to the overview author, one to the family's contact, one to its own author alone."""
    manager, things = world.people.manager, world.things
    make.seal(things["imr"], world.who["ova"], by=manager)
    make.seal(world.event, world.who["ova"], by=manager)
    make.seal(things["letter"], world.who["fl"], by=manager)
    make.seal(things["interview"], by=world.who["imr"])
    make.sealed_passage(world.terms, "question_1", 1, readers=[world.who["ova"]], by=manager)


def met(world: SimpleNamespace, person: Any) -> dict[str, set[str]]:
    """Each kind whose word this person is shown somewhere, with the names of the pages."""
    client = sign_in(Client(), person)
    client.post(reverse("reviews:named_view", args=["review", world.review.pk]), {"reason": "To look."})
    found: dict[str, set[str]] = {}
    for name, path in paths(world):
        answer = client.get(path)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for kind, word in WORDS.items():
            if word in text.decode(errors="replace").lower():
                found.setdefault(kind, set()).add(name)
    return found


def paths(world: SimpleNamespace) -> list[tuple[str, str]]:
    """Return every address of a thing of this case."""
    listed = [
        ("the other round", world.other_round),
        ("the other agency", world.other_commission.get_absolute_url()),
    ]
    for one in ADDRESSES:
        try:
            listed.append((one.name, path_of(one, world)))
        except (KeyError, AttributeError):
            continue
    return listed


def test_every_kind_that_can_be_sealed_is_planted() -> None:
    assert {kind.slug for kind in kinds()} == set(WORDS) | HELD_BY_ITS_ROWS


def test_what_is_sealed_reaches_nobody_but_the_named_people_and_the_manager() -> None:
    world = planted()
    assert len(paths(world)) > 80
    for name, expected in READ_BEFORE.items():
        assert set(met(world, world.who[name])) >= expected, name

    seal_each(world)
    for name, person in world.who.items():
        shown = met(world, person)
        expected = MANAGER if name == "bm" else READ_AFTER.get(name, set())
        assert set(shown) == expected, (name, shown)

    for notice in Notice.objects.filter(sent_at__isnull=True):
        delivery.deliver(notice.pk)
    said = " ".join([*(str(message.body) for message in mail.outbox), *map(str, Notice.objects.values())])
    said += " ".join(map(str, AuditEvent.objects.values()))
    assert not [word for word in WORDS.values() if word in said.lower()]
