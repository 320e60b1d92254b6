"""A change of the register ends with nothing old in any table: read as somebody would who has stolen the database."""

from __future__ import annotations

import datetime
import importlib
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from panels.models import ChronologyEvent
from reviews.models import Identity, IdentityRegister, Referral, UnknownName
from reviews.narratives import models_with_texts
from reviews.services import identities, recoding, referrals, unknown_names
from scr_portal.jobs import running
from scr_portal.jobs.models import Job
from scr_portal.sealed import recoding as batches
from scr_portal.sealed.columns import coded_column, narratives_of, version_column
from tests import make
from tests.test_scope import whole_case

pytestmark = pytest.mark.django_db

NAMED = "Visited by quandor of the drop-in."
"""A surname in small letters, which nothing flags until somebody has registered it."""


@pytest.fixture
def people() -> Any:
    return make.staff(make.board())


def thief(word: str) -> list[str]:
    """Every coded column of the database that holds the word, by plain SQL."""
    holding = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for name in narratives_of(model):
                column = coded_column(name)
                cursor.execute(
                    f'SELECT count(*) FROM "{model._meta.db_table}" WHERE "{column}"::text ILIKE %s',  # noqa: S608
                    [f"%{word}%"],
                )
                holding += [f"{model._meta.label}.{name}"] * cursor.fetchone()[0]
    return holding


def jobs(register: IdentityRegister) -> Any:
    return Job.objects.about(register).filter(kind=recoding.RECODE_CASE)


def run_job(register: IdentityRegister) -> Job:
    (job,) = jobs(register).unfinished()
    assert running.run(job.pk)
    return Job.objects.get(pk=job.pk)


def enter(
    register: IdentityRegister, people: Any, name: str = "Ivo Quandor", label: str = "Uncle"
) -> Identity:
    return identities.enter(
        register,
        kind="person",
        canonical=name,
        pseudonym=label,
        aliases=[name.split()[-1].lower()],
        by=people.manager,
    )


def events(people: Any, count: int) -> Any:
    commission = make.commission(people)
    chronology = make.chronology_of(commission, b"Date,Details\n12/05/2010,Seen.\n")
    day = datetime.date(2010, 5, 12)
    rows = [
        ChronologyEvent(
            chronology=chronology,
            row=number,
            place=number,
            part=9,
            date_start=day,
            date_end=day,
            precision="day",
        )
        for number in range(1, count + 1)
    ]
    for number, row in enumerate(rows):
        row.detail.write(NAMED if number == count - 1 else "Nobody was at home.")
    ChronologyEvent.objects.bulk_create(rows)
    return commission.identity_register()


def test_a_registered_name_leaves_every_table_when_the_job_has_run_and_stays_out(people: Any) -> None:
    referral = make.referral(people, account=NAMED, agencies_involved=NAMED)
    run_job(referral.register)
    assert thief("quandor") == ["reviews.Referral.account", "reviews.Referral.agencies_involved"]
    uncle = enter(referral.register, people)
    job = run_job(referral.register)
    assert thief("quandor") == []
    assert (job.state, job.result["rows"], job.done_units, job.total_units) == ("done", 1, 1, 1)
    identities.change(uncle, pseudonym="Mother’s brother", by=people.manager)
    run_job(referral.register)
    assert thief("Uncle") == []
    assert thief("Mother’s brother") == ["reviews.Referral.account", "reviews.Referral.agencies_involved"]


def test_every_model_with_narrative_is_coded_anew() -> None:
    world = whole_case()
    register = world.review.identity_register()
    identities.enter(
        register, kind="person", canonical="Ivo Quandor", pseudonym="Uncle 9", by=world.people.manager
    )
    run_job(register)
    register.refresh_from_db()
    for model in models_with_texts():
        versions = {
            version
            for row in model._default_manager.values_list(*map(version_column, narratives_of(model)))
            for version in row
        }
        assert versions == {register.version}, model
    assert register.recoded_version == register.version


def test_a_reader_sees_nothing_old_before_the_job_has_run(people: Any) -> None:
    referral = make.referral(people, account=NAMED)
    enter(referral.register, people)
    assert "quandor" not in str(Referral.objects.get().account)


def test_several_changes_wait_for_one_job_and_the_next_change_after_it_starts_another(people: Any) -> None:
    referral = make.referral(people, account=NAMED)
    register = referral.register
    assert jobs(register).count() == 1
    enter(register, people)
    name = identities.settle(register, text="Fennmouth", settled_as="allow", by=people.manager)
    identities.unsettle(name, by=people.manager)
    assert jobs(register).count() == 1
    run_job(register)
    enter(register, people, "Ada Stone", "Aunt")
    assert jobs(register).count() == 2


def test_a_change_that_changes_nothing_starts_nothing(people: Any) -> None:
    register = make.referral(people, account=NAMED).register
    uncle = enter(register, people)
    run_job(register)
    identities.change(uncle, pseudonym="Uncle", by=people.manager)
    assert not jobs(register).unfinished().exists()


