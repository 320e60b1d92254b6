"""`./run mutate`: change one thing in a rule, and see whether a test near to it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools import processes
from tools.plain import ROOT, Trouble, say

SETTINGS = "scr_portal.settings.test"
APPS = ("families", "reports", "panels", "reviews")
GATES_AND_POLICIES = ("gates.py", "gates/*.py", "policy.py", "policy/*.py")
SERVICES = ("services/*.py",)
DEADLINES = "scr_portal/deadlines"
WITHOUT_RULES = {"__init__.py", "apps.py", "audit_labels.py", "urls.py"}
NEAREST = {
    **{app: (f"tests/{app}",) for app in APPS},
    DEADLINES: ("tests/platform/test_deadlines_calendar.py", "tests/platform/test_deadlines_clocks.py"),
}
"""The tests that each part of the portal is run against. Those over the whole, such as the access matrix and the walk through
every state of a case, take minutes, and what a rule promises is to be told by the tests of its own app."""


def run(arguments: list[str]) -> int:
    """Try the mutants of all gates, policies, services and deadlines, or of the files and apps that are named.

    Tests that are named (tests/reviews/test_gates.py) take the place of those of the app, for a first look in less time.
    `--all` names the mutants that were noticed too, each with its test. Returns 1 where a mutant survived or the tests fail
    without one.
    """
    tests = [argument for argument in arguments if argument.startswith("tests/")]
    chosen = files(argument for argument in arguments if not argument.startswith(("-", "tests/")))
    if not chosen:
        raise Trouble("No gate, policy or service has such a name.", "./run mutate reviews families/gates.py")
    status = 0
    with processes.database():
        for part, of_part in chosen.items():
            say(f"\n{part}: {', '.join(str(file) for file in of_part)}")
            status |= _of_part(of_part, tests or list(NEAREST[part]), everything="--all" in arguments)
    return status


def every_file() -> list[Path]:
    """Return all files that can be changed."""
    return [file for of_part in _known().values() for file in of_part]


def files(names: Iterable[str]) -> dict[str, list[Path]]:
    """Return the files to change of each part of the portal: all, or those under the names."""
    wanted = [name.rstrip("/") for name in names]
    chosen = {
        part: [file for file in of_part if not wanted or any(_under(file, name) for name in wanted)]
        for part, of_part in _known().items()
    }
    return {part: of_part for part, of_part in chosen.items() if of_part}


def _known() -> dict[str, list[Path]]:
    known = {
        app: [
            file.relative_to(ROOT)
            for pattern in (*GATES_AND_POLICIES, *SERVICES)
            for file in sorted((ROOT / app).glob(pattern))
            if file.name not in WITHOUT_RULES
        ]
        for app in APPS
    }
    known[DEADLINES] = [
        file.relative_to(ROOT)
        for file in sorted((ROOT / DEADLINES).glob("*.py"))
        if file.name not in WITHOUT_RULES
    ]
    return known


def _under(file: Path, name: str) -> bool:
    return f"{file}".startswith(f"{name}/") or str(file) == name


def _of_part(of_part: list[Path], tests: list[str], *, everything: bool) -> int:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tools.mutation.session",
        "-p",
        "no:cacheprovider",
        "--no-header",
    ]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PORTAL_MUTATE": os.pathsep.join(str(file) for file in of_part),
        "PORTAL_MUTATE_ALL": "1" if everything else "",
        # What a factory made before the change must not stand in for what it makes now.
        "PORTAL_TESTS_NO_FACTORY_CACHE": "1",
    }
    return 1 if subprocess.run([*command, *tests], cwd=ROOT, env=environment).returncode else 0
