"""The worker that stands beside the tests does what a test publishes, and only for those who ask."""

from __future__ import annotations

import pytest

from scr_portal import celery_app


@pytest.mark.usefixtures("real_worker")
def test_a_real_worker_hears_what_is_published():
    (reply,) = celery_app.control.ping(timeout=10)
    ((name, answer),) = reply.items()
    assert name.startswith("tests@")
    assert answer == {"ok": "pong"}


def test_without_asking_nothing_is_published_anywhere():
    assert celery_app.conf.broker_url == "memory://"
