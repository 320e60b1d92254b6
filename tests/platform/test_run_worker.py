"""The worker that stands beside the tests does what a test publishes, and only for those who ask."""

from __future__ import annotations

import pytest

from scr_portal.celery import app as celery_app


@pytest.mark.usefixtures("real_worker")
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_real_worker_hears_what_is_published(turn):
    (reply,) = celery_app.control.ping(timeout=10)
    ((name, answer),) = reply.items()
    assert name.startswith("tests@")
    assert answer == {"ok": "pong"}


def test_without_asking_nothing_is_published_anywhere():
    assert celery_app.conf.broker_url == "memory://"