def test_a_change_while_the_job_runs_is_taken_along_by_it(
    people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    register = events(people, 6)
    enter(register, people, "Bea Marl", "Person B")
    changes = ["Ivo Quandor", "Ada Stone"]
    code_stored = batches.recode_stored

    def changing(*args: Any) -> Any:
        if changes:
            name = changes.pop()
            enter(IdentityRegister.objects.get(pk=register.pk), people, name, f"Person {name[0]}")
        return code_stored(*args)

    monkeypatch.setattr(batches, "recode_stored", changing)
    assert run_job(register).state == "done"
    assert not changes
    assert thief("quandor") == []
    register.refresh_from_db()
    assert register.recoded_version == register.version
    assert not jobs(register).unfinished().exists()


def test_a_change_after_the_last_look_of_a_running_job_starts_another(people: Any) -> None:
    register = make.referral(people, account=NAMED).register
    job = run_job(register)
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)
    enter(IdentityRegister.objects.get(pk=register.pk), people)
    assert jobs(register).unfinished().count() == 2


def test_what_holds_the_name_is_coded_first(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 1)
    register = events(people, 6)
    run_job(register)
    enter(register, people)
    order: list[Any] = []
    code_stored = batches.recode_stored

    def noting(model: Any, keys: Any, coder: Any) -> Any:
        order.append((model, *keys))
        return code_stored(model, keys, coder)

    monkeypatch.setattr(batches, "recode_stored", noting)
    run_job(register)
    last = ChronologyEvent.objects.get(row=6, part=9)
    assert order[0] == (ChronologyEvent, last.pk)
    assert len(order) == len(set(order)) > 6


def test_a_worker_that_dies_leaves_a_job_that_goes_on_where_it_stopped(
    people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 1)
    register = events(people, 6)
    run_job(register)
    enter(register, people)
    code_stored = batches.recode_stored
    calls: list[Any] = []

    def dying(model: Any, keys: Any, coder: Any) -> Any:
        calls.append(keys)
        if len(calls) == 4:
            raise RuntimeError
        return code_stored(model, keys, coder)

    monkeypatch.setattr(batches, "recode_stored", dying)
    (job,) = jobs(register).unfinished()
    assert not running.run(job.pk)
    Job.objects.filter(pk=job.pk).update(not_before=None)
    whole = job.total_units or len(calls)
    assert running.run(job.pk)
    assert len(calls) > whole
    assert Job.objects.get(pk=job.pk).result["rows"] == len(calls) - 4
    assert thief("quandor") == []


def test_a_text_saved_under_an_older_register_is_found_later(people: Any) -> None:
    referral = make.referral(people, account=NAMED)
    enter(referral.register, people)
    run_job(referral.register)
    assert recoding.ask_for_overdue() == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reviews_referral SET account_coded = %s, account_register_version = 1", [NAMED]
        )
    assert recoding.ask_for_overdue() == 1
    assert recoding.ask_for_overdue() == 0
    run_job(referral.register)
    assert thief("quandor") == []


def test_an_answer_and_an_answer_taken_back_reach_the_tables(people: Any) -> None:
    referral = make.referral(people, account="Nurse Threlkeld rang.")
    run_job(referral.register)
    name = UnknownName.objects.get(register=referral.register)
    answered = unknown_names.answer_as_new(
        name, kind="person", pseudonym="Nurse 8", title="Nurse", by=people.manager
    )
    run_job(referral.register)
    assert thief("Nurse 8") == ["reviews.Referral.account"]
    unknown_names.take_back(answered, by=people.manager)
    run_job(referral.register)
    assert (thief("Nurse 8"), thief(name.label)) == ([], ["reviews.Referral.account"])


def test_the_arguments_and_the_progress_of_the_job_name_nobody(people: Any) -> None:
    referral = make.referral(people, account=NAMED)
    enter(referral.register, people)
    job = run_job(referral.register)
    kept = f"{job.arguments} {job.message} {job.result} {job.next_url}"
    assert "uandor" not in kept


def test_a_referral_written_again_is_not_coded_with_an_older_register(people: Any) -> None:
    referral = make.referral(people, submitted=False, account="Nothing.")
    enter(referral.register, people)
    referrals.write(referral, account=NAMED, version=Referral.objects.get().version, by=people.referrer)
    assert thief("quandor") == []


def test_a_text_that_was_coded_before_there_were_labels_is_coded_anew(people: Any) -> None:
    referral = make.referral(people, account="Nurse Threlkeld rang.")
    run_job(referral.register)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_referral SET account_coded = 'Nurse [not yet settled] rang.'")
    migration = importlib.import_module("reviews.migrations.0016_texts_coded_before_labels")
    plain = SimpleNamespace(objects=models.QuerySet(IdentityRegister))
    migration.count_a_change(SimpleNamespace(get_model=lambda *names: plain), None)
    assert recoding.ask_for_overdue() == 1
    run_job(referral.register)
    assert thief("not yet settled") == []
    assert thief(UnknownName.objects.get().label) == ["reviews.Referral.account"]
