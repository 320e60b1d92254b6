from __future__ import annotations

import logging
import threading
import time
from unittest import mock

import pytest
from django.db import connections, transaction
from django.template import Context, Engine

from scr_portal import anonymise as engine
from scr_portal import sealed
from scr_portal.sealed import coding, registers

from .sealed_app import make
from .sealed_app.make import MOTHER, SCHOOL, dumped, stored
from .sealed_app.models import Case, Event

pytestmark = pytest.mark.django_db

TABLES = ("sealed_app_event", "sealed_app_historicalevent", "sealed_app_case")
FATHER = {
    "id": "p2",
    "kind": "person",
    "canonical": "Ivo Saltmarsh",
    "aliases": [],
    "pseudonym": "Father",
    "given": "Ivo",
    "family": "Saltmarsh",
    "role": "father",
}


def failing(*args, **kwargs):
    raise RuntimeError("could not read: Maren Oakhollow")


def flagging(text, register, **kwargs):
    """Stand in for the engine's finder of unknown names: flags the word Saltmarsh."""
    result = engine_anonymise(text, register, **kwargs)
    at = result["text"].find("Saltmarsh")
    found = [{"start": at, "end": at + 9, "kind": "name"}] if at >= 0 else []
    return {**result, "residuals": found}


engine_anonymise = engine.anonymise


def test_a_narrative_is_served_coded_and_kept_as_its_author_wrote_it():
    event = Event.objects.get(pk=make.event(make.case()).pk)

    assert event.detail.coded == "Mother met staff at School 1."
    assert event.detail.original == "Maren Oakhollow met staff at Tidewell Primary School."
    assert event.detail.version == 1


def test_printing_a_narrative_in_a_page_or_a_log_gives_the_coded_form():
    event = Event.objects.get(pk=make.event(make.case()).pk)
    page = Engine().from_string("{{ event.detail }} {% if event.detail %}yes{% endif %}")

    assert page.render(Context({"event": event})) == "Mother met staff at School 1. yes"
    assert "Oakhollow" not in f"{event.detail} {event.detail!r} {vars(event)!r}"


def test_neither_table_nor_history_holds_a_registered_name_in_any_form():
    case = make.case()
    event = make.event(
        case, other_columns={"Seen by Maren Oakhollow": "MAREN OAKHOLLOW called", "Place": "Tidewell"}
    )
    event.detail = "maren oakhollow rang. Ms Oakhollow again; Tidewell closed."
    event.save()

    rows = dumped(*TABLES).lower()

    assert not any(word in rows for word in ("maren", "oakhollow", "tidewell"))
    assert "mother" in rows


def test_history_keeps_the_sealed_original_but_no_coded_form():
    event = make.event(make.case())
    event.detail = "Maren Oakhollow left."
    event.save()

    columns = {field.name for field in Event.history.model._meta.fields}
    versions = [record.detail_sealed for record in event.history.order_by("history_date")]

    assert "detail_coded" not in columns
    assert "other_columns_coded" not in columns
    assert versions == ["Maren Oakhollow met staff at Tidewell Primary School.", "Maren Oakhollow left."]


def test_a_changed_pseudonym_is_followed_before_the_text_is_read():
    case = make.case()
    pk = make.event(case).pk
    make.register_changed(case, {**MOTHER, "pseudonym": "Mrs A"}, SCHOOL)

    event = Event.objects.get(pk=pk)

    assert event.detail.coded == "Mrs A met staff at School 1."
    assert stored("sealed_app_event", "detail_coded") == ["Mrs A met staff at School 1."]
    assert stored("sealed_app_event", "detail_register_version") == [2]


def test_a_name_registered_later_leaves_every_table_when_the_text_is_next_read():
    case = make.case(SCHOOL)
    make.event(case, "Ivo Saltmarsh waited at Tidewell.")
    event = Event.objects.get()
    event.source = "Police"
    event.save()
    make.register_changed(case, FATHER, SCHOOL)

    read = sealed.refresh(Event.objects.select_related("case"), case)

    assert [row.detail.coded for row in read] == ["Father waited at School 1."]
    assert "Saltmarsh" not in dumped(*TABLES)


def test_a_name_nobody_has_settled_is_masked(monkeypatch):
    monkeypatch.setattr(engine, "anonymise", flagging)

    event = make.event(make.case(), "Maren Oakhollow met Saltmarsh.")

    assert event.detail.coded == "Mother met [not yet settled]."
    assert "Saltmarsh" not in dumped(*TABLES)


