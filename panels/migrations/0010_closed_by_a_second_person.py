from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("panels", "0009_ask_again_about_closed_records")]

    operations = [
        migrations.RemoveField(
            model_name='historicalinterviewrecord',
            name='lapsed_because',
        ),
        migrations.RemoveField(
            model_name='interviewrecord',
            name='lapsed_because',
        ),
        migrations.AddConstraint(
            model_name='interviewrecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), models.Q(('closed_by', models.F('shared_by')), _negated=True)), _connector='OR'), name='record_closed_by_another'),
        ),
        migrations.AddConstraint(
            model_name='interviewrecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'lapsed'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='record_closed_when_it_says_so'),
        ),
    ]
