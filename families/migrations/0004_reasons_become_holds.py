"""A reason why a relative is not told becomes a request that waits for a second person.

With whom it was agreed was not asked then, so that stays empty; the day to look at it again is today.
"""

from django.db import migrations
from django.utils import timezone


def ask_again(apps, schema_editor):
    hold_model = apps.get_model("families", "NotToldHold")
    for relative in apps.get_model("families", "Relative").objects.all():
        if relative.not_told_because:
            hold_model.objects.create(
                relative=relative,
                reason_sealed=relative.not_told_because,
                look_again_on=timezone.localdate(),
                placed_by_id=relative.added_by_id,
            )


class Migration(migrations.Migration):
    dependencies = [("families", "0003_holds_and_safe_contact")]

    operations = [migrations.RunPython(ask_again, migrations.RunPython.noop)]