def test_without_a_register_what_is_flagged_is_masked_all_the_same(monkeypatch):
    monkeypatch.setattr(engine, "anonymise", flagging)
    monkeypatch.setattr(Event, "identity_register", lambda self: None)

    event = make.event(make.case(), "A call about Saltmarsh.")

    assert Event.objects.get(pk=event.pk).detail.coded == "A call about [not yet settled]."


def test_a_text_the_anonymiser_fails_on_is_withheld_and_the_log_says_not_a_word_of_it(monkeypatch, caplog):
    monkeypatch.setattr(engine, "anonymise", failing)

    with caplog.at_level(logging.DEBUG):
        event = make.event(make.case())

    assert Event.objects.get(pk=event.pk).detail.coded == coding.WITHHELD
    assert "RuntimeError" in caplog.text
    assert not any(word in caplog.text for word in ("Maren", "Oakhollow", "Tidewell"))
    assert stored("sealed_app_event", "detail_coded") == [coding.WITHHELD]


def test_a_withheld_text_comes_back_once_the_anonymiser_works_again(monkeypatch):
    with mock.patch.object(engine, "anonymise", failing):
        pk = make.event(make.case()).pk

    assert Event.objects.get(pk=pk).detail.coded == "Mother met staff at School 1."
    assert stored("sealed_app_event", "detail_register_version") == [1]


def test_a_failure_while_recoding_never_shows_the_older_coded_form(monkeypatch):
    case = make.case(SCHOOL)
    make.event(case, "Ivo Saltmarsh waited at Tidewell.")
    make.register_changed(case, FATHER, SCHOOL)
    monkeypatch.setattr(engine, "anonymise", failing)

    assert Event.objects.get().detail.coded == coding.WITHHELD


def test_an_original_written_directly_to_its_column_takes_the_old_coded_form_away():
    event = Event.objects.get(pk=make.event(make.case()).pk)
    event.detail_sealed = "Maren Oakhollow left."

    assert event.detail.coded == "Mother left."
    event.save()
    assert stored("sealed_app_event", "detail_coded") == ["Mother left."]


def test_an_original_written_to_a_row_loaded_without_it_is_coded_too():
    make.event(make.case())
    event = Event.objects.defer("detail_sealed").get()
    event.detail = "Maren Oakhollow left."
    event.save()

    assert Event.objects.get().detail.coded == "Mother left."


def test_reading_before_saving_does_not_store_the_coded_form_of_an_unsaved_text():
    event = Event.objects.get(pk=make.event(make.case()).pk)
    event.detail = "Maren Oakhollow left."

    assert event.detail.coded == "Mother left."
    assert stored("sealed_app_event", "detail_coded") == ["Mother met staff at School 1."]


def test_a_narrative_is_saved_whole_or_not_at_all():
    event = make.event(make.case())
    event.detail = "Maren Oakhollow left."

    with pytest.raises(ValueError, match="saved together"):
        event.save(update_fields=["detail_sealed"])
    event.save(update_fields=sealed.narrative_columns("detail"))

    assert Event.objects.get().detail.coded == "Mother left."


def test_headings_of_further_columns_are_coded_and_never_lose_a_column():
    event = make.event(
        make.case(),
        other_columns={
            "Maren Oakhollow": "said yes",
            "Ms Oakhollow": "said no",
            "Place": "Tidewell",
            "Note": None,
        },
    )

    assert Event.objects.get(pk=event.pk).other_columns.coded == {
        "Mother": "said yes",
        "Mother (2)": "said no",
        "Place": "School 1",
        "Note": "",
    }


def test_a_nul_in_an_imported_text_does_not_break_the_save():
    event = make.event(make.case(), "Maren Oakhollow\0 left.")

    assert event.detail.coded == "Mother\N{REPLACEMENT CHARACTER} left."
    assert Event.objects.get().detail.original == "Maren Oakhollow\0 left."


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
    for n in range(registers.KEPT + 10):
        sealed.code("Maren came.", Case(version=n + 1, entries=[MOTHER]))

    assert len(registers._compiled) <= registers.KEPT


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


def test_statements_sent_to_the_database_hold_no_name(django_assert_max_num_queries):
    case = make.case()

    with django_assert_max_num_queries(10) as seen:
        make.event(case, other_columns={"Seen": "Maren Oakhollow"})

    sent = " ".join(query["sql"] for query in seen.captured_queries)
    assert "INSERT" in sent
    assert "Oakhollow" not in sent


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
            started = time.perf_counter()
            read()
            took.append(time.perf_counter() - started)
        return min(took)

    rows_alone = quickest(lambda: list(Event.objects.defer("detail_sealed", "other_columns_sealed")))
    with_coding = quickest(lambda: [str(row.detail) for row in Event.objects.all().coded(case)])

    assert with_coding - rows_alone < 0.015
