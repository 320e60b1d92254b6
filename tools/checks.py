"""`./run check`: all static checks."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tools import processes
from tools.plain import ROOT, say

SOURCES = ("scr_portal", "reviews", "panels", "families", "reports", "tools", "tests", "manage.py")
PYTHON = sys.executable

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"
"""Run the contracts of .importlinter with this Python: its script may not be on the path."""

CHECKS: dict[str, list[str]] = {
    "style": [PYTHON, "-m", "ruff", "check", "--output-format=concise", "."],
    "layout": [PYTHON, "-m", "ruff", "format", "--check", "--output-format=concise", "."],
    "templates": [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"],
    "types": [PYTHON, "-m", "mypy", *SOURCES],
    "missing migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment settings": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "import directions": [PYTHON, "-c", LINT_IMPORTS],
    "architecture": [PYTHON, "-m", "pytest", "tests/test_architecture.py"],
}

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "scr_portal.settings.base",
    "SECRET_KEY": "a value for this check alone, long enough and mixed: 0aZ-9bY_8cX+7dW=6eV",
    "AUDIT_KEY": "another value for this check alone, just as long and mixed: 1bA-8cZ",
    "INDEX_KEY": "a third value for this check alone, just as long and mixed: 2cB-7dY",
    "SEALED_KEYS": "dGhpcy1rZXktb3BlbnMtbm90aGluZy1hbnl3aGVyZS0=",
    "ALLOWED_HOSTS": "reviews.example.org",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def run() -> int:
    """Run every check, even after one has failed. Returns 0 when all passed, 1 otherwise."""
    failed = []
    with processes.database() as environment:
        for name, command in CHECKS.items():
            began = time.monotonic()
            extra = PRODUCTION if name == "deployment settings" else {}
            if name == "architecture":
                extra = {"DJANGO_SETTINGS_MODULE": "scr_portal.settings.test"}
            status = subprocess.run(command, cwd=ROOT, env=os.environ | environment | extra).returncode
            say(f"{'ok     ' if status == 0 else 'FAILED '}{name} ({time.monotonic() - began:.0f} s)")
            if status:
                failed.append(name)
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0
