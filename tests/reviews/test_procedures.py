"""A wrong procedure file is refused with the file, the key, and what was expected there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reviews.procedures import ProcedureFileWrong, all_procedures, get
from reviews.procedures.loading import FOLDER, read

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
        swap('public = ["overview", "summary"]', 'public = ["letters"]'),
        "outputs.public",
        'expected "overview", "summary" or both',
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


def test_every_procedure_that_comes_with_the_portal_can_be_read() -> None:
    assert ("portsmouth-2010", 1) in all_procedures()
