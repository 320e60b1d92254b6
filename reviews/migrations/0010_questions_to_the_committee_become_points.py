"""What a board chair asked the committee about a recommendation becomes one point of a round.

A round whose recommendation came again is closed, its point not answered by itself. The texts of that day stand
in the earlier recommendation and are not copied.
"""

from django.db import migrations


def as_points(apps, schema_editor):
    earlier = apps.get_model("reviews", "EarlierRecommendation")
    assessments = apps.get_model("reviews", "CriteriaAssessment")
    if not earlier.objects.exists():
        return
    content_types = apps.get_model("contenttypes", "ContentType")
    kind, _ = content_types.objects.get_or_create(app_label="reviews", model="criteriaassessment")
    for assessment in assessments.objects.filter(earlier__isnull=False).distinct():
        asked = list(earlier.objects.filter(assessment=assessment).order_by("asked_at"))
        for number, row in enumerate(asked, 1):
            following = asked[number] if number < len(asked) else assessment
            keep(apps, kind, assessment, row, number, following)


def keep(apps, kind, assessment, row, number, following):
    """One round with its point; closed by whoever recommended after it, if somebody has."""
    rounds = apps.get_model("reviews", "ReturnRound")
    points = apps.get_model("reviews", "ReturnPoint")
    kept = rounds.objects.create(
        referral=assessment.referral,
        subject_type=kind,
        subject_id=assessment.pk,
        number=number,
        version=0,
        digest="",
        returned_by=row.asked_by,
        handed_in_again_at=following.recommended_at,
        handed_in_again_by=following.recommended_by,
    )
    kept.returned_at = row.asked_at
    kept.save()
    points.objects.create(
        round=kept,
        number=1,
        text_sealed=row.points_sealed,
        text_coded=row.points_coded,
        text_register_version=row.points_register_version,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0009_decided_again"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(as_points, migrations.RunPython.noop)]
