from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0006_end_of_proceedings_agreed'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='proceeding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_proposed_at__isnull', True), ('end_proposed_by__isnull', True)), models.Q(('end_proposed_at__isnull', False), ('end_proposed_by__isnull', False), ('over_on__isnull', False)), _connector='OR'), name='end_of_proceeding_proposed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='proceeding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_agreed_at__isnull', True), ('end_agreed_by__isnull', True), ('ended_on__isnull', True)), models.Q(('end_agreed_at__isnull', False), ('end_agreed_by__isnull', False), ('end_proposed_by__isnull', False), ('ended_on', models.F('over_on')), models.Q(('end_agreed_by', models.F('end_proposed_by')), _negated=True)), _connector='OR'), name='end_of_proceeding_agreed_by_a_second_person'),
        ),
    ]
