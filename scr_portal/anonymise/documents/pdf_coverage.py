"""Coverage: how much of the text that was set a reader returned, letter by letter and in reading order."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from itertools import accumulate
from operator import and_, or_

from scr_portal.anonymise.documents import pdf_order
from scr_portal.anonymise.documents.pdf_alignment import Run, Words, align
from scr_portal.anonymise.documents.pdf_readers import Reading

_PAGE_NUMBER = re.compile(r"page\d{1,4}of\d{1,4}")
_LAST_NUMBER = re.compile(r"page\d{1,4}of\d{1,4}$")
_LINE_END_HYPHEN = re.compile(r"[-\u00ad\u2010][ \t]*\n")
_SIGNS = frozenset({"So", "Sm", "Sc", "Sk", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Unread:
    """A character that was set but not read back, or that no font could show; `name` describes it in words."""

    character: str
    name: str
    count: int
    page: int | None


@lru_cache(maxsize=8192)
def folded_letter(character: str) -> str:
    """Return a character as letters, marks and digits, without case, width, ligature or accent form; or nothing."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LMN")


def folded(text: str) -> str:
    """Return the letters and digits of a text, without white space, punctuation, soft and automatic hyphens."""
    return "".join(map(folded_letter, text))


def body_of(page: str, furniture: Sequence[str]) -> str:
    """Return a page without the running heads, running feet and page number at its start and end."""
    letters = [(position, folded_letter(character)) for position, character in enumerate(page)]
    letters = [(position, letter) for position, letter in letters if letter]
    text = "".join(letter for _, letter in letters)
    offsets = [position for position, letter in letters for _ in letter]
    running_texts = sorted({folded(each) for each in furniture} - {""}, key=len, reverse=True)
    start, end = 0, len(text)
    while size := _leading(text[start:end], running_texts):
        start += size
    while size := _trailing(text[start:end], running_texts):
        end -= size
    after = offsets[end] if end < len(offsets) else len(page)
    return page[offsets[start] : after].rstrip() if start < end else ""


def _leading(text: str, running_texts: Sequence[str]) -> int:
    number = _PAGE_NUMBER.match(text)
    if number:
        return number.end()
    return next((len(each) for each in running_texts if text.startswith(each)), 0)


def _trailing(text: str, running_texts: Sequence[str]) -> int:
    number = _LAST_NUMBER.search(text[-20:])
    if number:
        return len(number[0])
    return next((len(each) for each in running_texts if text.endswith(each)), 0)


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text. A word split over a line end is joined only at a hyphen."""
    joined = _LINE_END_HYPHEN.sub("", text)
    return [word for word in "".join(folded_letter(c) or _apart(c) for c in joined).split() if word]


def _apart(character: str) -> str:
    """Return a space for a character that separates words, nothing for one that is invisible within a word."""
    return "" if unicodedata.category(character) == "Cf" else " "


@dataclass(frozen=True, slots=True)
class Letters:
    """The text that was set, folded: `owners` gives for each letter the character it came from."""

    blocks: tuple[tuple[str, ...], ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The letters of the text that was set that every reader returned, and the page of each.

    `bodies` are the pages of each reader without running heads and feet; `extra_lines` are lines, with their
    pages, that the first reader returned although they are not part of the text that was set.
    """

    letters: Letters
    returned: bytearray
    pages: tuple[int | None, ...]
    bodies: tuple[tuple[str, ...], ...]
    extra_lines: tuple[tuple[int, str], ...]

    def block_pages(self) -> Iterator[int | None]:
        """Yield the page on which each block begins, or None where it is not known."""
        at = 0
        for block in self.letters.blocks:
            yield self.pages[at] if at < len(self.pages) else None
            at += sum(map(len, block))

    @property
    def per_cent(self) -> Decimal:
        """The percentage of letters and digits returned by every reader, rounded down to two decimals."""
        if not self.returned:
            return Decimal(0)
        share = Decimal(100) * sum(self.returned) / len(self.returned)
        return share.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def measure(set_text: Sequence[str], readings: Sequence[Reading], furniture: Sequence[str]) -> Coverage:
    """Compare the text that was set with what each reader returned, page by page without `furniture`."""
    owners = tuple(c for block in set_text for c in block for _ in folded_letter(c))
    letters = Letters(tuple(tuple(folded_words(block)) for block in set_text), owners)
    returned = bytearray(b"\x01" * len(owners))
    bodies = tuple(tuple(body_of(page, furniture) for page in reading.pages) for reading in readings)
    for pages, reading in zip(bodies, readings, strict=True):
        flags = bytearray(len(owners))
        for variant in _variants(pages, reading.pages):
            if not all(flags):
                runs, _ = _compared(letters.blocks, variant)
                flags = bytearray(map(or_, flags, _flags(len(owners), runs)))
        returned = bytearray(map(and_, returned, flags))
    runs, starts = _compared(letters.blocks, bodies[0])
    letter_pages = _letter_pages(len(owners), runs, starts)
    return Coverage(letters, returned, letter_pages, bodies, tuple(_extra_lines(runs, bodies[0])))


