from __future__ import annotations

import pytest

from scr_portal import jobs
from scr_portal.access.roles import Role
from scr_portal.jobs import claims, registry, running
from scr_portal.jobs.models import Job
from tests.platform import signing_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return signing_in.board()


@pytest.fixture
def asker(board):
    return signing_in.member("asker@example.org", on=board, role=Role.INTERVIEWEE)


@pytest.fixture
def outcome():
    """Return the function that the job runs; a test sets it."""
    todo = {"do": lambda job: None}
    jobs.work("tests.page")(lambda job, *, report_progress: todo["do"](job))
    yield todo
    registry.forget("tests.page")


def test_page_shows_progress_and_looks_again_without_script(asker, outcome, client):
    job = claims.take(jobs.start("tests.page", by=asker, next_url="/editions/").pk)
    claims.renew(job, done_units=3, total_units=12, message="Laying out the pages.")
    client.force_login(asker)

    page = client.get(job.get_absolute_url())

    assert page["Refresh"] == "3"
    assert 'max="100" value="25"' in page.text
    assert "3 of 12 done" in page.text and "Laying out the pages." in page.text
    assert "no-store" in page["Cache-Control"]


def test_person_can_stop_the_page_from_looking_again(asker, outcome, client):
    job = jobs.start("tests.page", by=asker)
    client.force_login(asker)

    page = client.get(job.get_absolute_url() + "?stay=1")

    assert "Refresh" not in page
    assert "Look again" in page.text


def test_done_work_leads_on(asker, outcome, client):
    job = jobs.start("tests.page", by=asker, next_url="/editions/")
    running.run(job.pk)
    client.force_login(asker)

    answer = client.get(job.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, "/editions/")


def test_work_may_say_itself_where_to_go_on(asker, outcome, client):
    outcome["do"] = lambda job: {"next_url": "/editions/7/"}
    job = jobs.start("tests.page", by=asker)
    running.run(job.pk)
    client.force_login(asker)
    assert client.get(job.get_absolute_url())["Location"] == "/editions/7/"


def test_failed_work_says_why_and_stops_looking(asker, outcome, client):
    def refuse(job):
        raise jobs.CannotFinish("The table is longer than 5,000 rows.")

    outcome["do"] = refuse
    job = jobs.start("tests.page", by=asker)
    running.run(job.pk)
    client.force_login(asker)

    page = client.get(job.get_absolute_url())
    assert "The table is longer than 5,000 rows." in page.text
    assert "Refresh" not in page


def test_page_of_another_persons_job_does_not_exist(asker, board, outcome, client):
    job = jobs.start("tests.page", by=asker)
    client.force_login(signing_in.member("other@example.org", on=board, role=Role.INTERVIEWEE))
    assert client.get(job.get_absolute_url()).status_code == 404


def test_closed_account_sees_no_jobs(asker, outcome):
    jobs.start("tests.page", by=asker)
    asker.is_active = False
    assert not Job.objects.visible_to(asker).exists()
