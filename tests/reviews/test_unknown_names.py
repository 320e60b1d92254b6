"""What nobody has settled has one label in the whole case, from the first minute and for good."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from reviews.models import IdentityRegister, Referral, UnknownName
from reviews.models import unknown_names as module
from reviews.services import identities, referrals
from scr_portal import locks, sealed
from scr_portal.anonymise import LABEL, anonymise, surfaces_of
from scr_portal.sealed.coding import Coder
from scr_portal.sealed.registers import LabelsInUse
from scr_portal.web.markdown import as_html
from tests import make

pytestmark = pytest.mark.django_db

ACCOUNT = (
    "Nurse Threlkeld rang Keith Venn at Bramblewick. Threlkeld’s manager was told that Keith Venn was out. "
    "The Threlkelds live at 14 Quandorly Road, QX9 3ZZ."
)


@pytest.fixture
def people() -> Any:
    return make.staff(make.board())


@pytest.fixture
def referral(people: Any) -> Referral:
    return make.referral(people, account=ACCOUNT, agencies_involved="Mr Venn asked for THRELKELD by name.")


def surfaces(text: str) -> list[Any]:
    return surfaces_of(anonymise(text, [], grain=None))


def label_of(register: IdentityRegister, surface: str) -> str:
    return UnknownName.objects.get(register=register, surface_index=sealed.keyed_index(surface.lower())).label


def test_a_text_of_unknown_names_reads_as_sentences_about_distinct_people(referral: Referral) -> None:
    nurse, venn, place, home = (
        label_of(referral.register, words)
        for words in ("Threlkeld", "Keith Venn", "Bramblewick", "14 quandorly road qx 9 3 zz")
    )
    assert len({nurse, venn, place, home}) == 4
    assert str(referral.account) == (
        f"Nurse {nurse} rang {venn} at {place}. {nurse}’s manager was told that {venn} was out. The {nurse}s live at {home}."
    )
    assert nurse in str(referral.agencies_involved)
    assert re.fullmatch(r"\[person \d+\]", nurse) and re.fullmatch(r"\[address \d+\]", home)


def test_no_surface_stands_in_clear_in_any_column(referral: Referral) -> None:
    from tests.platform.sealed_app.make import everything_stored

    stored = everything_stored()
    assert "child" in stored
    for words in ("Threlkeld", "Venn", "Bramblewick", "Quandorly"):
        assert words.lower() not in stored.lower()


def test_the_same_surface_has_the_same_label_in_every_text_and_another_case_has_its_own(people: Any) -> None:
    first, second = make.referral(people, account=ACCOUNT), make.referral(people, account=ACCOUNT)
    rows = UnknownName.objects.filter(register=first.register)
    assert rows.count() == UnknownName.objects.filter(register=second.register).count() == 4
    before = set(rows.values_list("pk", flat=True))
    again = sealed.code("KEITH VENN’s sister met Thrélkeld.", first.register)
    assert set(rows.values_list("pk", flat=True)) == before
    assert label_of(first.register, "keith venn") + "’s sister" in again


def test_the_number_of_a_record_reads_as_it_is_in_its_own_cell_and_has_a_label_in_a_sentence(
    people: Any,
) -> None:
    register = make.referral(people).register
    assert sealed.code("AP/1001", register) == "AP/1001"
    assert not UnknownName.objects.filter(register=register, group="number").exists()
    in_words = sealed.code("The caller gave reference AP/1001 to the nurse.", register)
    assert "AP/1001" not in in_words
    assert label_of(register, "ap 1001") in in_words
    assert "943 476 5919" not in sealed.code("943 476 5919", register)


def test_a_label_stays_when_the_name_is_settled_and_comes_back_when_that_is_taken_back(
    people: Any, referral: Referral
) -> None:
    register = referral.register
    before = sealed.code(ACCOUNT, register)
    settled = identities.settle(register, text="Keith Venn", settled_as="allow", by=people.manager)
    register = IdentityRegister.objects.get(pk=register.pk)
    assert sealed.code(ACCOUNT, register) == before.replace(label_of(register, "keith venn"), "Keith Venn")
    identities.unsettle(settled, by=people.manager)
    assert sealed.code(ACCOUNT, IdentityRegister.objects.get(pk=register.pk)) == before


def test_numbers_are_drawn_and_tell_neither_sequence_nor_count(referral: Referral) -> None:
    text = " ".join(
        f"Mrs {first}{last} rang."
        for first in ("Threl", "Quand", "Bramb", "Othen")
        for last in ("keld", "orley", "wick", "by", "ford", "more")
    )
    sealed.code(text, referral.register)
    drawn = [
        UnknownName.objects.get(
            register=referral.register, surface_index=sealed.keyed_index(surface.key)
        ).number
        for surface in surfaces(text)
    ]
    assert len(set(drawn)) == len(drawn) >= 20
    assert drawn != sorted(drawn)
    assert max(drawn) <= module.FEWEST_NUMBERS and max(drawn) > len(drawn)


def test_there_are_always_twice_as_many_numbers_as_names(
    referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEWEST_NUMBERS", 9)
    text = " ".join(f"Mrs Threl{letter}keld rang." for letter in "abcdefghijkmnopq")
    coded = sealed.code(text, referral.register)
    numbers = [int(number) for _, number in LABEL.findall(coded)]
    assert len(set(numbers)) == 16
    assert 9 < max(numbers) <= 99


def test_a_batch_of_texts_asks_once_for_all_its_labels(
    referral: Referral, django_assert_num_queries: Any
) -> None:
    coder = Coder(referral.register)
    coder.code(ACCOUNT)
    with django_assert_num_queries(1):
        coder.prepare([f"{number}: Nurse Threlkeld rang Keith Venn." for number in range(40)])


def test_each_text_of_a_batch_is_coded_once(referral: Referral, monkeypatch: pytest.MonkeyPatch) -> None:
    from scr_portal import anonymise as engine

    calls: list[str] = []
    whole = engine.anonymise

    def counted(text: str, *rest: Any, **more: Any) -> Any:
        calls.append(text)
        return whole(text, *rest, **more)

    monkeypatch.setattr(engine, "anonymise", counted)
    coder = Coder(referral.register)
    coder.prepare(["Police", "Police", {"Seen": "Police"}])
    assert sorted(calls) == ["Police", "Seen"]


def test_a_coded_text_coded_again_stays_as_it_is(referral: Referral) -> None:
    once = str(referral.account)
    assert sealed.code(once, referral.register) == once


def test_a_label_at_the_start_of_a_line_stays_in_the_report() -> None:
    assert "[person 3]: asked for help" in as_html("[person 3]: asked for help")


def test_a_label_is_not_changed_when_it_is_taken_over_into_another_text(
    people: Any, referral: Referral
) -> None:
    nurse = label_of(referral.register, "threlkeld")
    referral = make.referral(people, account=f"{nurse} is on leave.")
    assert str(referral.account) == f"{nurse} is on leave."


def other_connection(act: Any) -> Any:
    """What `act` returns in a transaction of another connection, or the exception it raises."""
    answers: list[Any] = []

    def run() -> None:
        try:
            with transaction.atomic():
                answers.append(act())
        except Exception as error:
            answers.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=20)
    return answers[0]


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_rows_never_waits_for_labels_that_another_transaction_gives(
    people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two transactions that each hold what the other wants: here one of them is told so at once."""
    monkeypatch.setattr(locks, "TRIES", 2)
    register = make.referral(people).register
    with transaction.atomic():
        register.labels_of(surfaces("Mrs Threlkeld rang."))
        answer = other_connection(lambda: register.labels_of(surfaces("Mr Othenby rang.")))
    assert isinstance(answer, LabelsInUse)
    assert set(other_connection(lambda: register.labels_of(surfaces("Mr Othenby rang.")))) == {"othenby"}


