from __future__ import annotations

import threading
import time
from unittest import mock

import pytest
from django.db import connections, transaction

from scr_portal import anonymise as engine
from scr_portal import sealed
from scr_portal.sealed import coding, registers

from .sealed_app import make
from .sealed_app.make import MOTHER, SCHOOL, stored
from .sealed_app.models import Case, Event

pytestmark = pytest.mark.django_db

TABLES = ("sealed_app_event", "sealed_app_historicalevent", "sealed_app_case")


def failing(*args, **kwargs):
    raise RuntimeError("could not read: Maren Oakhollow")


def test_a_page_of_current_texts_asks_nothing_more_of_the_database(django_assert_num_queries):
    case = make.case()
    Event.objects.bulk_create_with_history([make.unsaved(case, f"Maren saw {n}.") for n in range(60)])

    with django_assert_num_queries(1):
        shown = [row.detail.coded for row in Event.objects.all().coded(case)]

    assert len(shown) == 60
    assert set(shown) == {f"Mother saw {n}." for n in range(60)}


def test_a_register_that_moved_on_recodes_a_page_in_few_queries(django_assert_max_num_queries):
    case = make.case()
    Event.objects.bulk_create_with_history([make.unsaved(case, "Maren came.") for _ in range(60)])
    make.register_changed(case, {**MOTHER, "pseudonym": "Mrs A"}, SCHOOL)

    with django_assert_max_num_queries(5):
        shown = [row.detail.coded for row in Event.objects.all().coded(case)]

    assert shown == ["Mrs A came."] * 60
    assert Event.history.count() == 60


def test_a_search_sees_the_newest_pseudonyms():
    case = make.case()
    Event.objects.bulk_create_with_history([make.unsaved(case, "Maren came.") for _ in range(5)])
    make.register_changed(case, {**MOTHER, "pseudonym": "Mrs A"}, SCHOOL)

    assert sealed.recode_behind(Event.objects.filter(case=case), case) == 5
    assert sealed.recode_behind(Event.objects.filter(case=case), case) == 0
    assert Event.objects.filter(detail_coded__contains="Mrs A").count() == 5


def test_many_new_rows_are_coded_with_one_compiled_register():
    case = make.case()
    rows = [make.unsaved(case, "Maren came.") for _ in range(20)]

    with mock.patch.object(coding, "compiled", wraps=registers.compiled) as compiling:
        Event.objects.bulk_create_with_history(rows)

    assert compiling.call_count == 1
    assert set(stored("sealed_app_event", "detail_coded")) == {"Mother came."}


def test_a_register_is_compiled_once_for_many_saves_and_again_when_it_moves_on():
    case = make.case()

    with mock.patch.object(coding, "compiled", wraps=registers.compiled) as compiling:
        for _ in range(3):
            make.event(case)
        assert compiling.call_count == 1
        make.register_changed(case, {**MOTHER, "pseudonym": "Mrs A"}, SCHOOL)
        assert make.event(case).detail.coded == "Mrs A met staff at School 1."
        assert compiling.call_count == 2


def test_the_same_text_written_again_is_not_coded_again(monkeypatch):
    make.event(make.case())
    event = Event.objects.get()
    monkeypatch.setattr(engine, "anonymise", failing)

    event.detail = "Maren Oakhollow met staff at Tidewell Primary School."
    event.save()

    assert stored("sealed_app_event", "detail_coded") == ["Mother met staff at School 1."]


def test_a_rolled_back_register_is_not_remembered_under_its_version():
    case = make.case()
    abandoned = Case(pk=case.pk, version=2, entries=[{**MOTHER, "pseudonym": "Wrong"}])
    kept = Case(pk=case.pk, version=2, entries=[{**MOTHER, "pseudonym": "Right"}])

    assert sealed.code("Maren came.", abandoned) == "Wrong came."
    assert sealed.code("Maren came.", kept) == "Right came."


def test_compiled_registers_are_bounded():
    for n in range(registers.MAX_CACHED + 10):
        sealed.code("Maren came.", Case(version=n + 1, entries=[MOTHER]))

    assert len(registers._compiled) <= registers.MAX_CACHED


