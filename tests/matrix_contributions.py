"""What agencies hand in and what the family is told, as objects of the access matrix."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.models import FamilyLetter, OutgoingText, Relative
from families.services import letters, relatives
from panels.models import Chronology, Commission
from panels.services import chronologies, interviews
from tests import cast, make
from tests.asking import again
from tests.matrix_checks import Check, Moment, both, either, if_open, may, reading, sees


def chron(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    row = make.chronology(world.commission, accepted=False)
    yield "draft", chronology_checks(world, again(row))
    make.leave_held_rows_out(row, by=world.commission.author)
    chronologies.accept(row, by=world.commission.author)
    yield "submitted", chronology_checks(world, again(row))


def chronology_checks(world: SimpleNamespace, row: Chronology) -> dict[str, Check]:
    hands_in = both(sees(world.commission), may("panels.upload_chronology", world.commission))
    accepts = both(sees(row), may("panels.accept_chronology", row))
    return reading(sees(row, "panels.view_chronology")) | {
        "create": hands_in,
        "edit": hands_in,
        "submit": if_open(row, "accepted", accepts),
    }


def imr_draft(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    row = world.commission.management_review
    yield (
        "draft",
        reading(sees(row, "panels.view_imr"))
        | {
            "list meta": sees(Commission.objects.get(pk=world.commission.pk), "panels.view_commission"),
            "edit": both(sees(row), may("panels.write_imr", row)),
            "submit": both(sees(row), may("panels.submit_imr", row)),
        },
    )


def imr_sub(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    row = make.submitted_imr(world.commission)
    yield "submitted", imr_checks(again(row))
    cast.accept_imr(world)
    yield "accepted", imr_checks(again(row))


def imr_checks(row: Any) -> dict[str, Check]:
    accepts = if_open(row, "accepted", may("panels.accept_imr", row))
    return {"view": sees(row, "panels.view_imr"), "approve": accepts}


def intv(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    row = cast.interview(world)
    yield "draft", interview_checks(world, again(row))
    interviews.share(row, by=world.who["imr"])
    yield "shared", interview_checks(world, again(row))
    interviews.ask_correction(row, correction="It was in April.", by=world.who["itv"])
    yield "disputed", interview_checks(world, again(row))
    interviews.share(row, by=world.who["imr"])
    interviews.confirm(row, by=world.who["itv"])
    yield "confirmed", interview_checks(world, again(row))


def interview_checks(world: SimpleNamespace, row: Any) -> dict[str, Check]:
    writes = if_open(row, "shared", may("panels.arrange_interview", row))
    corrects = if_open(row, "disputed", may("panels.confirm_interview", row))
    return reading(sees(row, "panels.view_interview")) | {
        "list meta": sees(world.commission, "panels.view_commission"),
        "create": may("panels.arrange_interview", world.commission.management_review),
        "edit": either(writes, corrects),
        "submit": either(writes, corrects),
        "approve": if_open(row, "confirmed", may("panels.confirm_interview", row)),
    }


def famcon(world: SimpleNamespace) -> Iterator[Moment]:
    row: Relative = cast.begin(world, make.review(world.people)).relative
    records = both(sees(row), may("families.record_contact", row))
    shown = both(sees(row, "families.view_family"), may("reviews.show_names", row))
    yield "recorded", {"view": shown, "create": records, "edit": records}


def famview(world: SimpleNamespace) -> Iterator[Moment]:
    row: Relative = cast.begin(world, make.review(world.people)).relative
    day = timezone.localdate()
    relatives.record_contact(
        row, kind="heard", means="visit", on=day, note="She asked twice.", by=world.who["fl"]
    )
    records = both(sees(row), may("families.record_contact", row))
    yield "recorded", reading(sees(row, "families.view_family")) | {"create": records}


def letter(world: SimpleNamespace) -> Iterator[Moment]:
    """One letter of the contact's and one of the manager's: each sends the own, and clears in the other's."""
    people, mother = world.people, cast.begin(world, make.review(world.people)).relative
    text = "The board has written to Mrs Loveday."
    rows = [make.letter(people, mother, text, by=by) for by in (world.who["fl"], people.manager)]
    outgoing = [make.asked_about(row, by=row.written_by) for row in rows]
    yield "draft", letter_checks([again(row) for row in rows], outgoing)
    for row in rows:
        letters.send(again(row), on=timezone.localdate(), by=row.written_by)
    yield "sent", letter_checks([again(row) for row in rows], outgoing)


def letter_checks(rows: list[FamilyLetter], outgoing: list[OutgoingText]) -> dict[str, Check]:
    row = rows[0]
    writes = may("families.record_contact", row.relative)
    sends = either(*(may("families.send_letter", one) for one in rows))
    clears = either(*(may("families.clear_others", one) for one in outgoing))
    return reading(sees(row, "families.view_family")) | {
        "create": writes,
        "edit": if_open(row, "sent", both(sees(row), writes)),
        "submit": if_open(row, "sent", sends),
        "approve": if_open(row, "sent", both(sees(outgoing[0]), clears)),
        "download": both(sees(row), writes),
    }
