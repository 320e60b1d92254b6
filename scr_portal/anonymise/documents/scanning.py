"""Scan a document, and every file embedded in it, with the anonymiser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from scr_portal.anonymise import compile_register
from scr_portal.anonymise.contract import Decision, Grain, RegisterEntry
from scr_portal.anonymise.documents import media, pdf, pictures, plain, word, workbook
from scr_portal.anonymise.documents.archive import Package
from scr_portal.anonymise.documents.finding import Embedded, Finding, Passage, Piece, ScanFailed
from scr_portal.anonymise.documents.office import package_names, printable
from scr_portal.anonymise.documents.searching import Searcher
from scr_portal.anonymise.register.compiled import CompiledRegister

LARGEST = 100 * 1024 * 1024
"""Most bytes of a file that is scanned."""
DEEPEST = 3
"""Greatest nesting of files inside files; beyond it the scan fails."""
_TEXT = {
    ".txt",
    ".csv",
    ".tsv",
    ".htm",
    ".html",
    ".xml",
    ".rss",
    ".atom",
    ".json",
    ".ics",
    ".md",
    ".vcf",
    ".svg",
    ".css",
    ".js",
}
_LEAST_LETTERS = 4
"""Fewest letters and figures of a match in strings of binary data, where initials stand by chance."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def scan(
    file: str | Path | BinaryIO,
    register: Sequence[RegisterEntry] | CompiledRegister,
    *,
    name: str | None = None,
    decisions: Iterable[Decision] | None = None,
    grain: Grain | None = "month",
    allow: Iterable[str] = (),
) -> list[Finding]:
    """Return every place in a document that still contains a registered identifier, or words that may be one.

    `file` is a path or an open binary file; `name` is the file's name if the file object has none. The other
    arguments are those of `anonymise`. An empty list means that all of the file was read and nothing was found.
    Raises ScanFailed, which carries no text, when any part could not be read: the caller then publishes nothing.
    """
    data, own_name = _opened(file)
    file_name = name or own_name
    searcher = Searcher(
        compile_register(register), {"decisions": decisions, "grain": grain, "allow": tuple(allow)}
    )
    try:
        findings = [
            finding
            for piece in (*name_passages(file_name), *flattened(pieces_of(data, file_name)))
            for finding in _findings(searcher, piece)
        ]
    except ScanFailed:
        raise
    except Exception as error:  # fail closed: on any error, the document was not read in full
        raise ScanFailed("The document could not be looked through in full.") from error
    return list(dict.fromkeys(findings))


def _findings(searcher: Searcher, piece: Passage | Finding) -> Iterator[Finding]:
    if isinstance(piece, Finding):
        yield piece
        return
    for match in searcher.matches(piece.text, authored=piece.authored):
        if piece.counts(match.start, match.end):
            yield Finding(piece.where, match.kind, match.entry_id or None)


def _opened(file: str | Path | BinaryIO) -> tuple[bytes, str]:
    try:
        if isinstance(file, str | Path):
            return limited(Path(file).read_bytes()), Path(file).name
        return limited(file.read(LARGEST + 1)), str(getattr(file, "name", ""))
    except OSError as error:
        raise ScanFailed("The file could not be opened.") from error


def limited(data: bytes) -> bytes:
    """Return the data if it is neither empty nor too large. Raises ScanFailed."""
    if not data or len(data) > LARGEST:
        raise ScanFailed("The file is empty." if not data else "The file is too large to be looked through.")
    return data


def name_passages(name: str) -> Iterator[Passage]:
    """Yield the file's own name, as written and with its separators as spaces."""
    base = PureWindowsPath(PurePosixPath(name).name).name
    stem = base.rpartition(".")[0] or base
    spaced = "".join(letter if letter.isalnum() else " " for letter in stem)
    yield Passage("the file's own name", stem, authored=False)
    yield Passage("the file's own name", spaced)


def flattened(pieces: Iterable[Piece], *, depth: int = 0) -> Iterator[Passage | Finding]:
    """Yield pieces with every embedded file opened in turn. Raises ScanFailed for files nested too deep."""
    for piece in pieces:
        if not isinstance(piece, Embedded):
            yield piece
            continue
        if depth >= DEEPEST:
            raise ScanFailed("The document holds files inside files too deep to be looked through.")
        inner = pieces_of(piece.data, piece.ending, inside=True)
        for each in flattened(inner, depth=depth + 1):
            yield replace(each, where=f"{piece.where}: {each.where}")


def pieces_of(data: bytes, name: str, *, inside: bool = False) -> Iterable[Piece]:
    """Return the pieces of a file of any known kind; `inside` for a file embedded in another."""
    if data.startswith(b"PK\x03\x04"):
        return _package(Package(data))
    if b"%PDF-" in data[:1024]:
        return pdf.pieces(data)
    if data.startswith(_OLD_OFFICE) and not inside:
        raise ScanFailed("Old or locked Office files cannot be looked through.")
    if pictures.is_picture(data) and not media.is_drawing(data):
        return pictures.pieces(data)
    ending = PurePosixPath(name.lower()).suffix or name
    return plain.pieces(data) if ending in _TEXT else _unknown(data, ending, inside=inside)


def _package(package: Package) -> Iterator[Piece]:
    readers: dict[str, Callable[[Package], Iterator[Piece]]] = {
        "word/document": word.pieces,
        "xl/workbook.xml": workbook.pieces,
    }
    reader = next(
        (readers[start] for start in readers if any(n.startswith(start) for n in package.names)), None
    )
    if reader is None:
        raise ScanFailed("This kind of archive cannot be looked through.")
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        raise ScanFailed("The document holds macros, which cannot be looked through.")
    yield package_names(package)
    yield from reader(package)


def _unknown(data: bytes, ending: str, *, inside: bool) -> Iterable[Piece]:
    if not inside:
        raise ScanFailed("This kind of file cannot be looked through.")
    if media.is_font(data, ending):
        return []
    strings = Passage("readable strings", printable(data), authored=False, least=_LEAST_LETTERS)
    return [*media.unread(data, ending), strings]
