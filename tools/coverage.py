"""`./run coverage`: the suite with branch coverage, templates included, and what it must not fall below."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from typing import Any

from tools import testing
from tools.plain import ROOT, say

REPORT = ROOT / "var" / "coverage.json"
RULES = tuple(
    f"{app}/{part}"
    for app in ("reviews", "panels", "families", "reports")
    for part in ("services/*.py", "services.py", "gates/*.py", "gates.py", "policy/*.py", "policy.py")
)
"""Where the rules of the domain are: what may happen, and who may do it."""
GROUPS: Mapping[str, tuple[str, ...]] = {"rules": RULES, "whole": ("*",)}


def run(arguments: list[str]) -> int:
    """Run the suite (or the tests that the arguments name) under coverage, and print the figures.

    The figures are held to `[tool.portal.coverage]` in pyproject.toml when the whole suite ran. Returns 1 where it fails
    or a figure falls below.
    """
    REPORT.parent.mkdir(exist_ok=True)
    options = ["--cov", "--cov-report=", f"--cov-report=json:{REPORT}"]
    whole = not any(not argument.startswith("-") for argument in arguments)
    parallel = testing.parallel(arguments)
    # A second run beside this one would delete what this one has measured, if both kept it in one place.
    with tempfile.TemporaryDirectory(prefix="coverage-", dir=REPORT.parent) as folder:
        status = testing.run(
            [*options, *parallel, *arguments],
            PORTAL_TEMPLATE_COVERAGE="1",
            COVERAGE_FILE=f"{folder}/measured",
        )
    files = json.loads(REPORT.read_text())["files"]
    lows = below(files, floors()) if whole else []
    for line in missed(files) if whole else []:
        say(line)
    for name, patterns in GROUPS.items():
        say(f"{name}: {share(files, patterns):.1f} per cent of lines and branches")
    for line in lows:
        say(line)
    return 1 if status or lows else 0


def floors() -> Mapping[str, float]:
    """Return the least per cent of each group."""
    settings: Mapping[str, float] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["portal"][
        "coverage"
    ]
    return settings


def share(files: Mapping[str, Any], patterns: Iterable[str]) -> float:
    """Return the per cent of lines and branches that ran, of the files that match; 100 where there are none."""
    patterns = tuple(patterns)
    summaries = [
        file["summary"] for path, file in files.items() if any(fnmatch(path, pattern) for pattern in patterns)
    ]
    of = sum(summary["num_statements"] + summary.get("num_branches", 0) for summary in summaries)
    ran = sum(summary["covered_lines"] + summary.get("covered_branches", 0) for summary in summaries)
    return 100.0 * ran / of if of else 100.0


def below(files: Mapping[str, Any], least: Mapping[str, float]) -> list[str]:
    """Return a sentence for each group that is below its figure."""
    return [
        f"{name} is below the {least[name]} per cent of pyproject.toml."
        for name, patterns in GROUPS.items()
        if share(files, patterns) < least[name]
    ]


def missed(files: Mapping[str, Any]) -> list[str]:
    """Return a line for each file of the rules in which something did not run: its lines, and branches between others."""
    lines = []
    for path, file in sorted(files.items()):
        not_run = set(file["missing_lines"])
        branches = [f"{a}->{b}" for a, b in file["missing_branches"] if not {a, abs(b)} & not_run]
        gaps = [*map(str, file["missing_lines"]), *branches]
        if gaps and any(fnmatch(path, pattern) for pattern in RULES):
            lines.append(f"{path}: {', '.join(gaps)}")
    return lines
