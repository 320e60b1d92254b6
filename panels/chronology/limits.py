"""Size and time limits of the reader. The values are generous for a chronology."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes unless the name says otherwise; the parent kills the child process after `wall_seconds`.

    The limit by the clock is far above that of processor time, because a busy machine gives a file little of it.
    """

    file_bytes: int = 30 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    unpacked_ratio: int = 100
    ratio_from_bytes: int = 12 * MEGABYTE
    archive_entries: int = 2000
    rows: int = 100_000
    columns: int = 1000
    cell_characters: int = 1_000_000
    answer_bytes: int = 150 * MEGABYTE
    memory_bytes: int = 1024 * MEGABYTE
    cpu_seconds: int = 40
    wall_seconds: float = 180.0


DEFAULT_LIMITS = Limits()
