"""Records closed by their author alone: the request is put to the agency's lead, with the reason given then."""

from django.db import migrations


def ask_again(apps, schema_editor):
    records = apps.get_model("panels", "InterviewRecord").objects.filter(status="lapsed")
    for record in records.select_related("imr__commission"):
        if record.shared_at is None and not record.text_sealed:
            record.status, record.cancelled_because = "cancelled", record.lapsed_because
        elif record.shared_at is None:
            record.status, record.cancelled_because = "arranged", record.lapsed_because
        else:
            record.status = "shared"
            apps.get_model("panels", "InterviewClosing").objects.create(
                record=record, reason=record.lapsed_because, asked_by_id=record.imr.commission.author_id
            )
        record.save()


class Migration(migrations.Migration):
    dependencies = [("panels", "0008_closing_without_agreement")]

    operations = [migrations.RunPython(ask_again, migrations.RunPython.noop)]
