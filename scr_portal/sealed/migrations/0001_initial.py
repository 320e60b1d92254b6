import uuid

from django.db import migrations, models

import scr_portal.sealed.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="NamedView",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("review_id", models.UUIDField(db_index=True)),
                ("opened_by_id", models.UUIDField()),
                ("reason", scr_portal.sealed.fields.EncryptedTextField()),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-opened_at"],
            },
        ),
    ]
