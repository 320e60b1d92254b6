"""The names desk in the access matrix: previews, who can see names, and facts that identify together."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

from reports.services import reports
from scr_portal.accounts.models import Membership
from scr_portal.web.stale import version_of
from tests import cast, make
from tests.asking import again
from tests.matrix_checks import Moment, both, may, reading, sees


def preview(world: SimpleNamespace) -> Iterator[Moment]:
    """Look as a panel member: opening a preview is the act; its pages are those of the other objects, narrowed."""
    cast.begin(world, make.review(world.people))
    yield "open", {"create": may("accounts.preview", Membership.objects.get(user=world.who["pm"]))}


def readers(world: SimpleNamespace) -> Iterator[Moment]:
    """Say who can see the real names of a case, for the case and for all of a board."""
    row = cast.begin(world, make.review(world.people)).review
    yield "open", reading(both(sees(row), may("reviews.view_name_readers", row)))


def jigsaw(world: SimpleNamespace) -> Iterator[Moment]:
    """Score the facts of an edition: the manager makes them coarser or keeps them, a chair answers the reason."""
    cast.begin(world, make.review(world.people))
    cast.hand_in(world)
    report = cast.begin_report(world)
    reports.write(
        report,
        part="overview",
        text=make.TOGETHER,
        version=version_of(report, "overview"),
        by=world.people.author,
    )
    edition = make.edition(world.people, again(cast.sign(world)), cleared=False)
    kept = make.kept_together(edition, by=world.people.manager)
    edition = again(edition)
    yield (
        "prepared",
        reading(both(sees(edition), may("reports.view_combinations", edition)))
        | {
            "create": may("reports.keep_combination", edition),
            "edit": may("reports.settle_flag", edition),
            "approve": may("reports.answer_combination", again(kept)),
        },
    )
