"""E-mail addresses, web addresses, handles and file names."""

from __future__ import annotations

import re
from collections.abc import Iterator

_EMAIL = re.compile(
    r"[\w.+%'’-]+\s?@\s?[\w-]+(?:\.[\w-]+)+|[\w.+-]+\s?[\[(]at[\])]\s?[\w-]+(?:\s?(?:\.|[\[(]dot[\])])\s?[\w-]+)+"
)
_LINKED = re.compile(
    r"://|www\.|\w\.(?:com|org|net|gov|edu|info|co|uk|sch|nhs|police|example|ac|me|tv|io|ly|be)(?!\w)",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"”|]+|"
    r"(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|gov|edu|info|co|uk|sch|nhs|police|example|ac|me|tv|io|ly|be)(?:\.[a-z]{2,3})?(?:/[^\s<>\"”|]*)?(?![\w@])",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z_][\w.-]*\w")
_FILE = re.compile(
    r"(?<![\w.])[\w&()'’.\-]*\w\.(?:docx?|pdf|xlsx?|csv|jpe?g|png|gif|msg|eml|txt|zip|rtf|pptx?|mp[34]|mov|heic|odt|wav)(?!\w)",
    re.I,
)
_UNDERSCORED = re.compile(r"(?<![\w.@/])[A-Za-z\d]+(?:_[A-Za-z\d.]+)+(?![\w@])")
_BARE = re.compile(r"(?<![\w@./])[A-Za-z]{2,}(?:[._][A-Za-z\d]+)*[._][A-Za-z]*\d+(?![\w@])")
_CLOSING = ".,;:!?)]'’\"”"


def find_links(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield spans of e-mail addresses, web addresses and handles with their kind."""
    if "@" in text or "at]" in text or "at)" in text:
        yield from ((m.start(), m.end(), "email") for m in _EMAIL.finditer(text))
        yield from ((m.start(), m.end(), "social_handle") for m in _HANDLE.finditer(text))
    if "_" in text or "." in text:
        yield from (
            (m.start(), m.end(), "social_handle") for m in _BARE.finditer(text) if _is_handle(m.group())
        )
    if _LINKED.search(text) is None:
        return
    for match in _URL.finditer(text):
        yield match.start(), match.start() + len(match.group().rstrip(_CLOSING)), "url"


def _is_handle(written: str) -> bool:
    """Return whether a word with dots is a handle, 'theo.a_03', and no figure or paragraph, 'fig.2', 'para.2.1'."""
    parts = re.split(r"[._]", written)[1:]
    return "." in written and ("_" in written or any(part.isalpha() for part in parts))


def find_files(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of file names and other words joined by underscores."""
    if "." in text:
        yield from (match.span() for match in _FILE.finditer(text))
    if "_" in text:
        yield from (match.span() for match in _UNDERSCORED.finditer(text))
