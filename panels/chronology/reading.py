"""The public entry point of the reader: `read_chronology`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from panels.chronology import sandbox
from panels.chronology.events import Scope
from panels.chronology.interchange import result_from_json
from panels.chronology.limits import DEFAULT_LIMITS, Limits
from panels.chronology.mapping import chosen
from panels.chronology.model import ReaderError, ReadResult
from panels.chronology.safety import check_size, kind_of


def read_chronology(
    path_or_bytes: str | Path | bytes,
    filename: str = "",
    *,
    scope: Scope | None = None,
    mapping: Mapping[str, Any] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> ReadResult:
    """Read an agency's chronology (XLSX, ODS, CSV, TSV, TXT or DOCX) into events, problems and notices.

    `filename` is the author's own name for the file; its extension claims the kind of file, and defaults to the
    path's. `scope` is the first and last day under review: rows entirely outside are held. `mapping` gives fields the
    author's headings where the synonyms do not fit; an empty heading unmaps a field.

    Parsing runs in a child process with limits. Raises `ReaderError`, with a code and one sentence, if the file as a
    whole is refused, and `ValueError` if `mapping` names a field that does not exist.
    """
    chosen(mapping)
    data, name = _contents(path_or_bytes, filename, limits)
    request = {
        "filename": name,
        "scope": [day.isoformat() for day in scope] if scope else None,
        "mapping": dict(mapping) if mapping else None,
    }
    return result_from_json(sandbox.run(request, data, limits))


def _contents(path_or_bytes: str | Path | bytes, filename: str, limits: Limits) -> tuple[bytes, str]:
    if isinstance(path_or_bytes, bytes):
        kind_of(filename)
        check_size(len(path_or_bytes), limits)
        return path_or_bytes, filename
    path = Path(path_or_bytes)
    name = filename or path.name
    kind_of(name)
    try:
        check_size(path.stat().st_size, limits)
        return path.read_bytes(), name
    except OSError as error:
        raise ReaderError(
            "corrupt_file", f"The file {path.name} could not be opened. Check that it is there."
        ) from error
