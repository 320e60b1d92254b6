"""The Celery application; tasks are discovered in every app's `tasks.py`."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr_portal.settings.base")

app = Celery("scr_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def stop_with_a_wrong_key(**kwargs: Any) -> None:
    """End the process, with one sentence, when a key is not that of the database. A signal swallows other exceptions."""
    from django.db import connections

    from scr_portal.sealed import witnesses

    try:
        witnesses.stop_if_wrong()
    except witnesses.WrongKey as error:
        raise SystemExit(str(error)) from None
    finally:
        connections.close_all()
