"""Read the texts of the third, the fourth, the fifth and the sixth examination.

Two halves are by somebody who had not read the engine, two sets by the same hand when it had, and the fifth, the sixth and the
seventh set are by three others who had not. `registers.txt` holds the invented cases, one for each text of the sixth set and two for
the seventh: after "# CASE" one row a line, "ID KIND|CANONICAL|ALIASES|PSEUDONYM" and for people also "|TITLE|GIVEN|FAMILY|ROLE". A set
holds one text after each line "=== CASE prose|format TITLE"; in a text,
"{words|ids}" mentions rows of the register, "{words|kind}" what identifies somebody and is not registered, "{words|w}" and
its like words that only look like a name, and "{words|?}" what may go or stay. `words.txt` lists what identifies nobody within a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_MARK = re.compile(r"\{([^{}]*?)\|([^{}|]*)(?:\|([^{}|]*))?\}")
_POSSESSIVE = re.compile(r"['’]s?\b")
_KINDS = {
    "per": "person", "pla": "place", "add": "address", "uorg": "organisation", "date": "date", "rf": "reference", "tel": "phone",
    "mail": "email", "url": "url", "soc": "social_handle", "veh": "vehicle_registration",
}  # fmt: skip
_TRAPS = {
    "w": "common_word", "ag": "agency", "ro": "role", "ep": "eponym", "mo": "month", "lang": "language", "et": "ethnicity", "co": "country",
    "dr": "drug", "br": "brand", "he": "heading", "law": "law", "sys": "system",
}  # fmt: skip


def registers() -> dict[str, list[dict[str, Any]]]:
    """Return the registers by case."""
    cases: dict[str, list[dict[str, Any]]] = {}
    rows: list[dict[str, Any]] = []
    for line in (HERE / "registers.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            case = line[2:].strip()
            rows = cases[case] = []
        elif line:
            rows.append(_entry(case, line))
    return cases


def _entry(case: str, line: str) -> dict[str, Any]:
    key, rest = line.split(" ", 1)
    kind, canonical, aliases, pseudonym, *more = rest.split("|")
    entry: dict[str, Any] = {
        "id": f"{case}-{key}",
        "kind": kind,
        "canonical": canonical,
        "pseudonym": pseudonym,
    }
    entry["aliases"] = [alias.strip() for alias in aliases.split(";") if alias.strip()]
    if kind == "person":
        entry |= dict(zip(("title", "given", "family", "role"), more, strict=True))
    elif more:
        entry["of"] = f"{case}-{more[0]}"
    return entry


def documents(name: str) -> list[dict[str, Any]]:
    """Return every text of a set with its mentions and traps, in the form the scorer reads."""
    kinds = {row["id"]: row["kind"] for rows in registers().values() for row in rows}
    blocks = re.split(r"^=== ", (HERE / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_document(*block.split("\n", 1), kinds) for block in blocks]


def _document(head: str, body: str, kinds: dict[str, str]) -> dict[str, Any]:
    case, form, _ = head.split()
    document: dict[str, Any] = {
        "doc_id": head,
        "review_id": case,
        "form": form,
        "mentions": [],
        "keep": [],
        "optional": [],
    }
    text, at = "", 0
    for match in _MARK.finditer(body):
        text += body[at : match.start()]
        span = {"start": len(text), "end": len(text) + len(match[1]), "text": match[1]}
        text, at = text + match[1], match.end()
        if match[2] == "?":
            document["optional"].append(span)
        elif match[2] in _TRAPS and f"{case}-{match[2]}" not in kinds:
            document["keep"].append({**span, "trap": _TRAPS[match[2]]})
        else:
            possessive = bool(_POSSESSIVE.match(body, at))
            document["mentions"].append(
                {**span, **_mention(case, match, span["start"], kinds), "possessive": possessive}
            )
    document["text"] = text + body[at:].rstrip("\n") + "\n"
    return document


def _mention(case: str, match: re.Match[str], start: int, kinds: dict[str, str]) -> dict[str, Any]:
    tags = match[2].split(",")
    registered = f"{case}-{tags[0]}" in kinds
    ids = [f"{case}-{tag}" for tag in (tags if registered else tags[1:])]
    kind = kinds[ids[0]] if registered else _KINDS[tags[0]]
    return {
        "status": "registered" if registered else "unregistered", "entry_ids": ids, "referent": ids[0] if registered else None,
        "kind": kind, "variant": "", "core": list(_core(match[1], start, kind, match[3])),
    }  # fmt: skip


def _core(words: str, start: int, kind: str, chosen: str | None) -> Iterator[list[int]]:
    """Yield the words that identify: titles, types of body and of street, and single initials may stay."""
    tokens = list(re.finditer(r"\w+", words))
    kept = [token for token in tokens if _identifies(token.group(), kind)]
    if chosen:
        kept = [token for token in tokens if token.group() in chosen.split()]
    elif kind == "person":
        kept = [t for t in kept if len(t.group()) > 1 and not t.group().isdigit()] or kept
    elif kind == "email":
        kept = tokens[:1]
    yield from ([start + token.start(), start + token.end()] for token in kept or tokens)


def _identifies(word: str, kind: str) -> bool:
    if kind == "person":
        return word.lower() not in _passed_over()["person"]
    if kind in ("address", "school", "hospital", "nursery", "organisation", "place"):
        return word.lower() not in _passed_over()["place"]
    return kind != "date" or word.lower() not in ("of", "the")


@cache
def _passed_over() -> dict[str, list[str]]:
    """Return the words that identify nobody in the name of a person, and of a place or body."""
    lines = (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    return {name: words for name, *words in map(str.split, lines)}
