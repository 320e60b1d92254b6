"""`./run bench`: run every module in tests/benchmarks that ends in _bench."""

from __future__ import annotations

import subprocess
import sys

from tools import processes
from tools.plain import ROOT, Trouble, say

FOLDER = ROOT / "tests" / "benchmarks"


def run(arguments: list[str]) -> int:
    """Run all benchmarks, or those whose names contain one of the arguments. Returns 1 if any failed."""
    chosen = [
        file.stem
        for file in sorted(FOLDER.glob("*_bench.py"))
        if not arguments or any(word in file.stem for word in arguments)
    ]
    if not chosen:
        raise Trouble("No benchmark has such a name.", "ls tests/benchmarks")
    failed = 0
    with processes.database() as environment:
        for name in chosen:
            say(f"\n== {name}")
            command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
            failed += subprocess.run(command, cwd=ROOT, env=environment).returncode != 0
    return 1 if failed else 0