@pytest.mark.django_db(transaction=True)
def test_a_text_whose_labels_are_in_use_shows_no_name_and_has_its_labels_at_the_next_reading(
    people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "TRIES", 1)
    referral = make.referral(people, submitted=False)
    with transaction.atomic():
        referral.register.labels_of(surfaces("Mrs Threlkeld rang."))
        written = other_connection(
            lambda: str(
                referrals.write(
                    Referral.objects.get(pk=referral.pk),
                    account="Mr Othenby rang.",
                    version=referral.version,
                    by=people.referrer,
                ).account
            )
        )
        assert written == "Mr [person] rang."
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_coded, account_register_version FROM reviews_referral")
        assert cursor.fetchall() == [("Mr [person] rang.", 0)]
    read = Referral.objects.get()
    assert str(read.account) == f"Mr {label_of(read.register, 'othenby')} rang."


@pytest.mark.django_db(transaction=True)
def test_two_workers_give_one_surface_one_label(people: Any) -> None:
    register = make.referral(people).register
    texts = [f"Mrs Threlkeld rang Mr Othenby and Dr Quand{letter}ley." for letter in "abcdef"]
    barrier = threading.Barrier(6)
    labels: list[dict[str, str]] = []

    def work(text: str) -> None:
        barrier.wait(timeout=20)
        for _ in range(20):
            try:
                labels.append(IdentityRegister.objects.get(pk=register.pk).labels_of(surfaces(text)))
                break
            except LabelsInUse:
                continue
        connections.close_all()

    threads = [threading.Thread(target=work, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(labels) == 6
    assert len({label["threlkeld"] for label in labels}) == 1
    assert UnknownName.objects.filter(register=register).count() == 8


def test_a_withheld_text_takes_the_older_coded_form_away_from_the_table(
    people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = make.referral(people, account="Nothing is known of her.")
    identities.enter(
        referral.register, kind="person", canonical="Ivo Larch", pseudonym="Uncle", by=people.manager
    )

    def failing(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr("scr_portal.anonymise.anonymise", failing)
    assert "withheld" in str(Referral.objects.get().account)
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_coded FROM reviews_referral")
        assert "known" not in cursor.fetchone()[0]


def test_only_the_manager_reads_the_unknown_names_of_a_case(referral: Referral, people: Any) -> None:
    names = UnknownName.objects.all()
    assert names.visible_to(people.manager).count() == 5
    for person in (people.chair, people.committee, people.referrer, people.author):
        assert not names.visible_to(person).exists()


def test_an_unknown_name_is_answered_with_a_person_and_a_time_or_not_at_all(referral: Referral) -> None:
    name = UnknownName.objects.filter(register=referral.register)[0]
    name.answer = "not_a_name"
    with pytest.raises(IntegrityError), transaction.atomic():
        name.save()
