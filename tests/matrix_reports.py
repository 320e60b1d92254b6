"""The report and its public edition as objects of the access matrix."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.services import relatives
from reports.models import PublicEdition
from reports.services import editions, reports
from tests import cast, make
from tests.asking import again
from tests.matrix_checks import Check, Moment, both, either, if_open, may, sees


def over(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    cast.hand_in(world)
    begins = both(sees(world.review), may("reports.write_report", world.review))
    row = cast.begin_report(world)
    yield "draft", report_checks(again(row)) | {"create": begins}
    reports.submit(row, by=world.people.author)
    yield "submitted", report_checks(again(row))
    make.returned_report(row, by=world.people.panel_chair)
    yield "returned", report_checks(again(row))
    make.answer_points(row, by=world.people.author)
    reports.submit(row, by=world.people.author)
    reports.agree(row, digest=again(row).digest, by=world.people.panel_chair)
    yield "approved", report_checks(again(row))
    reports.sign_off(row, digest=again(row).digest, by=world.people.chair)
    yield "signed", report_checks(again(row))


def report_checks(row: Any) -> dict[str, Check]:
    return {
        "view": sees(row, "reports.view_report"),
        "edit": both(sees(row), may("reports.write_report", row)),
        "submit": both(sees(row), may("reports.submit_report", row)),
        "approve": if_open(row, "agreed", may("reports.agree_report", row)),
    }


def sign(world: SimpleNamespace) -> Iterator[Moment]:
    cast.begin(world, make.review(world.people))
    cast.hand_in(world)
    cast.begin_report(world)
    row = again(cast.sign(world))
    signs = either(may("reports.agree_report", row), may("reports.sign_report", row))
    shown = sees(row, "reports.view_report")
    yield "signed", {"view": shown, "view outcome": shown, "approve": signs}


def pubrep(world: SimpleNamespace) -> Iterator[Moment]:
    people = world.people
    cast.begin(world, make.review(people))
    cast.hand_in(world)
    cast.begin_report(world)
    report = cast.sign(world)
    prepares = both(sees(report), may("reports.prepare_edition", report))
    row = make.edition(people, report)
    row = make.searched(row, by=people.manager)
    yield "signed", edition_checks(again(row)) | {"create": prepares}
    day = timezone.localdate()
    relatives.record_contact(world.relative, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(row, world.relative, given_on=day, means="visit", declined=False, by=people.manager)
    editions.publish(row, by=people.manager)
    public = PublicEdition.objects.public().filter(pk=row.pk)
    yield "published", {"list": lambda user: public.exists(), "view": sees(again(row))}


def edition_checks(row: PublicEdition) -> dict[str, Check]:
    clears = may("reports.clear_edition", row)
    return {
        "view": sees(row),
        "submit": may("reports.give_copy", row),
        "approve": either(clears, may("reports.publish", row)),
        "delete": may("reports.withdraw", row),
    }
