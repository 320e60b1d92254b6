"""The portal's own worker for tests: a broker in a folder, short leases, and its own jobs."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr_portal.settings.test")
django.setup()

from scr_portal import jobs  # noqa: E402
from scr_portal.celery import app  # noqa: E402
from scr_portal.jobs import claims, registry, sweeping  # noqa: E402

__all__ = ["app"]

FOLDER = Path(os.environ["PORTAL_TEST_FOLDER"])


def broker_in(folder: Path) -> dict[str, Any]:
    """Return settings of a broker that is a folder."""
    for name in ("messages", "processed"):
        (folder / name).mkdir(exist_ok=True)
    return {
        "broker_url": "filesystem://",
        "broker_transport_options": {
            "data_folder_in": str(folder / "messages"),
            "data_folder_out": str(folder / "messages"),
            "processed_folder": str(folder / "processed"),
            "control_folder": str(folder / "control"),
            "polling_interval": 0.1,
        },
    }


app.conf.update(
    **broker_in(FOLDER),
    beat_schedule={"sweep": {"task": "scr_portal.jobs.tasks.requeue_stale", "schedule": 1.0}},
    beat_schedule_filename=str(FOLDER / "schedule"),
)
claims.LEASE = timedelta(seconds=2)
sweeping.FIRST_HINT_IS_DUE_AFTER = timedelta(seconds=0)


@jobs.work("tests.slow")
def slow(job: Any, *, report_progress: registry.ReportProgress) -> dict[str, Any]:
    """Note the start, take a while, note the end once."""
    note = FOLDER / str(job.pk)
    with note.open("a") as file:
        file.write("began\n")
    for done in range(job.arguments["steps"]):
        report_progress(done, job.arguments["steps"])
        time.sleep(0.1)
    with note.open("a") as file:
        file.write("ended\n")
    return {"steps": job.arguments["steps"]}
