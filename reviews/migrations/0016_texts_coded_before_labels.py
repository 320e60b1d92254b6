"""Have every text coded anew that was coded before there were labels: what was flagged read "[not yet settled]"."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F


def count_a_change(apps: Any, schema_editor: Any) -> None:
    """Raise the version of each register, so that a text is coded anew when it is read, and the worker codes the rest."""
    apps.get_model("reviews", "IdentityRegister").objects.update(version=F("version") + 1)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0015_recoded_version")]

    operations = [migrations.RunPython(count_a_change, migrations.RunPython.noop, elidable=True)]
