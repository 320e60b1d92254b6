"""Measure what a person waits for: the case list with 2,000 cases, a request's overhead, and coded rendering.

    ./run bench cases

Works in a database of its own (test_<name>), made and thrown away; prints medians in milliseconds of server time through
Django's test client, queries included, network and browser not.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "scr_portal.settings.test"

CASES = 2000
TIMES = 30
EVENTS = 60
ENTRIES = 40


def main() -> None:
    """Make the database, fill it, measure, throw it away."""
    from tools import database

    if not os.environ.get("DATABASE_URL"):
        database.hold("postgres")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    setup_test_environment()
    settings.SECOND_FACTOR_WAIVED = True
    runner = get_runner(settings, "django.test.runner.DiscoverRunner")(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        measure()
    finally:
        runner.teardown_databases(made)
        database.release()


def measure() -> None:
    """All figures, each on a line."""
    from django.test import Client

    people, review = a_case()
    many(people, review)
    client = Client()
    client.force_login(people.manager)
    say("healthz (no session, no query)", median(lambda: get(client_without_session(), "/healthz")))
    say("your account (session, memberships)", median(lambda: get(client, "/account/")))
    say(f"case list, {CASES} cases, first page", median(lambda: get(client, "/cases/")))
    say(f"case list, {CASES} cases, last page", median(lambda: get(client, f"/cases/?page={CASES // 25}")))
    say("queries of the case list", queries(client, "/cases/"), "")
    rendering(review)


def a_case() -> Any:
    """One board with its people, and one review that went through the services."""
    from tests import make

    people = make.staff(make.board())
    return people, make.review(people)


def many(people: Any, review: Any) -> None:
    """2,000 reviews with a running clock each, by bulk insert: the list does not ask how they came about."""
    from django.contrib.contenttypes.models import ContentType
    from django.db.models import QuerySet
    from django.utils import timezone

    from reviews.models import Referral, Review
    from scr_portal.deadlines.models import Deadline

    now = timezone.now()
    referrals = [
        Referral(
            board=people.board,
            referred_by=people.referrer,
            status="decided",
            submitted_at=now,
            submitted_by=people.referrer,
        )
        for _ in range(CASES)
    ]
    QuerySet(Referral).bulk_create(referrals, batch_size=500)
    reviews = [
        Review(
            board=people.board,
            referral=referral,
            procedure_code=review.procedure_code,
            procedure_version=review.procedure_version,
            decided_on=now.date(),
        )
        for referral in referrals
    ]
    QuerySet(Review).bulk_create(reviews, batch_size=500)
    kind = ContentType.objects.get_for_model(Review)
    clocks = [
        Deadline(
            subject_type=kind,
            subject_id=one.pk,
            kind="sign_off",
            label="Sign-off",
            trigger_label="Decision",
            triggered_on=now.date(),
            rule={"length": 6, "unit": "months"},
            due_on=now.date(),
            case_code=one.code,
        )
        for one in reviews
    ]
    QuerySet(Deadline).bulk_create(clocks, batch_size=500)


def rendering(review: Any) -> None:
    """60 narratives under a register of 40 entries: coding them anew, and reading them once coded."""
    from django.db import transaction

    from reviews.models import Question
    from reviews.services import terms
    from scr_portal import sealed

    manager = review.board.memberships.get(role="business_manager").user
    register = review.identity_register()
    with transaction.atomic():
        register_workers(register, by=manager)
    drafted = terms.draft(review, by=manager)
    for number in range(1, EVENTS + 1):
        question = Question(terms=drafted, number=number)
        question.text.write(
            f"Tamsin Quillfeather was seen by Orla {SURNAMES[number % len(SURNAMES)]}ath at home. " * 4
        )
        question.save()
    rows = list(drafted.questions.all())
    coder = sealed.coding.Coder(register)
    say(
        f"coding {EVENTS} texts anew, {ENTRIES} entries",
        median(lambda: [coder.code(row.text.original) for row in rows], 5),
    )
    say(
        f"reading {EVENTS} coded texts",
        median(lambda: [row.text.coded for row in sealed.refresh(list(drafted.questions.all()), register)]),
    )
    say(
        f"the same {EVENTS} rows without narratives",
        median(lambda: list(drafted.questions.values_list("number"))),
    )


def register_workers(register: Any, *, by: Any) -> None:
    """Fill the register up to its 40 entries."""
    from reviews.services import identities

    for number in range(ENTRIES - register.identities.count()):
        family = f"{SURNAMES[number % len(SURNAMES)]}{'aeiou'[number // len(SURNAMES)]}th"
        identities.enter_person(
            register, name=f"Orla {family}", role="worker", pseudonym=f"Worker {number + 2}", by=by
        )


SURNAMES = ("Ashbur", "Brindl", "Corv", "Drenn", "Elmsw", "Farr", "Gorst", "Hallw")


def get(client: Any, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)


def client_without_session() -> Any:
    from django.test import Client

    return Client()


def queries(client: Any, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        get(client, path)
    return len(captured)


def median(act: Callable[[], Any], times: int = TIMES) -> float:
    """Median of `times` runs in milliseconds, after one that is not counted."""
    act()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def say(what: str, figure: float, unit: str = " ms") -> None:
    print(f"{what:<48} {figure:8.1f}{unit}")


if __name__ == "__main__":
    main()
