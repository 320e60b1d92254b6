"""Runs beside each other use databases of their own, and a parallel run starts the longest tests first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import longest_first, separate_runs

ROOT = Path(__file__).resolve().parents[2]
CLAIM = """
import sys
from pathlib import Path
from tests import separate_runs
separate_runs.FOLDER = Path(sys.argv[1])
print(separate_runs.claim(), flush=True)
sys.stdin.read()
"""


def claiming(folder: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-c", CLAIM, str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_second_run_in_a_checkout_has_other_databases_until_the_first_has_ended(tmp_path):
    first, number_of_first = claiming(tmp_path)
    second, number_of_second = claiming(tmp_path)
    first.communicate()
    third, number_of_third = claiming(tmp_path)
    second.communicate()
    third.communicate()
    assert [number_of_first, number_of_second, number_of_third] == ["1", "2", "1"]


def test_first_run_keeps_the_plain_name_and_others_end_in_their_number(monkeypatch):
    monkeypatch.setenv(separate_runs.NUMBER, "1")
    assert separate_runs.suffix() == ""
    monkeypatch.setenv(separate_runs.NUMBER, "3")
    assert separate_runs.suffix() == "_run3"


def test_more_runs_than_there_are_numbers_are_refused_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(separate_runs, "FOLDER", tmp_path)
    monkeypatch.setattr(separate_runs, "MOST", 1)
    process, _ = claiming(tmp_path)
    with pytest.raises(pytest.UsageError, match="Wait until one has ended"):
        separate_runs.claim()
    process.communicate()


def named(*names: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(nodeid=name) for name in names]


def test_each_process_begins_with_its_share_of_the_longest(monkeypatch):
    monkeypatch.setattr(longest_first, "LONGEST", ("b.py", "a.py"))
    items = named("a.py::1", "c.py::1", "c.py::2", "b.py::1", "c.py::3", "c.py::4", "c.py::5")
    order = [item.nodeid for item in longest_first.arranged(items, 2)]
    # Of seven, xdist gives three to the first process and four to the second.
    assert order == ["b.py::1", "c.py::1", "c.py::2", "a.py::1", "c.py::3", "c.py::4", "c.py::5"]


@pytest.mark.parametrize("processes", [1, 3, 8])
def test_no_test_is_lost_or_run_twice(monkeypatch, processes):
    monkeypatch.setattr(longest_first, "LONGEST", ("a.py",))
    items = named(*(f"a.py::{number}" for number in range(5)), *(f"c.py::{number}" for number in range(4)))
    assert sorted(item.nodeid for item in longest_first.arranged(items, processes)) == sorted(
        item.nodeid for item in items
    )


def test_files_named_as_longest_are_there():
    assert [file for file in longest_first.LONGEST if not (ROOT / file).exists()] == []