def _variants(bodies: Sequence[str], pages: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the texts that may contain a letter.

    These are the pages without and with running heads (a heading may be the text they repeat), and lines written
    from right to left in each of their orders.
    """
    yield bodies
    yield pages
    orders = [pdf_order.orders(body) for body in bodies]
    for number in range(1, max(map(len, orders))):
        yield [each[min(number, len(each) - 1)] for each in orders]


def _flags(size: int, runs: Sequence[Run]) -> bytearray:
    flags = bytearray(size)
    for run in runs:
        flags[run.at : run.at + run.length] = b"\x01" * run.length
    return flags


def _extra_lines(runs: Sequence[Run], pages: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield lines of which no letter belongs to the text that was set."""
    taken = {position for run in runs for position in range(run.there, run.there + run.length)}
    at = 0
    for number, page in enumerate(pages, 1):
        for line in page.splitlines():
            size = len(folded(line))
            if size and not taken.intersection(range(at, at + size)):
                yield number, line
            at += size


def _compared(blocks: Sequence[Sequence[str]], pages: Sequence[str]) -> tuple[list[Run], list[int]]:
    words = [folded_words(page) for page in pages]
    sizes = (sum(map(len, page)) for page in words)
    starts = list(accumulate(sizes, initial=0))[:-1]
    return align(blocks, Words.of([word for page in words for word in page])), starts


def _letter_pages(size: int, runs: Sequence[Run], starts: Sequence[int]) -> tuple[int | None, ...]:
    """Return the page of every letter: its own where it was read, otherwise that of the last letter read before it."""
    places: list[int | None] = []
    page: int | None = None
    for run in runs:
        places += [page] * (run.at - len(places))
        for offset in range(run.length):
            page = bisect_right(starts, run.there + offset)
            places.append(page)
    return (*places, *[page] * (size - len(places)))


def unread(coverage: Coverage, set_text: Sequence[str], readings: Sequence[Reading]) -> tuple[Unread, ...]:
    """Return characters that not every reader returned, and characters that no font of the file can show."""
    counts: Counter[tuple[str, int | None]] = Counter()
    for owner, is_returned, page in zip(
        coverage.letters.owners, coverage.returned, coverage.pages, strict=True
    ):
        if not is_returned:
            counts[owner, page] += 1
    counts.update(_signs(coverage, set_text, readings))
    for reading in readings:
        for (text, page), count in reading.without_glyph.items():
            for character in text:
                counts[character, None] = 0
                counts[character, page] = max(counts[character, page], count)
    return tuple(
        Unread(character, name_of(character), count, page)
        for (character, page), count in sorted(counts.items(), key=lambda row: (row[0][1] or 0, row[0][0]))
        if count
    )


def _signs(
    coverage: Coverage, set_text: Sequence[str], readings: Sequence[Reading]
) -> Counter[tuple[str, int | None]]:
    """Count signs (no letters, digits or punctuation) of which a reader returned fewer than were set, by page.

    The page of a sign is that of its block; where only some of the same signs are missing it is not known.
    """
    signs = [
        (c, page)
        for block, page in zip(set_text, coverage.block_pages(), strict=True)
        for c in block
        if unicodedata.category(c) in _SIGNS
    ]
    totals = Counter(c for c, _ in signs)
    missing: Counter[str] = Counter()
    for reading in readings:
        missing |= totals - Counter("".join(reading.pages))
    all_missing = Counter(row for row in signs if missing[row[0]] == totals[row[0]])
    some_missing = {(c, None): count for c, count in missing.items() if count < totals[c]}
    return all_missing + Counter(some_missing)


def name_of(character: str) -> str:
    """Return a character in words that can be displayed: its Unicode name, or its category, and its code point."""
    kinds = {"Co": "private-use character", "Cc": "control character", "Cn": "unassigned character"}
    kind = kinds.get(unicodedata.category(character), "character")
    return f"{unicodedata.name(character, kind)} (U+{ord(character):04X})"
