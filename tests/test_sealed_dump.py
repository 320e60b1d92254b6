"""What a thief of the database, the files and the mails would hold: no name, no date of birth, no number.

A whole case is played through the services, with real names in every kind of text and address. Then every
row of every table (history included), every stored file and every mail is read as it lies there. One limit is
known and said in the documentation: the address people sign in with stays in clear, because it is looked up;
so the addresses here name nobody. The titles of public editions and the texts they publish are public.
"""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from families.services import holds, relatives
from panels.services import interviews
from reports.services import editions
from reviews.models import Identity, Referral
from reviews.services import criteria, decisions, identities, reviews
from tests import cast, make
from tests.platform.signing_in import delivered

pytestmark = pytest.mark.django_db

PHONE, ADDRESS, NHS = "07700 900417", "14 Saltern Row, Fennmouth", "943 476 5919"
BORN = datetime.date(2009, 2, 14)
TEXT = (
    "Tamsin Quillfeather, born on 14/02/2009, lived at 14 Saltern Row, Fennmouth. TAMSIN's mother, Oona "
    "Quillfeather, rang from 07700 900417. The NHS number is 943 476 5919. Nurse Brightwater called her Tamsie."
)


def written_forms(day: datetime.date) -> set[str]:
    """A date of birth as people write it."""
    short, long = f"{day:%B}"[:3], f"{day:%B}"
    numbers = {f"{day:%d}{sep}{day:%m}{sep}{year}" for sep in "/.-" for year in (f"{day:%Y}", f"{day:%y}")}
    words = {
        f"{d} {month} {day:%Y}"
        for d in (f"{day.day}", f"{day:%d}", f"{day.day}th")
        for month in (short, long)
    }
    return numbers | words | {day.isoformat(), f"{day:%Y%m%d}", f"{day:%d%m%Y}"}


def forbidden() -> set[str]:
    """Everything the registers hold, and each part of each name, folded."""
    found = {form.lower() for form in written_forms(BORN)}
    for identity in Identity.objects.all():
        whole = [identity.canonical, *(identity.aliases or []), identity.given or "", identity.family or ""]
        found |= {text.lower() for text in whole if text}
        if identity.kind == "person":
            found |= {part.lower() for text in whole for part in (text or "").split()}
    found |= {str(name).lower() for name in staff_names()}
    return {text for text in found if len(text) > 2}


def staff_names() -> list[str]:
    return [*make.PEOPLE.values(), "Perran Loveday", "Senara Pryce"]


def whole_case() -> SimpleNamespace:
    """From the first word to a prepared edition, with what identifies in every text on the way."""
    world = cast.world()
    people = world.people
    about = make.referral(
        people, account=TEXT, agencies_involved=TEXT, immediate_safety=TEXT, child_name=make.CHILD
    )
    register = about.register
    entries = [
        ("address", ADDRESS, "[address]"),
        ("phone", PHONE, "[phone number]"),
        ("nhs_number", NHS, "[NHS number]"),
    ]
    for kind, canonical, label in entries:
        identities.enter(register, kind=kind, canonical=canonical, pseudonym=label, by=people.manager)
    child = register.identities.get(role="subject child")
    identities.change(child, aliases=["Tamsie"], by=people.manager)
    made = make.assessment(people, about)
    for limb in made.procedure.criteria:
        criteria.answer(made, criterion=limb.code, met="yes", reasons=TEXT, by=people.committee)
    criteria.recommend(made, recommendation="review", reasons=TEXT, dissent=TEXT, by=people.committee)
    decisions.decide(about, outcome="review", reasons=TEXT, by=people.chair)
    cast.begin(world, Referral.objects.get(pk=about.pk).review)
    play(world)
    return world


