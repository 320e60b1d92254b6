"""Generate the further sets from a seed: registers and documents in the dev set's own format."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from tests.anonymise.material import templates
from tests.anonymise.material.cases import FEN, HARBOUR, MOOR, Case
from tests.anonymise.material.register_rows import rows_of
from tests.anonymise.material.writer import Writer

SETS = {"harbour": (HARBOUR, 4711), "moor": (MOOR, 815), "fen": (FEN, 1953)}
Document = dict[str, Any]


def make_set(name: str) -> tuple[dict[str, Any], list[Document]]:
    """Return one set by name: registers by review, and its documents."""
    cases, seed = SETS[name]
    registers = {case.key: rows_of(case) for case in cases}
    documents = [document for case in cases for document in _documents(case, registers[case.key], seed)]
    return registers, documents


def _documents(case: Case, register: list[dict[str, Any]], seed: int) -> list[Document]:
    makers = {"imr": _imr, "chronology": _chronology, "interview": _interview}
    documents = []
    for kind, maker in makers.items():
        chance = random.Random(f"{seed}-{case.key}-{kind}")
        writer = Writer(case, register, chance)
        maker(writer, chance, "FEN_" if case in FEN else "")
        documents.append(
            {"review_id": case.key, "doc_id": f"{case.key}-{kind}", "doc_type": kind, **writer.document()}
        )
    return documents


def _lines(name: str) -> tuple[str, ...]:
    """Return a list of sentences of the templates by its name."""
    sentences: tuple[str, ...] = getattr(templates, name)
    return sentences


def _imr(writer: Writer, chance: random.Random, words: str) -> None:
    for line in _lines(words + "IMR_HEAD"):
        writer.add(line + "\n")
    sentences = list(_lines(words + "IMR"))
    chance.shuffle(sentences)
    for number, sentence in enumerate(sentences):
        if number % 4 == 0:
            writer.add(f"\n\n{number // 4 + 1}. ")
        writer.add(sentence + " ")
    writer.add("\n")


def _chronology(writer: Writer, chance: random.Random, words: str) -> None:
    for line in _lines(words + "CHRONOLOGY_HEAD"):
        writer.add(line + "\n\n")
    rows = list(_lines(words + "CHRONOLOGY"))
    chance.shuffle(rows)
    for row in rows:
        writer.add("<date> | " + row + "\n")


def _interview(writer: Writer, chance: random.Random, words: str) -> None:
    for line in _lines(words + "INTERVIEW_HEAD"):
        writer.add(line + "\n")
    turns = list(_lines(words + "INTERVIEW"))
    chance.shuffle(turns)
    for turn in turns:
        writer.add("\n" + turn + "\n")


def main(directory: str) -> None:
    """Write both sets below `directory`."""
    for name in SETS:
        registers, documents = make_set(name)
        folder = Path(directory) / name / "docs"
        folder.mkdir(parents=True, exist_ok=True)
        reviews = [{"review_id": key, "register": rows} for key, rows in registers.items()]
        (folder.parent / "reviews.json").write_text(
            json.dumps(reviews, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        for document in documents:
            path = folder / f"{document['doc_id']}.json"
            path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
