from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.anonymise.planting import NAME, REGISTER, clean_word, word_with

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def register(tmp_path) -> str:
    path = tmp_path / "register.json"
    path.write_text(json.dumps(REGISTER), encoding="utf-8")
    return str(path)


def text(tmp_path, words: str) -> str:
    path = tmp_path / "note.txt"
    path.write_text(words, encoding="utf-8")
    return str(path)


def document(tmp_path, data: bytes) -> str:
    path = tmp_path / "report.docx"
    path.write_bytes(data)
    return str(path)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "scr_portal.settings.test",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_anonymise_command_prints_the_coded_text_and_ends_well(tmp_path, register, capsys):
    call_command("anonymise", text(tmp_path, f"{NAME} was seen at home.\n"), register=register)

    assert capsys.readouterr().out == "Child 1 was seen at home.\n"


def test_anonymise_command_lists_what_is_left_to_settle_and_ends_with_one(tmp_path, register, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command(
            "anonymise", text(tmp_path, "seen at home.\nSeen by Mrs Verity Pellowe.\n"), register=register
        )

    assert ended.value.code == 1
    assert "line 2, name: " in capsys.readouterr().err


def test_anonymise_command_prints_the_whole_result_as_json(tmp_path, register, capsys):
    call_command("anonymise", text(tmp_path, f"{NAME} was seen."), register=register, json=True)

    result = json.loads(capsys.readouterr().out)
    assert result["text"] == "Child 1 was seen."
    assert result["replacements"] == [{"start": 0, "end": 16, "entry_id": "C1", "pseudonym": "Child 1"}]
    assert result["residuals"] == []


def test_anonymise_command_takes_the_terms_of_a_board(tmp_path, register, capsys):
    terms = tmp_path / "terms.txt"
    terms.write_text("# Terms of this board\n\nZOLTA\n", encoding="utf-8")

    call_command("anonymise", text(tmp_path, "ZOLTA sent.\n"), register=register, glossary=str(terms))

    assert capsys.readouterr().out == "ZOLTA sent.\n"


def test_scan_command_names_the_place_and_ends_with_one(tmp_path, register, capsys):
    path = document(tmp_path, word_with("customXml/item1.xml", f"<case>{NAME}</case>"))

    with pytest.raises(SystemExit) as ended:
        call_command("scan_identifiers", path, register=register)

    assert ended.value.code == 1
    told = capsys.readouterr().out
    assert "custom XML: person, entry C1" in told
    assert "Aldercott" not in told


def test_scan_command_says_that_all_was_read_when_nothing_was_found(tmp_path, register, capsys):
    call_command("scan_identifiers", document(tmp_path, clean_word()), register=register)

    assert capsys.readouterr().out == "All of the file was read and nothing was found.\n"


def test_scan_command_prints_findings_as_json(tmp_path, register, capsys):
    path = document(tmp_path, word_with("customXml/item1.xml", f"<case>{NAME}</case>"))

    with pytest.raises(SystemExit):
        call_command("scan_identifiers", path, register=register, json=True)

    answer = json.loads(capsys.readouterr().out)
    assert answer["clean"] is False
    assert {"where": "custom XML", "kind": "person", "entry_id": "C1"} in answer["findings"]


def test_scan_command_refuses_a_file_that_it_cannot_read_in_full(tmp_path, register):
    with pytest.raises(CommandError, match="not safe to publish"):
        call_command("scan_identifiers", document(tmp_path, b"PK\x03\x04 damaged"), register=register)


def test_scan_command_refuses_a_file_that_is_not_there(tmp_path, register):
    with pytest.raises(CommandError, match="could not be opened"):
        call_command("scan_identifiers", str(tmp_path / "missing.pdf"), register=register)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not json", "not valid JSON"),
        ('{"people": []}', "must hold a list"),
        ('[{"id": "1"}]', "Entry 1 of the register has no kind, canonical, pseudonym"),
        ('["x"]', "Entry 1 of the register is not an object"),
        (
            '[{"id": "1", "kind": "person", "canonical": "x", "pseudonym": "y", "aliases": "z"}]',
            "list of texts",
        ),
    ],
)
def test_commands_refuse_a_wrong_register_in_a_sentence(tmp_path, content, message):
    path = tmp_path / "register.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=message):
        call_command("anonymise", text(tmp_path, "seen"), register=str(path))


def test_commands_accept_a_register_inside_an_object(tmp_path, capsys):
    path = tmp_path / "register.json"
    path.write_text(json.dumps({"review_id": "R1", "register": REGISTER}), encoding="utf-8")

    call_command("anonymise", text(tmp_path, NAME), register=str(path))

    assert capsys.readouterr().out == "Child 1\n"


def test_commands_work_where_there_is_no_database(tmp_path, register):
    coded = run("anonymise", text(tmp_path, f"{NAME} was seen.\n"), "--register", register)
    scanned = run("scan_identifiers", document(tmp_path, clean_word()), "--register", register, "--json")

    assert (coded.returncode, coded.stdout) == (0, "Child 1 was seen.\n"), coded.stderr
    assert (scanned.returncode, json.loads(scanned.stdout)["clean"]) == (0, True), scanned.stderr
