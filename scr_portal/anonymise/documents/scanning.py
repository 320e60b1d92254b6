"""Look through a document with the anonymiser's engine, and through every file inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, BinaryIO

from scr_portal.anonymise import compile_register
from scr_portal.anonymise.contract import AnonymisationFailed, Decision, Grain, RegisterEntry, Result
from scr_portal.anonymise.documents import pdf, pictures, plain, word, workbook
from scr_portal.anonymise.documents.archive import Package
from scr_portal.anonymise.documents.finding import Embedded, Finding, Passage, Piece, ScanFailed
from scr_portal.anonymise.documents.office import package_names, printable
from scr_portal.anonymise.engine import anonymise
from scr_portal.anonymise.register import CompiledRegister

LARGEST = 100 * 1024 * 1024
"""Bytes of a file that is looked through."""
DEEPEST = 3
"""Files inside files inside files; beyond that the scan fails."""
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
    """Every place in a document where the register's identifiers, or words that may be one, still stand.

    `file` is a path or an open binary file; `name` is the file's name if the file does not know it. The other
    arguments are those of `anonymise`. An empty list means that all of the file was read and nothing was found.
    Raises ScanFailed, which carries no text, when any part could not be read: the caller then publishes nothing.
    """
    data, known_as = _opened(file)
    called = name or known_as
    search = _Search(
        compile_register(register), {"decisions": decisions, "grain": grain, "allow": tuple(allow)}
    )
    try:
        found = [*search.named(called), *search.through(data, called, depth=0)]
    except ScanFailed:
        raise
    except Exception as error:  # fail closed: whatever went wrong, the document was not read in full
        raise ScanFailed("The document could not be looked through in full.") from error
    return list(dict.fromkeys(found))


def _opened(file: str | Path | BinaryIO) -> tuple[bytes, str]:
    try:
        if isinstance(file, str | Path):
            return _limited(Path(file).read_bytes()), Path(file).name
        return _limited(file.read(LARGEST + 1)), str(getattr(file, "name", ""))
    except OSError as error:
        raise ScanFailed("The file could not be opened.") from error


def _limited(data: bytes) -> bytes:
    if not data or len(data) > LARGEST:
        raise ScanFailed("The file is empty." if not data else "The file is too large to be looked through.")
    return data


class _Search:
    """One register over many passages; a text that comes again is not looked through again."""

    def __init__(self, register: CompiledRegister, options: dict[str, Any]) -> None:
        self._register, self._options = register, options
        self._kinds = {entry["id"]: entry["kind"] for entry in register.entries}
        self._known: dict[str, Result] = {}

    def named(self, name: str) -> Iterator[Finding]:
        """The file's own name, as it stands and with its joining marks as spaces."""
        base = PureWindowsPath(PurePosixPath(name).name).name
        stem = base.rpartition(".")[0] or base
        spaced = "".join(letter if letter.isalnum() else " " for letter in stem)
        yield from self.of(Passage("the file's own name", stem, told=False))
        yield from self.of(Passage("the file's own name", spaced))

    def through(self, data: bytes, name: str, *, depth: int) -> Iterator[Finding]:
        """Findings in a file of any known kind."""
        for piece in _pieces(data, name, inside=depth > 0):
            if isinstance(piece, Finding):
                yield piece
            elif isinstance(piece, Passage):
                yield from self.of(piece)
            else:
                yield from self._embedded(piece, depth)

    def _embedded(self, piece: Embedded, depth: int) -> Iterator[Finding]:
        if depth >= DEEPEST:
            raise ScanFailed("The document holds files inside files too deep to be looked through.")
        for found in self.through(piece.data, piece.ending, depth=depth + 1):
            yield Finding(f"{piece.where}: {found.where}", found.kind, found.entry_id)

    def of(self, passage: Passage) -> Iterator[Finding]:
        """What the engine exchanges in a passage and, where people wrote it, what it flags."""
        if not passage.text.strip():
            return
        result = self._result(passage.text)
        for replaced in result["replacements"]:
            yield Finding(
                passage.where, self._kinds.get(replaced["entry_id"], "identifier"), replaced["entry_id"]
            )
        if passage.told:
            for residual in result["residuals"]:
                yield Finding(passage.where, residual["kind"])

    def _result(self, text: str) -> Result:
        known = self._known.get(text)
        if known is None:
            try:
                known = self._known[text] = anonymise(text, self._register, **self._options)
            except AnonymisationFailed as error:
                raise ScanFailed("Part of the document could not be looked through safely.") from error
        return known


def _pieces(data: bytes, name: str, *, inside: bool) -> Iterable[Piece]:
    if data.startswith(b"PK\x03\x04"):
        return _package(Package(data))
    if b"%PDF-" in data[:1024]:
        return pdf.pieces(data)
    if data.startswith(_OLD_OFFICE) and not inside:
        raise ScanFailed("Old or locked Office files cannot be looked through.")
    if pictures.is_picture(data):
        return pictures.pieces(data)
    if (PurePosixPath(name.lower()).suffix or name) in _TEXT:
        return plain.pieces(data)
    return _unknown(data, inside=inside)


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


def _unknown(data: bytes, *, inside: bool) -> Iterable[Piece]:
    if not inside:
        raise ScanFailed("This kind of file cannot be looked through.")
    return [Passage("readable strings", printable(data), told=False)]
