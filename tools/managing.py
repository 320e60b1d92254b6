"""`./run manage`: Django's command line with the database running."""

from __future__ import annotations

import subprocess
import sys

from tools import processes
from tools.plain import ROOT


def run(arguments: list[str]) -> int:
    """Run manage.py and return its exit status."""
    with processes.database() as environment:
        return subprocess.run([sys.executable, ROOT / "manage.py", *arguments], env=environment).returncode
