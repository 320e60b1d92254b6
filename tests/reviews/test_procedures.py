"""A wrong procedure file is refused with the file, the key, and what was expected there."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from reviews.procedures import ProcedureFileWrong, all_procedures, get, loading
from reviews.procedures.loading import FOLDER, read
from scr_portal.workflow import registered

GOOD = (FOLDER / "portsmouth-2010.toml").read_text()


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def without_outputs(text: str) -> str:
    """The whole table replaced by a number at the top."""
    start, end = text.index("[outputs]"), text.index("[family]")
    return "outputs = 3\n" + text[:start] + text[end:]


WRONG: dict[str, tuple[Callable[[str], str], str, str]] = {
    "not TOML": (lambda text: text + "\n[[[", "the file", "not readable as TOML"),
    "an unknown key": (lambda text: "colour = 1\n" + text, "colour", "there is no such key"),
    "an unknown key in a table": (
        swap("[interviews]", "[interviews]\ncolour = 1"),
        "interviews.colour",
        "no such key",
    ),
    "a limit of nothing": (swap("person = 8", "person = 0"), "jigsaw.person", "expected at least 1"),
    "a missing key": (swap('how = "online"', ""), "outputs.how", "missing"),
    "a missing table": (lambda text: text[: text.index("[proceedings]")], "proceedings", "missing"),
    "a text for a number": (
        swap("length = 6", 'length = "six"'),
        "clocks[1].length",
        "expected a whole number",
    ),
    "a number for a yes": (
        swap("copy_before_public = true", "copy_before_public = 1"),
        "family.copy_before_public",
        "expected true or false",
    ),
    "a word that is no choice": (
        swap('how = "online"', 'how = "by post"'),
        "outputs.how",
        "expected one of online",
    ),
    "a text for a list": (
        swap('public = ["overview", "summary"]', 'public = "overview"'),
        "outputs.public",
        "expected a list",
    ),
    "a text nobody writes": (
        swap('written = ["overview", "summary"]', 'written = ["letters"]'),
        "outputs.written",
        'expected "overview", "summary" or both',
    ),
    "a public text that is not written": (
        swap('written = ["overview", "summary"]', 'written = ["overview"]'),
        "outputs.public",
        "expected texts of outputs.written: overview",
    ),
    "limbs from which nothing follows": (
        swap('[[consequences]]\nkind = "mandatory"', '[[consequences]]\nkind = "discretionary"'),
        "consequences",
        'expected one of kind = "discretionary", because there are such criteria',
    ),
    "a source that is no text": (
        swap('"families.told_of_review" = "Isle', '"families.told_of_review" = 3 # "Isle'),
        'sources."families.told_of_review"',
        "expected a text",
    ),
    "two who agree more time": (
        swap(
            "[[clocks]]",
            '[[clocks]]\ncode = "publication"\nlabel = "Public"\nstarts = "event"\nlength = 9\nunit = "months"\n'
            'owed_by = "business_manager"\nextended_by = "business_manager"\nextension = "never"\nsource = "x"\n\n'
            "[[clocks]]",
        ),
        "clocks",
        "expected one extended_by for the clocks of the review",
    ),
    "an agency's clock owed by the board": (
        swap('owed_by = "author"', 'owed_by = "board_chair"'),
        "clocks.management_review.owed_by",
        'expected "author"',
    ),
    "no clock of the agencies": (
        swap('code = "management_review"', 'code = "other"'),
        "clocks",
        "missing the clock of the agencies",
    ),
    "a value for a table": (without_outputs, "outputs", "expected a table"),
    "no clock to sign-off": (
        swap('code = "sign_off"', 'code = "other"'),
        "clocks",
        "missing the clock to sign-off",
    ),
    "a clock of no length": (
        swap("length = 6", "length = 0"),
        "clocks.sign_off.length",
        "expected at least 1",
    ),
    "an extension by nobody": (
        swap('extended_by = "board_chair"', 'extended_by = "the mayor"'),
        "clocks.sign_off.extended_by",
        "expected a role",
    ),
    "the same limb twice": (
        swap('code = "abuse_or_neglect"', 'code = "death"'),
        "criteria",
        "death stands twice",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_file_is_refused_in_a_sentence_that_can_be_acted_on(wrong: str, tmp_path: Path) -> None:
    change, key, expected = WRONG[wrong]
    path = tmp_path / "fennmouth-2010.toml"
    path.write_text(change(GOOD))
    with pytest.raises(ProcedureFileWrong) as refused:
        read(path)
    said = str(refused.value)
    assert said.startswith(f"fennmouth-2010.toml: {key}: ")
    assert expected in said


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fennmouth-2010.toml"
    path.write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(ProcedureFileWrong, match="not readable as TOML"):
        read(path)


def test_the_same_version_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(GOOD)
    with pytest.raises(ProcedureFileWrong, match=r"two.toml: version: .* is there already"):
        all_procedures(tmp_path)


def test_a_case_keeps_the_version_it_was_opened_under_and_new_cases_take_the_newest(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(GOOD)
    (tmp_path / "two.toml").write_text(swap("version = 1", "version = 2")(GOOD))
    assert sorted(version for _, version in all_procedures(tmp_path)) == [1, 2]
    assert get("portsmouth-2010").version == get("portsmouth-2010", 1).version


BOARDS = {
    "cambridgeshire-peterborough-2015",
    "hampshire-2006",
    "isle-of-wight",
    "kingston-2006",
    "portsmouth-2010",
}


def test_every_procedure_that_comes_with_the_portal_can_be_read() -> None:
    assert {code for code, _ in all_procedures()} == BOARDS


@pytest.mark.parametrize("code", sorted(BOARDS))
def test_no_board_is_told_what_the_leaflet_of_another_promises(code: str) -> None:
    """Portsmouth’s board follows those of three others where its own is silent, and its file says so."""
    procedure = get(code)
    for gate in registered().values():
        said = procedure.cites(gate.name, gate.source)
        own = "leaflet" not in said or said.startswith((procedure.leaflet, "Portal default"))
        assert own or (code == "portsmouth-2010" and gate.name in procedure.sources), (gate.name, said)


@pytest.mark.parametrize("code", sorted(BOARDS))
def test_a_procedure_names_only_rules_that_there_are(code: str) -> None:
    assert set(get(code).sources) <= set(registered())


def test_a_source_that_is_no_leaflet_holds_for_every_board() -> None:
    rule = registered()["reports.register_unchanged"]
    assert {get(code).cites(rule.name, rule.source) for code in BOARDS} == {rule.source}


@pytest.mark.parametrize(
    ("on", "version"),
    [(datetime.date(2010, 3, 16), None), (datetime.date(2010, 3, 17), 1), (datetime.date(2012, 5, 2), 2)],
)
def test_the_version_in_force_is_the_newest_that_had_begun_on_that_day(
    on: datetime.date, version: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.toml").write_text(GOOD)
    later = swap("from = 2010-03-17", "from = 2012-05-01")(swap("version = 1", "version = 2")(GOOD))
    (tmp_path / "two.toml").write_text(later)
    monkeypatch.setattr(loading, "all_procedures", lambda: all_procedures(tmp_path))
    found = loading.in_force("portsmouth-2010", on)
    assert (found.version if found else None) == version


def printed(*options: str) -> str:
    said = StringIO()
    call_command("procedures", *options, stdout=said)
    return said.getvalue()


def test_the_command_prints_each_value_on_which_boards_differ_with_those_that_have_it() -> None:
    table = printed()
    assert re.search(
        r"outputs\.how +online +cambridgeshire-peterborough-2015, isle-of-wight, portsmouth-2010", table
    )
    assert re.search(r"\n +on request +hampshire-2006, kingston-2006", table)
    assert re.search(r"clocks\.publication\.length +9 .*\n +\(none\) +isle-of-wight, portsmouth-2010", table)
    assert "interviews.days_to_check" not in table, "all boards agree on it"
    assert "source" not in table
    assert "family.copy_source" in printed("--sources")


def test_the_command_prints_every_value_as_json() -> None:
    every = json.loads(printed("--json"))
    assert set(every) == BOARDS
    assert every["hampshire-2006"]["clocks.publication.length"] == 9
    assert every["isle-of-wight"]["family.copy_before_public"] is False
    assert every["kingston-2006"]["outputs.public"] == ["summary"]
    assert every["portsmouth-2010"]["from"] == "2010-03-17"
