from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("families", "0004_reasons_become_holds")]

    operations = [
        migrations.RemoveField(
            model_name='historicalrelative',
            name='not_told_because',
        ),
        migrations.RemoveField(
            model_name='relative',
            name='not_told_because',
        ),
    ]
