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
NAMES = int(os.environ.get("PORTAL_BENCH_NAMES", "500"))
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
STEMS = [
    "Bram",
    "Cald",
    "Dun",
    "Fen",
    "Gorse",
    "Hel",
    "Kest",
    "Lang",
    "Mere",
    "Nor",
    "Ottery",
    "Pend",
    "Quarn",
    "Rud",
    "Selk",
    "Thorn",
    "Ulver",
    "Wend",
    "Yarl",
    "Ash",
    "Birk",
    "Crose",
    "Esk",
]
ENDS = [
    "by",
    "croft",
    "dale",
    "fold",
    "garth",
    "holm",
    "ing",
    "ley",
    "more",
    "ness",
    "ridge",
    "shaw",
    "stead",
    "thwaite",
    "wick",
    "worth",
    "bury",
    "combe",
    "den",
    "ham",
    "mouth",
    "over",
]
SURNAMES = tuple(stem + end for end in ENDS for stem in STEMS)[:NAMES]
"""Names that nobody has registered: each waits in the queue."""
PLACES = ("Bramblewick", "the clinic", "Quandorly Primary School", "home")


def main() -> None:
    """Make the database, fill it, measure, throw it away."""
    from tools import database

    if not os.environ.get("DATABASE_URL"):
        database.hold("postgres")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import get_runner, setup_test_environment

    from tests import migrated_database

    setup_test_environment()
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database.name()
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
    from panels.models import ChronologyEvent
    from reviews.models import IdentityRegister, UnknownName
    from scr_portal import sealed
    from tests import make

    commission = make.commission()
    register = commission.identity_register()
    manager = register.referral.board.memberships.get(role="business_manager").user
    began = time.process_time()
    rows = rows_of(make.chronology_of(commission, b"Date,Details\n12/05/2010,Seen.\n"))
    ChronologyEvent.objects.bulk_create(rows, batch_size=500)
    say(
        f"{ROWS} rows coded and stored",
        ROWS / (time.process_time() - began),
        "rows a second of processor time",
    )
    client = signed_in(manager, commission.review)
    queue = address_of_queue(commission.review)
    say(f"{waiting_in(register)} names wait; the queue opens", best_of_three(lambda: client.get(queue)), "ms")
    name = UnknownName.objects.spelled(register, "Othenby").get()
    say("one name answered on its page", answered(client, queue, name), "ms")
    standing = at_rest(name)
    began = time.process_time()
    done = sealed.recode_behind(ChronologyEvent.objects.all(), IdentityRegister.objects.get(pk=register.pk))
    say(f"{done} rows coded anew", done / (time.process_time() - began), "rows a second of processor time")
    say("rows with the old form in the table when it was answered", standing, "rows")
    say("and when the job has ended", at_rest(name), "rows")


def signed_in(manager: Any, review: Any) -> Any:
    """Return a client of the manager, with the names of the case open."""
    from django.test import Client
    from django.urls import reverse

    from tests.platform.signing_in import sign_in

    client = Client()
    sign_in(client, manager)
    client.post(reverse("reviews:named_view", args=["review", review.pk]), {"reason": "To measure."})
    return client


def address_of_queue(review: Any) -> str:
    from django.urls import reverse

    return reverse("reviews:names", args=[review.pk])


def waiting_in(register: Any) -> int:
    return register.unknown_names.filter(answer="").count()


def best_of_three(act: Any) -> float:
    """Return the milliseconds of the quickest of three, by the clock on the wall; what it answers is a page."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        response = act()
        times.append(1000 * (time.perf_counter() - began))
        assert response.status_code == 200, response.get("Location")
    return min(times)


def answered(client: Any, queue: str, name: Any) -> float:
    """Answer one name as the form does, with a label that is there already; return the milliseconds until it leads on."""
    other = name.register.identities.exclude(kind="child").first()
    address = f"{queue}?open={name.pk}"
    began = time.perf_counter()
    response = client.post(address, {"name": [str(name.pk)], "answer": f"known:{other.pk}", "sure": "on"})
    took = 1000 * (time.perf_counter() - began)
    assert response.status_code == 302, response.content.decode()[:3000]
    return took


def at_rest(name: Any) -> int:
    """Return in how many rows the label that stood for the name stands in a coded column, as a thief would look."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM panels_chronologyevent WHERE detail_coded LIKE %s OR who_seen_coded LIKE %s",
            [f"%{name.label}%", f"%{name.label}%"],
        )
        return int(cursor.fetchone()[0])


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
        row.detail.write(f"{sentence} Entry {number} of the record, page {number % 90}.{caller(number)}")
        row.source.write(chance.choice(("Health visiting record", "Police log", "School file")))
        row.staff.write(chance.choice(WORKERS))
        row.contact_type.write(chance.choice(("Visit", "Telephone", "Letter", "Meeting")))
        row.who_seen.write(chance.choice(WHO))
        rows.append(row)
    return rows


def caller(number: int) -> str:
    """Return a sentence with an unknown name for some of the rows, so that each name stands in a few."""
    return "" if number % 4 else f" Mrs {SURNAMES[number // 4 % len(SURNAMES)]} rang."


def say(what: str, figure: float, unit: str) -> None:
    print(f"{what:60} {figure:10.0f} {unit}", flush=True)


if __name__ == "__main__":
    main()