def play(world: SimpleNamespace) -> None:
    people = world.people
    relatives.add(
        world.review,
        name="Mr Davy Quillfeather",
        relationship="father",
        label="Father",
        contact_details=f"{PHONE}, {ADDRESS}",
        wishes=TEXT,
        by=people.manager,
    )
    father = world.review.relatives.get(relationship="father")
    relatives.change_wishes(father, safe_contact=TEXT, wishes=TEXT, version=0, by=people.manager)
    day = timezone.localdate()
    holds.place(
        father,
        reason=TEXT,
        agreed_with="police",
        look_again_on=day + datetime.timedelta(days=30),
        by=people.manager,
    )
    relatives.record_contact(
        world.relative, kind="heard", means="visit", on=day, note=TEXT, by=people.manager
    )
    reviews.record_proceeding(
        world.review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason=TEXT,
        look_again_on=day + datetime.timedelta(days=60),
        by=people.manager,
    )
    due = reviews.sign_off_clock(world.review).due_on + datetime.timedelta(days=30)
    reviews.extend(world.review, new_due_on=due, reason=TEXT, by=people.chair)
    record = cast.interview(world, shared=True)
    interviews.ask_correction(record, correction=TEXT, by=world.who["itv"])
    cast.close_without_agreement(world, record, reason=TEXT)
    cast.hand_in(world)
    cast.begin_report(world)
    cast.sign(world)
    editions.prepare(world.report, title="A young child not seen in spring", by=people.manager)
    reviews.declare_conflict(world.review, of=people.committee, reason=TEXT, by=people.committee)


def database() -> dict[str, str]:
    """Every row of every table as text, in small letters."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')  # noqa: S608  names of our own tables
            found[table] = "\n".join(opened(row[0]) for row in cursor.fetchall()).lower()
    return found


def opened(row: str) -> str:
    """The row with its bytes turned back into text where they are text, so that nothing hides in hexadecimal."""
    values = json.loads(row)
    more = []
    for value in values.values():
        if isinstance(value, str) and value.startswith("\\x"):
            more.append(bytes.fromhex(value[2:]).decode("utf-8", "replace"))
    return "\n".join([json.dumps(values, ensure_ascii=False), *more])


def stored_files() -> dict[str, str]:
    root = Path(settings.MEDIA_ROOT)
    return {
        str(
            path.relative_to(root)
        ): f"{path.relative_to(root)}\n{path.read_bytes().decode('utf-8', 'replace')}".lower()
        for path in root.rglob("*")
        if path.is_file()
    }


def found_in(places: dict[str, str], words: set[str]) -> list[str]:
    """Where a word stands. A short one has to stand alone, because cipher text holds any four letters by chance."""
    alone = {word: re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])") for word in words if len(word) < 6}
    return sorted(
        f"{place}: {word}"
        for place, text in places.items()
        for word in words
        if word in text and (word not in alone or alone[word].search(text))
    )


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def test_a_stolen_database_with_its_files_and_mails_holds_no_name() -> None:
    whole_case()
    words = forbidden()
    letters = {f"mail {number}": letter_text(one) for number, one in enumerate(delivered())}
    tables, files = database(), stored_files()

    assert len(words) > 30
    assert {"tamsin", "quillfeather", "tamsie", "2009-02-14", "14 february 2009", PHONE, "oona"} <= words
    assert len(files) >= 2
    assert len(letters) >= 15
    assert sum(map(len, tables.values())) > 300_000
    assert found_in(tables | files | letters, words) == []


def letter_text(letter: Any) -> str:
    return f"{letter.subject}\n{letter.body}\n{letter.from_email}\n{letter.extra_headers}".lower()


def test_one_name_in_clear_would_be_found() -> None:
    people = make.staff(make.board())
    about = make.review(people)
    assert found_in(database(), {"tamsin"}) == []

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reviews_historicalreview SET procedure_code = 'tamsin-2010' WHERE id = %s", [about.pk]
        )
    assert found_in(database(), {"tamsin"}) == ["reviews_historicalreview: tamsin"]


def test_a_short_name_is_found_as_a_word_and_not_inside_cipher_text() -> None:
    assert found_in({"note": "oona, by telephone"}, {"oona"}) == ["note: oona"]
    assert found_in({"sealed": "gaaaaabxoonay7_q"}, {"oona"}) == []


def test_bytes_in_clear_would_be_found_in_a_column_of_bytes() -> None:
    assert "tamsin" in opened(json.dumps({"sealed": "\\x" + b"Tamsin".hex()})).lower()
