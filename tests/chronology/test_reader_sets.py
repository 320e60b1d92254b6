"""Whole files against the expected readings: six chronologies as sent by authors, and two invented sets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from panels.chronology.interchange import result_to_json
from panels.chronology.reading import read_chronology
from tests.chronology.material.build import SCOPE
from tests.chronology.material.generate import generate
from tests.chronology.material.layouts import SETS
from tests.chronology.scoring import score

SAMPLES = Path(__file__).parent / "samples"
GOLD = sorted((SAMPLES / "gold").glob("*.gold.json"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_chronology_as_sent_is_read_in_full(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    scope = date.fromisoformat(gold["scope"]["start"]), date.fromisoformat(gold["scope"]["end"])

    result = read_chronology(SAMPLES / gold["file"], scope=scope)

    assert score(gold, result_to_json(result)).differences == ()
    assert {name: result.mapping[name] for name in gold["mapping"]} == gold["mapping"]
    assert list(result.unmapped_columns) == gold["unmapped_columns"]


def test_samples_are_there() -> None:
    assert len(GOLD) == 6


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("seed", [1, 2])
def test_invented_set_is_read_as_it_was_meant(name: str, seed: int, tmp_path: Path) -> None:
    for path, gold in generate(name, seed, tmp_path):
        result = result_to_json(read_chronology(path, scope=SCOPE))

        result_score = score(gold, result)
        assert (
            result_score.overall,
            result_score.wrong_dates,
            result_score.wrongly_imported,
            result_score.differences,
        ) == (
            100.0,
            0,
            0,
            (),
        ), path.name
        assert set(gold["unmapped_columns"]) == set(result["unmapped_columns"])


def test_score_falls_with_each_thing_that_is_wrong(tmp_path: Path) -> None:
    path, gold = generate("moorland", 3, tmp_path)[2]
    reading = result_to_json(read_chronology(path, scope=SCOPE))
    event = reading["events"][0]

    for name, value in (
        ("date_start", "1990-01-01"),
        ("precision", "none"),
        ("time", "03:33"),
        ("source", "x"),
        ("detail", "x"),
    ):
        spoilt = {**reading, "events": [{**event, name: value}, *reading["events"][1:]]}
        assert score(gold, spoilt).overall < 100
    assert score(gold, {**reading, "events": reading["events"][1:]}).overall < 100
    assert score(gold, {**reading, "problems": reading["problems"][1:]}).overall < 100
