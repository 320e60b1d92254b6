"""Lines of the log hold nothing about anybody; the health pages say what is missing."""

from __future__ import annotations

import json
import logging
import threading
import time

import pytest
from django.test import override_settings

from scr_portal import health, logs

FORMATTER = logs.PortalJsonFormatter()


def written(record: logging.LogRecord) -> dict[str, object]:
    for filtered_by in (logs.RequestIdFilter(), logs.WithoutDetails()):
        assert filtered_by.filter(record)
    line: dict[str, object] = json.loads(FORMATTER.format(record))
    return line


def record(
    name: str = "scr_portal", message: str = "said", *args: object, **extra: object
) -> logging.LogRecord:
    made = logging.getLogger(name).makeRecord(
        name, logging.ERROR, "file", 1, message, args, None, extra=extra
    )
    return made


def test_an_exception_is_written_without_its_text():
    try:
        try:
            raise ValueError("Marigold Fennimore, born 3 May 2009")
        except ValueError as error:
            raise RuntimeError("row of Marigold") from error
    except RuntimeError as error:
        made = record()
        made.exc_info = (type(error), error, error.__traceback__)
    line = json.dumps(written(made))
    assert "Marigold" not in line
    assert "builtins.RuntimeError at " in line
    assert "caused by builtins.ValueError at " in line


def test_the_line_of_a_failed_request_names_neither_path_nor_query(rf):
    request = rf.get("/account/link/token-abc/", {"name": "Marigold"})
    made = record("django.request", "%s: %s", "Not Found", request.path, request=request, status_code=404)
    line = json.dumps(written(made))
    assert "token-abc" not in line and "Marigold" not in line
    assert "answered 404" in line


def test_the_line_of_a_failed_task_names_the_task_and_not_what_went_wrong():
    context = {"name": "reports.render", "id": "1", "exc": "ValueError('Marigold')", "args": "['Marigold']"}
    made = record("celery.app.trace", "Task %(name)s[%(id)s] raised: %(exc)s", context, data=context)
    line = json.dumps(written(made))
    assert "Marigold" not in line
    assert "task reports.render failed" in line


def test_a_request_the_server_could_not_handle_is_logged_without_its_address():
    made = record("gunicorn.error", "Error handling request %s", "/search?name=Marigold")
    assert "Marigold" not in json.dumps(written(made))


@pytest.mark.django_db
def test_each_request_has_its_id_in_answer_and_log(client, caplog):
    with caplog.at_level(logging.INFO, logger="scr_portal.requests"):
        response = client.get("/healthz?name=Marigold", headers={"X-Request-ID": "from-outside-1"})
    lines = [line for line in caplog.records if line.name == "scr_portal.requests"]
    assert len(response["X-Request-ID"]) == 32
    assert [(line.view, line.status, line.method) for line in lines] == [("healthz", 200, "GET")]
    assert "Marigold" not in str(lines[0].__dict__)


@pytest.mark.django_db
def test_an_id_from_outside_is_kept_behind_the_proxy_only_if_it_looks_like_one(client):
    with override_settings(BEHIND_PROXY=True):
        assert (
            client.get("/healthz", headers={"X-Request-ID": "from-outside-1"})["X-Request-ID"]
            == "from-outside-1"
        )
        assert client.get("/healthz", headers={"X-Request-ID": "a b\tc" * 9})["X-Request-ID"] != "a b\tc" * 9


def test_being_alive_needs_no_database(client):
    assert client.get("/healthz").json() == {"alive": True}


@pytest.mark.django_db
def test_ready_says_that_all_is_there(client):
    response = client.get("/readyz")
    assert response.json() == {
        "database": True,
        "migrated": True,
        "keys": True,
        "cache": True,
        "broker": True,
    }
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_names_what_is_missing_and_nothing_more(client, monkeypatch):
    def refuse() -> bool:
        raise ConnectionError("redis://:secret@host")

    monkeypatch.setitem(health.CHECKS, "broker", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "database": True,
        "migrated": True,
        "keys": True,
        "cache": True,
        "broker": False,
    }


@pytest.mark.django_db
def test_ready_answers_within_a_second_whatever_hangs_and_asks_what_hangs_only_once(client, monkeypatch):
    asked, let_go = [], threading.Event()

    def hang() -> bool:
        asked.append(1)
        return let_go.wait(30)

    monkeypatch.setitem(health.CHECKS, "broker", hang)
    try:
        for _ in range(2):
            began = time.monotonic()
            response = client.get("/readyz")
            assert time.monotonic() - began < 1
            assert response.status_code == 503
            assert response.json()["broker"] is False
            assert response.json()["database"] is True
        assert asked == [1]
    finally:
        let_go.set()


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_makes_the_portal_not_ready(client, monkeypatch):
    program = health.migrations_of_the_program() | {("reviews", "9999_of_tomorrow")}
    monkeypatch.setattr(health, "migrations_of_the_program", lambda: program)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrated"] is False


@pytest.mark.django_db
def test_a_key_of_another_database_makes_the_portal_not_ready(client, settings):
    settings.INDEX_KEY = "the index key of another database, long enough"
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["keys"] is False
