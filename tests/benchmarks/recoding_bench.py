"""Measure how fast a case is coded anew after one change of its register, and how fast a name is answered.

    ./run bench recoding

Works in a database of its own (test_<name>), made and thrown away. The rows are those of an agency's table: five
columns filled, of which three repeat a few words, and one sentence of its own in each row.
"""

from __future__ import annotations

import datetime
import os
import random
import time
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "scr_portal.settings.test"

ROWS = int(os.environ.get("PORTAL_BENCH_ROWS", "3000"))
SENTENCES = (
    "{who} rang to say that the baby was not feeding well and asked for a visit before the weekend.",
    "Home visit by {worker}. House cold, mother tired. Weight plotted on the same line as at birth.",
    "{who} did not attend the appointment with {worker} and no reason was given. Letter sent.",
    "Telephone call from the school: {who} had not been collected, and {worker} was told.",
    "Seen at {place} with {who}. Bruise to the left arm was explained as a fall from the sofa.",
)
WHO = (
    "Tamsin",
    "Tamsin Quillfeather",
    "mother",
    "Ms Quillfeather",
    "Mr Othenby",
    "grandmother",
    "Keith Venn",
)
WORKERS = tuple(f"Orla {name}ath" for name in ("Ashbur", "Brindl", "Corv", "Drenn", "Elmsw", "Farr", "Gorst"))
PLACES = ("Bramblewick", "the clinic", "Quandorly Primary School", "home")


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
    runner = get_runner(settings, "django.test.runner.DiscoverRunner")(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        measure()
    finally:
        runner.teardown_databases(made)
        database.release()


def measure() -> None:
    """All figures, each on a line."""
    from panels.models import ChronologyEvent
    from reviews.models import IdentityRegister, UnknownName
    from reviews.services import unknown_names
    from scr_portal import sealed
    from tests import make

    commission = make.commission()
    register = commission.identity_register()
    manager = register.referral.board.memberships.get(role="business_manager").user
    began = time.process_time()
    ChronologyEvent.objects.bulk_create(
        rows_of(make.chronology_of(commission, b"Date,Details\n12/05/2010,Seen.\n")), batch_size=500
    )
    say(
        f"{ROWS} rows coded and stored",
        ROWS / (time.process_time() - began),
        "rows a second of processor time",
    )
    name = UnknownName.objects.spelled(register, "Othenby").get()
    began = time.perf_counter()
    unknown_names.answer_as_new(name, kind="person", pseudonym="Neighbour 7", by=manager)
    say("one name answered", 1000 * (time.perf_counter() - began), "ms")
    began = time.process_time()
    done = sealed.recode_behind(ChronologyEvent.objects.all(), IdentityRegister.objects.get(pk=register.pk))
    say(f"{done} rows coded anew", done / (time.process_time() - began), "rows a second of processor time")


def rows_of(chronology: Any) -> list[Any]:
    """Return the rows of one table, the same in every run."""
    from panels.models import ChronologyEvent

    chance, day = random.Random(7), datetime.date(2009, 1, 1)
    rows = []
    for number in range(1, ROWS + 1):
        sentence = chance.choice(SENTENCES).format(
            who=chance.choice(WHO), worker=chance.choice(WORKERS), place=chance.choice(PLACES)
        )
        on = day + datetime.timedelta(days=number % 400)
        row = ChronologyEvent(
            chronology=chronology,
            row=number,
            place=number,
            part=9,
            date_start=on,
            date_end=on,
            precision="day",
        )
        row.detail.write(f"{sentence} Entry {number} of the record, page {number % 90}.")
        row.source.write(chance.choice(("Health visiting record", "Police log", "School file")))
        row.staff.write(chance.choice(WORKERS))
        row.contact_type.write(chance.choice(("Visit", "Telephone", "Letter", "Meeting")))
        row.who_seen.write(chance.choice(WHO))
        rows.append(row)
    return rows


def say(what: str, figure: float, unit: str) -> None:
    print(f"{what:60} {figure:10.0f} {unit}", flush=True)


if __name__ == "__main__":
    main()
