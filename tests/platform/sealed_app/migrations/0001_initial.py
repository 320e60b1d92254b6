import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import scr_portal.sealed.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_code", models.CharField(default="SCR-2026-001", max_length=20)),
                ("board_code", models.CharField(default="portsmouth", max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("entries", scr_portal.sealed.fields.EncryptedJSONField(default=list)),
                ("decisions", models.JSONField(null=True)),
                ("labels", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", scr_portal.sealed.fields.EncryptedTextField(null=True)),
                ("name_index", scr_portal.sealed.fields.KeyedIndexField(source="name")),
                ("facts", scr_portal.sealed.fields.EncryptedJSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "detail_sealed",
                    scr_portal.sealed.fields.EncryptedTextField(
                        default=str, editable=False, verbose_name="what happened"
                    ),
                ),
                ("detail_coded", models.TextField(blank=True, default=str, editable=False)),
                ("detail_register_version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "other_columns_sealed",
                    scr_portal.sealed.fields.EncryptedJSONField(
                        default=dict, editable=False, verbose_name="other columns"
                    ),
                ),
                ("other_columns_coded", models.JSONField(blank=True, default=dict, editable=False)),
                ("other_columns_register_version", models.PositiveIntegerField(default=0, editable=False)),
                ("source", models.CharField(blank=True, max_length=50)),
                ("source_index", scr_portal.sealed.fields.KeyedIndexField(source="source")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="sealed_app.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HistoricalEvent",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "detail_sealed",
                    scr_portal.sealed.fields.EncryptedTextField(
                        default=str, editable=False, verbose_name="what happened"
                    ),
                ),
                ("detail_register_version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "other_columns_sealed",
                    scr_portal.sealed.fields.EncryptedJSONField(
                        default=dict, editable=False, verbose_name="other columns"
                    ),
                ),
                ("other_columns_register_version", models.PositiveIntegerField(default=0, editable=False)),
                ("source", models.CharField(blank=True, max_length=50)),
                ("source_index", scr_portal.sealed.fields.KeyedIndexField(source="source")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sealed_app.case",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical event",
                "verbose_name_plural": "historical events",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
