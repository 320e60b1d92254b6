"""Commands that look at a file work on a fresh clone: no keys, no database, no settings."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with an empty environment."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}, timeout=60)


def test_check_chronology_needs_nothing_but_the_file():
    done = manage("check_chronology", str(ROOT / "tests/chronology/samples/housing.csv"), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "read"


def test_anonymise_needs_nothing_but_text_and_register(tmp_path):
    text, register = tmp_path / "note.txt", tmp_path / "register.json"
    text.write_text("Orla Penhallow came to the clinic.", "utf-8")
    person = {
        "id": "1",
        "kind": "person",
        "canonical": "Orla Penhallow",
        "aliases": [],
        "pseudonym": "Mother",
    }
    register.write_text(json.dumps([person | {"given": "Orla", "family": "Penhallow"}]), "utf-8")
    done = manage("anonymise", str(text), "--register", str(register), "--json")
    assert json.loads(done.stdout)["text"] == "Mother came to the clinic.", done.stderr


def test_every_other_command_still_asks_for_production_settings():
    done = manage("migrate")
    assert done.returncode != 0
    assert "secret key" in done.stderr
