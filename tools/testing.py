"""`./run test`: the whole suite, and an open word about what had to be left out."""

from __future__ import annotations

import os
import subprocess
import sys

from tools import packages, processes
from tools.plain import ROOT, say

SETTINGS = "scr_portal.settings.test"


MOST_PROCESSES = 4


def run(arguments: list[str], **settings: str) -> int:
    """Run pytest with the arguments, the whole suite in parallel unless they say how (`-n 0`: one process).

    With CI=true nothing may be missing. `settings` are added to the environment. Returns pytest's exit status.
    """
    packages.install(packages.missing())
    missing = packages.missing()
    if os.environ.get("CI") == "true":
        packages.require(missing)
    notice = "\n".join(
        f"Left out: the tests marked '{part.marker}', as {part.name} is missing. To get it: {part.command}"
        for part in missing
    )
    if notice:
        say(notice)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PORTAL_TESTS_WITHOUT": ",".join(sorted({part.marker for part in missing})),
        **settings,
    }
    with processes.database():
        status = subprocess.run(
            [sys.executable, "-m", "pytest", *parallel(arguments), *arguments], cwd=ROOT, env=environment
        ).returncode
    if notice:
        say(notice)
    return status


def parallel(arguments: list[str]) -> list[str]:
    """The options of pytest-xdist for a run of the whole suite: a process more than cores, as journeys wait for
    the browser, and who has finished takes over from the others. Nothing for a run that names tests or its own number of
    processes; the plugin after `-p` is no test."""
    named = [word for word, before in zip(arguments, ["", *arguments], strict=False) if before != "-p"]
    names_tests = any(not word.startswith("-") for word in named)
    says_how = any(argument.startswith(("-n", "--numprocesses")) for argument in arguments)
    if names_tests or says_how:
        return []
    return ["-n", str(min((os.cpu_count() or 1) + 1, MOST_PROCESSES)), "--dist", "worksteal"]
