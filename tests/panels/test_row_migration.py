"""Rows kept before mapped fields had columns of their own: the migration moves each where it belongs."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from panels.models import RowProblem
from panels.services import rows
from tests import make
from tests.panels.test_rows import MENDINGS, read, table, the_row

pytestmark = pytest.mark.django_db
migration = import_module("panels.migrations.0005_fill_row_columns")


def test_a_mapped_label_becomes_a_column_and_an_authors_heading_stays() -> None:
    chronology = make.chronology(make.commission())
    event = chronology.events.first()
    chronology.mapping = {str(event.part): {"ref": "Our ref", "staff": "Officer"}}
    chronology.save()
    for name in event.NAMED:
        setattr(event, name, "")
    event.columns = {"Reference": "H1", "Staff": "HV2", "Comment": "the author’s own", "Room": "kitchen"}
    event.save()

    migration.fill_columns(apps, None)

    event.refresh_from_db()
    assert (event.ref.original, event.staff.original, event.comment.original) == ("H1", "HV2", "")
    assert event.columns.original == {"Comment": "the author’s own", "Room": "kitchen"}
    assert event.staff.coded == "HV2"

    migration.empty_columns(apps, None)

    event.refresh_from_db()
    assert event.columns.original["Reference"] == "H1"
    assert event.columns.original["Comment"] == "the author’s own"


def test_a_settled_row_gets_the_outcome_its_reason_tells() -> None:
    commission = make.commission()
    chronology = read(commission, table(MENDINGS["invalid_date"][0]))
    problem = the_row(chronology).problem
    rows.leave_out(problem, reason="Another family.", by=commission.author)
    history = RowProblem.history.model.objects.filter(id=problem.pk, settled_at__isnull=False)
    history.update(outcome="")

    migration.fill_outcomes(apps, None)

    assert RowProblem.objects.get(pk=problem.pk).outcome == "left_out"
    assert set(history.values_list("outcome", flat=True)) == {"left_out"}
