"""Check for the libraries and fonts that PDF needs."""

from __future__ import annotations

import ctypes
import ctypes.util
from pathlib import Path

NEEDED = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
FONTS = {
    "fonts-liberation": "LiberationSerif-Regular.ttf",
    "fonts-noto-core": "NotoSerifBengali-Regular.ttf",
    "fonts-droid-fallback": "DroidSansFallbackFull.ttf",
}
"""Packages of the fonts that static/css/pdf.css names, each with a file that shows it is installed."""
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/Library/Fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / "Library/Fonts",
)
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", *FONTS)
NO_FONTS = "Fonts for some scripts are missing on this machine: a name in one of them cannot be set in a PDF."
SENTENCE = "PDF files cannot be made on this machine, because the Pango library is missing."
COMMAND = f"apt-get install --yes {' '.join(PACKAGES)}"


def present() -> bool:
    """Return whether all libraries can be loaded."""
    return all(_loads(name) for name in NEEDED)


def has_fonts() -> bool:
    """Return whether fonts for all scripts are installed; without them some names are set as empty boxes."""
    present = {file.name for folder in FOLDERS if folder.is_dir() for file in folder.rglob("*.ttf")}
    return present.issuperset(FONTS.values())


def _loads(name: str) -> bool:
    library = ctypes.util.find_library(name)
    for file_name in filter(None, (library, f"lib{name}.so.0", f"lib{name}.dylib")):
        try:
            ctypes.CDLL(file_name)
        except OSError:
            continue
        return True
    return False
