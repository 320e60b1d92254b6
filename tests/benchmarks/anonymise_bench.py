"""Measures the anonymiser beside its peers on the sets of tests/anonymise/material.

    python -m tests.benchmarks.anonymise_bench [set ...]

Prints, per set and system, the figures of tests/anonymise/scoring.py, characters per second of processor time on
one core, and how many times faster or slower each peer is; then what a page of sixty events costs.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from typing import Any

from scr_portal.anonymise import anonymise, compile_register
from tests.anonymise.material.generate import SETS, make_set
from tests.anonymise.scoring import score
from tests.benchmarks.anonymise_peers import Anonymiser, canonical, names_and_aliases, presidio

_SHOWN = ("leak", "registered_leak", "residual_leak", "automatic", "wrong", "over", "traps", "false_flags")


def systems() -> Iterator[tuple[str, Anonymiser]]:
    """Ours first, then the peers that are installed."""
    yield "this anonymiser", anonymise
    yield "canonical names", canonical
    yield "names and aliases", names_and_aliases
    if (peer := presidio()) is not None:
        yield "the same + Presidio", peer


def speed(system: Anonymiser, registers: dict[str, Any], documents: list[dict[str, Any]]) -> float:
    """Characters per second of processor time, the best of three rounds."""
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        for document in documents:
            system(document["text"], registers[document["review_id"]])
        spent = time.process_time() - began
        best = max(best, sum(len(d["text"]) for d in documents) / max(spent, 1e-9))
    return best


def page() -> float:
    """Milliseconds to code sixty short events with a register of forty rows."""
    registers, documents = make_set("harbour")
    rows = [row for register in registers.values() for row in register][:40]
    lines = [
        line
        for d in documents
        if d["doc_type"] == "chronology"
        for line in d["text"].splitlines()
        if "|" in line
    ]
    events = random.Random(1).choices(lines, k=60)
    compiled = compile_register(rows)
    times = []
    for _ in range(5):
        began = time.process_time()
        for event in events:
            anonymise(event, compiled)
        times.append(1000 * (time.process_time() - began))
    return min(times)


def main(names: list[str]) -> None:
    """Print the table for the sets named, or for all."""
    anonymise("Warm the word lists with Dr Smith on 1 May 2020.", [])
    for name in names or list(SETS):
        registers, documents = make_set(name)
        print(f"\n{name}: {len(documents)} documents, {sum(len(d['text']) for d in documents):,} characters")
        ours = 0.0
        for title, system in systems():
            rate = speed(system, registers, documents)
            ours = ours or rate
            figures = score(system, registers, documents).figures()
            row = "  ".join(
                f"{key} {figures[key]:.4f}" if key != "false_flags" else f"flags {figures[key]:.1f}"
                for key in _SHOWN
            )
            print(f"  {title:20s} {rate:>10,.0f} chars/s (x{rate / ours:.2f})  {row}")
    print(f"\nsixty events, forty rows: {page():.1f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
