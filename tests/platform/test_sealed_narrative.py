from __future__ import annotations

import logging
import unicodedata
from unittest import mock

import pytest
from django.template import Context, Engine

from scr_portal import anonymise as engine
from scr_portal import sealed
from scr_portal.sealed import coding
from scr_portal.sealed.keys import fold

from .sealed_app import make
from .sealed_app.make import MOTHER, SCHOOL, dumped, everything_stored, stored
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
    residuals = [{"start": at, "end": at + 9, "kind": "name"}] if at >= 0 else []
    return {**result, "residuals": residuals}


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


@pytest.mark.parametrize(
    "written",
    [
        "maren oakhollow rang.",
        "MAREN OAKHOLLOW CALLED",
        "Oakhollow, Maren attended.",
        "Maren  Oakhollow\u2019s health visitor at Tidewell",
        "Ms Oakhollow and M. Oakhollow",
        "Mar\u00e9n Oakhollow",
        "Oak\u00adhollow was seen.",
        "Tidewell Primary",
    ],
)
def test_neither_tables_nor_history_hold_a_registered_name_however_it_is_written(written):
    event = make.event(make.case(), other_columns={"Seen by Maren Oakhollow": written})
    event.detail = written
    event.save()
    event.delete()
    make.event(Case.objects.get(), written, other_columns={"Seen": written})

    rows = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", fold(everything_stored()))
        if letter.isalnum() or letter.isspace()
    )

    assert not any(word in rows for word in ("maren", "oakhollow", "tidewell"))
    assert Event.history.count() == 4


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


def test_a_name_nobody_has_settled_reads_as_its_label(monkeypatch):
    monkeypatch.setattr(engine, "anonymise", flagging)

    event = make.event(make.case(), "Maren Oakhollow met Saltmarsh.")

    assert event.detail.coded == "Mother met [name 1]."
    assert "Saltmarsh" not in dumped(*TABLES)


def test_without_a_register_what_is_flagged_is_said_in_kind_alone(monkeypatch):
    monkeypatch.setattr(engine, "anonymise", flagging)
    monkeypatch.setattr(Event, "identity_register", lambda self: None)

    event = make.event(make.case(), "A call about Saltmarsh.")

    assert Event.objects.get(pk=event.pk).detail.coded == "A call about [name]."


def test_a_row_held_in_hand_follows_the_register_it_was_shown_with():
    case = make.case()
    make.event(case)
    row = Event.objects.all().coded(case)[0]
    make.register_changed(case, {**MOTHER, "pseudonym": "Mrs A"}, SCHOOL)

    assert row.detail.coded == "Mrs A met staff at School 1."


def test_a_row_loaded_anew_follows_a_register_changed_elsewhere():
    case = make.case()
    make.event(case)
    row = Event.objects.all().coded(case)[0]
    make.register_changed(Case.objects.get(), {**MOTHER, "pseudonym": "Mrs A"}, SCHOOL)
    row.refresh_from_db()

    assert row.detail.coded == "Mrs A met staff at School 1."


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


def test_statements_sent_to_the_database_hold_no_name(django_assert_max_num_queries):
    case = make.case()

    with django_assert_max_num_queries(10) as seen:
        make.event(case, other_columns={"Seen": "Maren Oakhollow"})

    sent = " ".join(query["sql"] for query in seen.captured_queries)
    assert "INSERT" in sent
    assert "Oakhollow" not in sent
