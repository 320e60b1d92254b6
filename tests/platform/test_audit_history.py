from __future__ import annotations

import pytest
from django.db import models

from scr_portal.audit import history
from scr_portal.audit.history import SilentWrite
from scr_portal.sealed import keyed_index

from .sealed_app import make
from .sealed_app.make import dumped, stored
from .sealed_app.models import Event

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("update", lambda case, row: Event.objects.update(source="x")),
        ("update", lambda case, row: case.events.update(source="x")),
        ("bulk_create", lambda case, row: Event.objects.bulk_create([Event(case=case)])),
        ("bulk_update", lambda case, row: Event.objects.bulk_update([row], ["source"])),
        ("update", lambda case, row: case.events.add(row)),
    ],
)
def test_a_write_that_would_leave_no_history_is_refused(name, write):
    case, row = make.case(), make.event(make.case())

    with pytest.raises(SilentWrite, match=f"{name}\\(\\) would leave no history"):
        write(case, row)

    assert Event.history.count() == 1


def test_many_rows_are_created_with_a_history_record_each():
    case = make.case()

    made = Event.objects.bulk_create_with_history(
        [make.unsaved(case, f"Maren came {n}.") for n in range(3)], reason="import"
    )

    assert [row.history.get().history_type for row in made] == ["+", "+", "+"]
    assert {record.history_change_reason for record in Event.history.all()} == {"import"}
    assert {record.detail_sealed for record in Event.history.all()} == {f"Maren came {n}." for n in range(3)}
    assert {row.detail.coded for row in Event.objects.all()} == {f"Mother came {n}." for n in range(3)}
    assert "Maren" not in dumped("sealed_app_event", "sealed_app_historicalevent")


def test_many_rows_are_updated_with_a_history_record_each():
    case = make.case()
    rows = [make.event(case) for _ in range(3)]
    for row in rows:
        row.source = "Police"

    assert Event.objects.bulk_update_with_history(rows, ["source"]) == 3

    assert Event.history.filter(history_type="~", source="Police").count() == 3


def test_an_original_changed_in_bulk_takes_its_coded_form_along():
    rows = [make.event(make.case())]
    rows[0].detail = "Maren left."

    Event.objects.bulk_update_with_history(rows, ["detail"])

    assert stored("sealed_app_event", "detail_coded") == ["Mother left."]
    assert Event.objects.get().detail.original == "Maren left."


def test_a_value_changed_in_bulk_takes_its_keyed_index_along():
    row = make.event(make.case())
    row.source = "Police"

    Event.objects.bulk_update_with_history([row], ["source"])

    assert Event.objects.get(source_index=keyed_index("police")) == row


def test_single_saves_and_deletes_go_on_as_ever():
    event = make.event(make.case())
    event.source = "Police"
    event.save()
    Event.objects.filter(pk=event.pk).delete()

    assert [record.history_type for record in Event.history.order_by("history_id")] == ["+", "~", "-"]


def test_the_coded_columns_stay_out_of_history():
    assert history.history_leaks(Event) == []
    assert history.has_history(Event)


def test_models_with_sealed_columns_and_no_history_are_found():
    lacking = {model._meta.label for model in history.models_lacking_history()}

    assert "sealed_app.Person" in lacking
    assert "sealed_app.Event" not in lacking
    assert "sealed_app.HistoricalEvent" not in lacking


def test_a_history_that_would_keep_a_coded_column_is_found(monkeypatch):
    meta = Event.history.model._meta
    monkeypatch.setitem(vars(meta), "fields", [*meta.fields, models.TextField(name="detail_coded")])

    assert history.history_leaks(Event) == ["detail_coded"]
