"""What the columns of 0004 promise, once 0005 has filled them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('panels', '0005_fill_row_columns'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='chronology',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), _connector='OR'), name='chronology_withdrawn_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='rowproblem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at__isnull', True)), models.Q(('settled_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='problem_has_outcome_when_settled'),
        ),
    ]
