"""`manage.py check_chronology`: the reader at the command line, without a database."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

SAMPLES = Path(__file__).parent / "samples"
ROOT = Path(__file__).resolve().parents[2]
SCOPE = {"scope_start": "1998-01-01", "scope_end": "2010-09-30"}


def _run(*files: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("check_chronology", *map(str, files), stdout=out, stderr=out, **options)
    return out.getvalue()


def test_json_of_one_file_has_events_problems_and_mapping() -> None:
    reading = json.loads(_run(SAMPLES / "gp.xlsx", json=True, **SCOPE))

    assert (len(reading["events"]), reading["totals"]["problem_rows"]) == (44, 6)
    assert reading["mapping"]["source"] == "Record"
    assert {"row", "date_start", "date_end", "precision", "uncertain", "time", "source", "detail"} <= set(
        reading["events"][0]
    )


def test_plain_answer_names_each_row_and_says_how_to_mend_it() -> None:
    answer = _run(SAMPLES / "school.xlsx", **SCOPE)

    assert "108 rows, 100 events, 8 held or noted" in answer
    assert "row 27: The date" in answer and "has no year" in answer
    assert "“Read me” has no headings" in answer


def test_refused_file_is_one_json_object_and_exit_code_one(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"x")
    out = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("check_chronology", str(path), json=True, stdout=out)

    answer = json.loads(out.getvalue())
    assert ended.value.code == 1
    assert (answer["status"], answer["code"]) == ("rejected", "unsupported_type")
    assert ".xlsx" in answer["message"]


def test_mapping_is_given_as_json(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("When,Where,Narrative\n3/4/09,File,Seen\n", encoding="utf-8")

    assert "1 events" in _run(path, mapping='{"source": "Where"}')
    with pytest.raises(CommandError, match="not JSON"):
        _run(path, mapping="source=Where")
    with pytest.raises(CommandError, match="no field called"):
        _run(path, mapping='{"sauce": "Where"}')


def test_scope_that_is_no_scope_is_a_sentence() -> None:
    with pytest.raises(CommandError, match="two dates"):
        _run(SAMPLES / "gp.xlsx", scope_start="2010-01-01", scope_end="1998-01-01")


def test_pairs_of_several_files_name_file_row_score_and_reasons() -> None:
    pairs = json.loads(
        _run(
            SAMPLES / "gp.xlsx",
            SAMPLES / "police.csv",
            SAMPLES / "school.xlsx",
            pairs=True,
            json=True,
            **SCOPE,
        )
    )

    assert pairs
    assert all(set(pair) == {"a", "b", "score", "reasons"} and pair["reasons"] for pair in pairs)
    assert all(pair["a"]["file"] != pair["b"]["file"] and pair["a"]["row"] for pair in pairs)


def test_command_needs_no_database() -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "scr_portal.settings.test",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    }
    command = [sys.executable, "manage.py", "check_chronology", str(SAMPLES / "housing.csv"), "--json"]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["events"]) >= 48


def test_one_refused_file_does_not_end_the_reading_of_the_others(tmp_path: Path) -> None:
    refused = tmp_path / "a.csv"
    refused.write_text("Name,Address,Notes\nA,B,C\n", encoding="utf-8")
    output = io.StringIO()

    with pytest.raises(SystemExit) as end:
        call_command(
            "check_chronology",
            refused,
            SAMPLES / "gp.xlsx",
            SAMPLES / "housing.csv",
            json=True,
            stdout=output,
        )

    readings = json.loads(output.getvalue())
    assert end.value.code == 1
    assert [reading["filename"] for reading in readings] == ["gp.xlsx", "housing.csv", "a.csv"]
    assert [reading["status"] for reading in readings] == ["read", "read", "rejected"]


def test_columns_in_question_are_asked_about_with_their_candidates(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("CaseNoteDate,NoteText,CreatedBy\n3/4/09,Seen,SW A\n", encoding="utf-8")

    reading = json.loads(_run(path, json=True))
    assert (reading["status"], [question["field"] for question in reading["questions"]]) == (
        "question",
        ["source"],
    )
    assert "Perhaps: CreatedBy (column C)" in _run(path)
    assert "1 events" in _run(path, mapping='{"source": {"constant": "RiO progress notes"}}')
