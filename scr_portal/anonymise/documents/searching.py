"""Search many passages of a document with one register, and each distinct text only once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scr_portal.anonymise.contract import AnonymisationFailed, Replacement, Result
from scr_portal.anonymise.documents.finding import ScanFailed
from scr_portal.anonymise.engine import anonymise
from scr_portal.anonymise.register.compiled import CompiledRegister

_LINKS = frozenset({"email", "file_name", "social_handle", "url"})


@dataclass(frozen=True, slots=True)
class Match:
    """A span of a passage that identifies somebody, or may. `entry_id` is empty for what is not registered."""

    start: int
    end: int
    kind: str
    entry_id: str


class Searcher:
    """A search of passages with the anonymiser. `options` are the keyword arguments of `anonymise`."""

    def __init__(self, register: CompiledRegister, options: dict[str, Any]) -> None:
        self._register, self._options = register, options
        self._kinds = {entry["id"]: entry["kind"] for entry in register.entries}
        self._known: dict[str, tuple[Match, ...]] = {}

    def matches(self, text: str, *, authored: bool) -> list[Match]:
        """Return the registered identifiers in `text` and, where a person wrote it (`authored`), the residuals."""
        if not text.strip():
            return []
        known = self._known.get(text)
        if known is None:
            known = self._matches(text)
            parts = _parted(text, known)
            if parts != text:  # a link is one flag; who is named in it is found by its parts
                known += tuple(m for m in self._matches(parts) if m.entry_id and m not in known)
            self._known[text] = known
        return [match for match in known if authored or match.entry_id]

    def _matches(self, text: str) -> tuple[Match, ...]:
        try:
            result = anonymise(text, self._register, **self._options)
        except AnonymisationFailed as error:
            raise ScanFailed("Part of the document could not be looked through safely.") from error
        registered = [
            Match(
                each["start"], each["end"], self._kinds.get(each["entry_id"], "identifier"), each["entry_id"]
            )
            for each in result["replacements"]
        ]
        return (*registered, *_residuals(result))


def _parted(text: str, matches: tuple[Match, ...]) -> str:
    """Return the text with a space for every sign inside mail addresses, file names, handles and web addresses."""
    text = text.replace("@", " ")
    for match in matches:
        if match.kind in _LINKS:
            inner = "".join(c if c.isalnum() else " " for c in text[match.start : match.end])
            text = text[: match.start] + inner + text[match.end :]
    return text


def _residuals(result: Result) -> list[Match]:
    """Return the residuals with offsets into the input: the engine counts them in its output."""
    replacements = result["replacements"]
    return [
        Match(
            _in_input(each["start"], replacements, at_end=False),
            _in_input(each["end"], replacements, at_end=True),
            each["kind"],
            "",
        )
        for each in result["residuals"]
    ]


def _in_input(position: int, replacements: list[Replacement], *, at_end: bool) -> int:
    shift = 0
    for each in replacements:
        start = each["start"] + shift
        end = start + len(each["pseudonym"])
        if position <= start:
            break
        if position < end:
            return each["end"] if at_end else each["start"]
        shift += len(each["pseudonym"]) - (each["end"] - each["start"])
    return position - shift