@pytest.mark.django_db(transaction=True)
def test_a_text_written_meanwhile_is_never_given_the_coded_form_of_the_old_one():
    case = make.case()
    event = make.event(case)
    make.register_changed(case, {**MOTHER, "pseudonym": "Mrs A"}, SCHOOL)
    ours = Event.objects.get(pk=event.pk)
    theirs = Event.objects.get(pk=event.pk)
    theirs.detail = "Tidewell called."
    theirs.save()

    assert ours.detail.coded == "Mrs A met staff at School 1."
    assert Event.objects.get(pk=event.pk).detail.coded == "School 1 called."


@pytest.mark.django_db(transaction=True)
def test_reading_waits_for_a_text_that_is_being_saved():
    case = make.case()
    pk = make.event(case).pk
    make.register_changed(case, {**MOTHER, "pseudonym": "Mrs A"}, SCHOOL)
    written, read = threading.Event(), Event.objects.defer("detail_sealed").get(pk=pk)

    def write() -> None:
        with transaction.atomic():
            event = Event.objects.get(pk=pk)
            event.detail = "Tidewell called."
            event.save()
            written.set()
            time.sleep(0.5)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(timeout=10)

    assert read.detail.coded == "School 1 called."
    writer.join(timeout=10)
    assert stored("sealed_app_event", "detail_coded") == ["School 1 called."]


def test_originals_stay_in_the_database_unless_a_named_view_asks_for_them(django_assert_num_queries):
    case = make.case()
    for _ in range(3):
        make.event(case)

    with django_assert_num_queries(1):
        rows = Event.objects.all().coded(case, originals=True)
        assert {row.detail.original for row in rows} == {
            "Maren Oakhollow met staff at Tidewell Primary School."
        }
    shut = Event.objects.all().coded(case)[0]

    assert shut.get_deferred_fields() == {"detail_sealed", "other_columns_sealed"}
    assert shut.detail.original == "Maren Oakhollow met staff at Tidewell Primary School."
    assert shut.detail.coded == "Mother met staff at School 1."


def test_a_row_saved_without_its_original_leaves_the_stored_coded_form_alone():
    case = make.case()
    make.event(case, other_columns={"Place": "Tidewell"})
    ours = Event.objects.all().coded(case)[0]
    theirs = Event.objects.get()
    theirs.detail, theirs.other_columns = "Tidewell called.", {"Place": "Home"}
    theirs.save()

    ours.source = "Police"
    ours.save()

    assert stored("sealed_app_event", "detail_coded") == ["School 1 called."]
    assert Event.objects.get().other_columns.coded == {"Place": "Home"}
    assert Event.objects.get().source == "Police"
    assert Event.objects.get().detail.original == "Tidewell called."


def test_changing_a_mapping_in_hand_changes_nothing_until_it_is_written():
    event = make.event(make.case(), other_columns={"Place": "Tidewell"})
    event.other_columns.original["Place"] = "Home"

    assert event.other_columns.original == {"Place": "Tidewell"}


def test_the_coded_form_is_a_plain_text_even_where_nothing_had_to_be_changed():
    pk = make.event(make.case(), "Nothing happened.").pk
    event = Event.objects.get(pk=pk)

    assert type(sealed.code(event.detail.original, event.case)) is str


def test_a_page_of_sixty_current_texts_takes_little_longer_than_the_rows_alone():
    case = make.case(*[{**MOTHER, "id": f"p{n}", "canonical": f"Maren Oakhollow{n}"} for n in range(40)])
    Event.objects.bulk_create_with_history([make.unsaved(case, "Maren came. " * 20) for _ in range(60)])

    def quickest(read):
        took = []
        for _ in range(5):
            started = time.process_time()
            read()
            took.append(time.process_time() - started)
        return min(took)

    rows_alone = quickest(lambda: list(Event.objects.defer("detail_sealed", "other_columns_sealed")))
    with_coding = quickest(lambda: [str(row.detail) for row in Event.objects.all().coded(case)])

    assert with_coding - rows_alone < 0.015
