"""Whether the libraries that PDF needs are on this machine."""

from __future__ import annotations

import ctypes
import ctypes.util

NEEDED = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation")
SENTENCE = "PDF files cannot be made on this machine, because the Pango library is missing."
COMMAND = f"apt-get install --yes {' '.join(PACKAGES)}"


def present() -> bool:
    """Whether all of them can be loaded."""
    return all(_loads(name) for name in NEEDED)


def _loads(name: str) -> bool:
    found = ctypes.util.find_library(name)
    for spelling in filter(None, (found, f"lib{name}.so.0", f"lib{name}.dylib")):
        try:
            ctypes.CDLL(spelling)
        except OSError:
            continue
        return True
    return False
