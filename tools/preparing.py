"""The steps before the demo can be shown, in one process: migrations, cache table, the demo's cases."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import connection

from tools import processes
from tools.plain import say


def prepare() -> None:
    """Migrate the database and load the demo. Both do nothing where there is nothing to do."""
    say("  tables ...")
    with _without_collecting():
        call_command("migrate", interactive=False, verbosity=0)
    if "portal_cache" not in connection.introspection.table_names():
        call_command("createcachetable")
    say("  cases ...")
    call_command("load_demo")


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Disable the garbage collector, which takes nearly half the time of a migration.

    Migrations rebuild every model at each step.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", processes.DEVELOPMENT)
    django.setup()
    prepare()
    sys.stdout.flush()
    call_command("demo_people")
