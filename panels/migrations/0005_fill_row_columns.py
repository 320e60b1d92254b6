"""Mapped fields leave the map of further columns for columns of their own, and settled rows get their outcome.

Until now a mapped field stood in the map under a label. A label is taken out only where the table had a column
for that field: otherwise it is a heading of the author's. The coded forms of what changed are marked as never
coded, and are made anew before anyone reads them.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

LABELS = {
    "ref": "Reference",
    "contact_type": "Kind of contact",
    "staff": "Staff",
    "who_seen": "Who was seen",
    "child_voice": "Child’s presentation and voice",
    "action": "Action or outcome",
    "comment": "Comment",
    "tor": "Question",
}
"""The labels that the map used for mapped fields until this migration."""


def fill_columns(apps: Any, schema_editor: Any) -> None:
    """Move each mapped field from the map to its column."""
    for event in events(apps):
        mapping = event.chronology.mapping.get(str(event.part), {})
        further = dict(event.columns_sealed)
        for field, label in LABELS.items():
            if field in mapping and label in further:
                write(event, field, str(further.pop(label)))
        if further != event.columns_sealed:
            write_map(event, further)
            event.save()


def fill_outcomes(apps: Any, schema_editor: Any) -> None:
    """A settled row without a reason for leaving it out was mended."""
    for name in ("RowProblem", "HistoricalRowProblem"):
        for problem in apps.get_model("panels", name).objects.filter(settled_at__isnull=False).iterator():
            problem.outcome = "left_out" if problem.left_out_because else "mended"
            problem.save(update_fields=["outcome"])


def empty_columns(apps: Any, schema_editor: Any) -> None:
    """Put each field back into the map, under its old label or that label with a number."""
    for event in events(apps):
        further = dict(event.columns_sealed)
        for field, label in LABELS.items():
            if text := str(getattr(event, f"{field}_sealed")):
                further[free_heading(label, further)] = text
        if further != event.columns_sealed:
            write_map(event, further)
            event.save()


def empty_outcomes(apps: Any, schema_editor: Any) -> None:
    """The outcome column goes with the migration before; nothing else says it."""
    for name in ("RowProblem", "HistoricalRowProblem"):
        apps.get_model("panels", name).objects.exclude(outcome="").update(outcome="")


def events(apps: Any) -> Any:
    rows = apps.get_model("panels", "ChronologyEvent").objects.select_related("chronology")
    return rows.order_by("pk").iterator(chunk_size=500)


def write(event: Any, field: str, text: str) -> None:
    setattr(event, f"{field}_sealed", text)
    setattr(event, f"{field}_coded", "")
    setattr(event, f"{field}_register_version", 0)


def write_map(event: Any, further: dict[str, str]) -> None:
    event.columns_sealed, event.columns_coded, event.columns_register_version = further, {}, 0


def free_heading(wanted: str, taken: dict[str, str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


class Migration(migrations.Migration):
    dependencies = [("panels", "0004_rows_as_columns")]

    operations = [
        migrations.RunPython(fill_columns, empty_columns),
        migrations.RunPython(fill_outcomes, empty_outcomes),
    ]
