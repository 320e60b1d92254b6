"""A name that stands in no text any more is not asked about, and is again where it comes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.models import UnknownName
from reviews.models.unknown_names import stand
from reviews.services import identities, recoding, standing, unknown_names
from reviews.tasks import look_where_names_stand
from scr_portal.jobs import running
from scr_portal.jobs.models import Job
from scr_portal.outstanding import keeping
from scr_portal.outstanding.models import OpenMatter

from .asking import enter, flag, path, read, unknown

pytestmark = pytest.mark.django_db


def code_anew(referral: Any) -> None:
    for job in Job.objects.about(referral.register).filter(kind=recoding.RECODE_CASE).unfinished():
        assert running.run(job.pk)


def asked() -> set[str]:
    return {str(name.surface) for name in UnknownName.objects.asked()}


def matters(referral: Any) -> list[str]:
    keeping.catch_up()
    rows = OpenMatter.objects.filter(case_code=referral.code, key__startswith="names:")
    return [str(row.act) for row in rows]


def test_a_name_that_an_entry_covers_is_not_asked_about_once_the_case_is_coded_anew(
    manager, people, referral
):
    code_anew(referral)
    assert {"Nuala Brightwater", "Nuala"} <= asked()
    before = len(asked())
    enter(referral, people, "Nuala Brightwater", "Health Visitor 3")
    code_anew(referral)
    assert not {"Nuala Brightwater", "Nuala"} & asked()
    assert "Threlkeld" in asked()
    assert len(asked()) == 2 < before
    assert "2 names wait" in read(manager.get(path(referral)))
    assert matters(referral) == ["Settle two names"]


def test_it_is_asked_about_again_under_its_label_where_it_comes_back(people, referral):
    label = unknown("Nuala Brightwater").label
    visitor = enter(referral, people, "Nuala Brightwater", "Health Visitor 3")
    code_anew(referral)
    assert "Nuala Brightwater" not in asked()
    identities.take_out(visitor, by=people.manager)
    code_anew(referral)
    assert "Nuala Brightwater" in asked()
    assert unknown("Nuala Brightwater").label == label


def test_a_name_whose_sentence_was_taken_out_waits_until_the_night(people, referral):
    code_anew(referral)
    assert "Threlkeld" in asked()
    referral.account.write("Nuala Brightwater saw her at home.")
    referral.save()
    assert "Threlkeld" in asked()
    look_where_names_stand()
    assert "Threlkeld" not in asked()
    assert len(matters(referral)) == 1
    referral.account.write("Mrs Threlkeld came.")
    referral.save()
    assert "Threlkeld" in asked()


def test_an_answer_taken_back_waits_again_whether_or_not_it_stands(people, referral):
    name = unknown_names.answer_as_word(unknown("Threlkeld"), settled_as="not_a_name", by=people.manager)
    code_anew(referral)
    stand([name.pk], False)
    unknown_names.take_back(name, by=people.manager)
    assert "Threlkeld" in asked()


def test_looking_asks_once_for_each_column_of_texts_however_many_names_wait(referral):
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            standing.look(referral.register)
        return len(context)

    few = queries()
    flag(referral, "Seen with Tamsin Orrell, with Edith Farrow and with Hesper Lunn.")
    standing.look(referral.register)
    assert queries() == few
