"""`./run check`: all static checks."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from tools import processes
from tools.plain import ROOT, say

SOURCES = ("scr_portal", "reviews", "panels", "families", "reports", "tools", "tests", "manage.py")
PYTHON = sys.executable

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"
"""Run the contracts of .importlinter with this Python: its script may not be on the path."""

AT_ONCE = 2

CHECKS: dict[str, list[str]] = {
    "types": [PYTHON, "-m", "mypy", *SOURCES],
    "style": [PYTHON, "-m", "ruff", "check", "--output-format=concise", "."],
    "layout": [PYTHON, "-m", "ruff", "format", "--check", "--output-format=concise", "."],
    "templates": [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"],
    "missing migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment settings": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "import directions": [PYTHON, "-c", LINT_IMPORTS],
    "architecture": [PYTHON, "-m", "pytest", "tests/test_architecture.py"],
}
"""The longest first: it takes longer than the next four, and the two are run beside each other."""

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "scr_portal.settings.base",
    "SECRET_KEY": "a value for this check alone, long enough and mixed: 0aZ-9bY_8cX+7dW=6eV",
    "AUDIT_KEY": "another value for this check alone, just as long and mixed: 1bA-8cZ",
    "INDEX_KEY": "a third value for this check alone, just as long and mixed: 2cB-7dY",
    "SEALED_KEYS": "dGhpcy1rZXktb3BlbnMtbm90aGluZy1hbnl3aGVyZS0=",
    "ALLOWED_HOSTS": "reviews.example.org",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}
SETTINGS: dict[str, dict[str, str]] = {
    "deployment settings": PRODUCTION,
    "architecture": {"DJANGO_SETTINGS_MODULE": "scr_portal.settings.test"},
}


def run() -> int:
    """Run every check, two at a time, even after one has failed. Returns 0 when all passed, 1 otherwise.

    What a check says is printed when it ends, so that nothing of another stands between.
    """
    with processes.database() as environment, ThreadPoolExecutor(AT_ONCE) as pool:
        passed = dict(
            zip(CHECKS, pool.map(lambda name: passes(name, os.environ | environment), CHECKS), strict=True)
        )
    failed = [name for name in CHECKS if not passed[name]]
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def passes(name: str, environment: Mapping[str, str]) -> bool:
    """Run one check, print what it says and how long it took, and return whether it passed."""
    began = time.monotonic()
    check = subprocess.run(
        CHECKS[name],
        cwd=ROOT,
        env={**environment, **SETTINGS.get(name, {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    ok = check.returncode == 0
    say(f"{check.stdout}{'ok     ' if ok else 'FAILED '}{name} ({time.monotonic() - began:.0f} s)")
    return ok
