from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0004_family_copy'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicaloverviewreport',
            name='section_versions',
            field=models.JSONField(default=dict, editable=False, help_text='Counts the saves of each part: they are edited apart.'),
        ),
        migrations.AddField(
            model_name='overviewreport',
            name='section_versions',
            field=models.JSONField(default=dict, editable=False, help_text='Counts the saves of each part: they are edited apart.'),
        ),
    ]
