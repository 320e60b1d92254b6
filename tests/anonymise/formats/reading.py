"""Read the texts in real formats: message threads, minutes, diaries, logs, dictation, notes in two languages.

`texts.txt` holds one text after each line "### REGISTER TITLE". In a text, «id:words» mention a row of the register,
«?:words» somebody or some place that is not in it, and «=:words» words that only look like a name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_MARK = re.compile(r"«([^:»]+):([^»]+)»")
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "doctor",
        "pc",
        "dc",
        "sgt",
        "sergeant",
        "ps",
        "née",
        "senior",
        "snr",
        "jnr",
        "sister",
        "sr",
        "fr",
        "s",
    ]
)


def registers() -> dict[str, Any]:
    """Return the registers by letter."""
    return json.loads((HERE / "registers.json").read_text(encoding="utf-8"))


def documents() -> list[dict[str, Any]]:
    """Return every text with its mentions and traps, in the form the scorer reads."""
    blocks = (HERE / "texts.txt").read_text(encoding="utf-8").split("### ")[1:]
    return [_document(*block.split("\n", 1)) for block in blocks]


def _document(title: str, marked: str) -> dict[str, Any]:
    text, mentions, keep, at = "", [], [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        start, at = len(text), match.end()
        text += match[2]
        span = {"text": match[2], "start": start, "end": len(text)}
        if match[1] == "=":
            keep.append({**span, "trap": "common_word"})
        else:
            mentions.append({**span, **_mention(match[1], match[2], start)})
    text += marked[at:].rstrip("\n")
    return {
        "doc_id": title, "review_id": title[0], "text": text, "mentions": mentions, "keep": keep, "optional": [],
    }  # fmt: skip


def _mention(row: str, words: str, start: int) -> dict[str, Any]:
    status = "unregistered" if row == "?" else "registered"
    return {
        "core": list(_core(words, start)), "status": status, "entry_ids": [row], "kind": "person", "variant": "",
    }  # fmt: skip


def _core(words: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the words that identify: titles and the like may stay."""
    for match in re.finditer(r"\w+", words):
        if match.group().lower() not in _TITLES:
            yield start + match.start(), start + match.end()
