"""Load the invented cases of the demonstration, each at another stage."""

from __future__ import annotations

from types import SimpleNamespace

from reviews.services.recoding import RECODE_CASE
from scr_portal.jobs import running
from scr_portal.jobs.models import Job

from . import texts
from .cases import begun, gathering, recommended, referred, reporting, set_up
from .publication import in_reading, prepared, published


def load(people: SimpleNamespace, *, with_pdf: bool = True) -> None:
    """Load all the cases, the longest first. Without the PDF the last one stays a step before its publication."""
    gathering(people)
    begun(people, texts.REFERRAL_BEGUN)
    referred(people, texts.REFERRAL_NEW)
    recommended(
        people,
        texts.REFERRAL_RECOMMENDED,
        met=("life_threatening_injury", "abuse_or_neglect", "working_together"),
    )
    set_up(people)
    reporting(people)
    in_reading(people)
    edition = prepared(people)
    if with_pdf:
        published(people, edition)
    for job in Job.objects.filter(kind=RECODE_CASE).unfinished():
        running.run(job.pk)
