"""A figure that a scan put for a letter within a word: 'Mrs F1ood', 'A1ade'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.register.direct_names import NameRows
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import fold

_WORD = re.compile(
    r"(?P<title>\b(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS)\.?[ ])?(?<![\w/])(?P<word>(?=[A-Za-z\d]*[A-Za-z]{2})[A-Za-z][A-Za-z]*[013457][A-Za-z\d]*[A-Za-z])(?![\w/])"
)
_READINGS = (str.maketrans("013457", "oleast"), str.maketrans("013457", "oieast"))
_ANY = re.compile(r"[A-Za-z][013457]+[A-Za-z]")
_LEAST = 4


def find_misread(text: str, rows: NameRows) -> Iterator[tuple[int, int]]:
    """Yield words with a figure inside that is a registered name read with a letter there, or that a title precedes."""
    if not _ANY.search(text):
        return
    names = {fold(part) for row in rows for name in row for part in name.split()}
    for match in _WORD.finditer(text):
        word = match["word"]
        readings = {word.lower().translate(reading) for reading in _READINGS}
        titled = match["title"] and len(word) >= _LEAST and not any(map(lexicon.is_ordinary, readings))
        if titled or readings & names:
            yield match.start(), match.end()
