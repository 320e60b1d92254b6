"""Bad files are refused with a sentence, quickly, and never with a traceback."""

from __future__ import annotations

import random
import resource
import time
from dataclasses import replace
from pathlib import Path

import pytest

from panels.chronology import sandbox
from panels.chronology.limits import DEFAULT_LIMITS
from panels.chronology.model import ReaderError
from panels.chronology.parsing import parse
from panels.chronology.reading import read_chronology
from tests import processor
from tests.chronology import bad_files
from tests.chronology.bad_files import BAD, cell, sheet_xml, table_xml, xlsx


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_its_code_and_a_sentence_within_two_seconds(name: str) -> None:
    filename, code, make = BAD[name]
    data = make()
    started = processor.seconds()

    with pytest.raises(ReaderError) as refusal:
        read_chronology(data, filename)

    assert refusal.value.code == code
    assert refusal.value.message.endswith(".")
    assert refusal.value.message[0].isupper() or refusal.value.message[0] == "“"
    assert processor.seconds() - started < 2


def test_refusals_of_different_kinds_have_different_sentences() -> None:
    sentences: dict[str, set[str]] = {}
    for filename, code, make in BAD.values():
        with pytest.raises(ReaderError) as refusal:
            parse(make(), filename)
        sentences.setdefault(refusal.value.message, set()).add(code)

    assert all(len(codes) == 1 for codes in sentences.values())
    assert len(sentences) >= 20


def test_sheet_that_declares_a_million_rows_and_has_three_is_read_as_three() -> None:
    styled = "".join(
        f'<row r="{r}" ht="15" customHeight="1"><c r="A{r}" s="0"/></row>' for r in range(5, 200_000)
    )
    far = '<row r="1048576" hidden="1"><c r="XFD1048576" s="0"/></row>'
    sheet = sheet_xml(table_xml() + styled + far, before='<dimension ref="A1:XFD1048576"/>')
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    result = read_chronology(xlsx(sheet), "a.xlsx")

    assert [event.row for event in result.events] == [2, 3, 4]
    assert result.problems == ()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5, (
        "seconds of processor time"
    )


def test_merge_over_the_whole_sheet_does_not_fill_it() -> None:
    merge = '<mergeCells count="1"><mergeCell ref="E1:XFD1048576"/></mergeCells>'

    result = read_chronology(xlsx(sheet_xml(after=merge)), "a.xlsx")

    assert len(result.events) == 3


def test_old_workbook_is_told_how_to_be_saved_anew() -> None:
    with pytest.raises(ReaderError, match=r"Save As, Excel Workbook \(\.xlsx\)"):
        read_chronology(b"anything", "chronology.xls")


def test_missing_columns_lists_the_headings_that_were_found() -> None:
    with pytest.raises(ReaderError) as refusal:
        read_chronology(b"Name,Where,Narrative\r\nA,File,Seen\r\n", "a.csv")

    assert refusal.value.headings == ("Name", "Where", "Narrative")
    assert "Where" in refusal.value.message


def test_file_above_the_size_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(DEFAULT_LIMITS.file_bytes + 1)

    with pytest.raises(ReaderError) as refusal:
        read_chronology(path)

    assert refusal.value.code == "too_large"


def test_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="could not be opened"):
        read_chronology(tmp_path / "gone.csv")


def test_child_that_outlives_its_time_is_ended_and_the_parent_says_so() -> None:
    with pytest.raises(ReaderError, match="took too long"):
        read_chronology(xlsx(), "a.xlsx", limits=replace(DEFAULT_LIMITS, wall_seconds=0.01))


def test_child_that_runs_out_of_memory_dies_alone() -> None:
    noise = random.Random(1)
    rows = "".join(f'<row r="{r}">{cell(f"C{r}", noise.randbytes(1500).hex())}</row>' for r in range(5, 6000))
    narrow = replace(DEFAULT_LIMITS, memory_bytes=90_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(ReaderError) as refusal:
        read_chronology(xlsx(sheet_xml(table_xml() + rows)), "a.xlsx", limits=narrow)

    assert refusal.value.code in ("too_large", "corrupt_file")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120_000
    assert len(read_chronology(xlsx(), "a.xlsx", limits=narrow).events) == 3


def test_small_file_that_would_become_a_huge_answer_is_refused() -> None:
    merged = "".join(
        f'<row r="{r}">{cell(f"A{r}", "3/4/09")}{cell(f"B{r}", "File")}</row>' for r in range(6, 400)
    )
    long = f'<row r="5">{cell("A5", "3/4/09")}{cell("B5", "File")}{cell("C5", "x" * 900_000)}</row>'
    sheet = sheet_xml(
        table_xml() + long + merged, after='<mergeCells><mergeCell ref="C5:C399"/></mergeCells>'
    )

    with pytest.raises(ReaderError) as refusal:
        read_chronology(xlsx(sheet), "a.xlsx")

    assert refusal.value.code == "too_large"


def test_child_that_aborts_is_a_refusal_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_START", "import os; os.abort()")

    with pytest.raises(ReaderError) as refusal:
        read_chronology(xlsx(), "a.xlsx")

    assert refusal.value.code == "corrupt_file"


def test_child_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEALED_KEYS", "secret")
    show = "import json, os, sys; sys.stdin.buffer.read(); print(json.dumps({'seen': dict(os.environ)}))"
    monkeypatch.setattr(sandbox, "_START", show)

    assert "SEALED_KEYS" not in sandbox.run({"filename": "a"}, b"", DEFAULT_LIMITS)["seen"]


def test_busy_child_is_ended_by_its_processor_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = (
        "import sys; sys.path[:0] = %r; from panels.chronology.child import limit_self;"
        "from panels.chronology.limits import Limits; limit_self(Limits(cpu_seconds=1))\nwhile True: pass"
    )
    monkeypatch.setattr(sandbox, "_START", loop % (sandbox.PATHS,))
    started = time.monotonic()

    with pytest.raises(ReaderError, match="took too long"):
        sandbox.run({"filename": "a"}, b"", DEFAULT_LIMITS)

    assert time.monotonic() - started < DEFAULT_LIMITS.wall_seconds / 2


def test_nested_archive_is_found_whatever_it_is_called() -> None:
    data = xlsx("", {"xl/theme/theme1.bin": bad_files.docx()})

    with pytest.raises(ReaderError, match="another file embedded"):
        read_chronology(data, "a.xlsx")
