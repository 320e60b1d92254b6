"""Copy front-end packages from node_modules, without the parts that only GOV.UK may use.

The design system's font (GDS Transport) and crest are licensed for services on GOV.UK alone. Without them its
style sheet names no other file, so that Django can hash the file names.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOVUK = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk"
VENDOR = ROOT / "static" / "vendor"

SCRIPT = GOVUK / "govuk-frontend.min.js"
STYLE = GOVUK / "govuk-frontend.min.css"

FONT_FACE = re.compile(r"@font-face\s*{[^}]*}")
FONT_NAME = re.compile(r"""["']?GDS Transport["']?\s*,\s*arial\s*,\s*sans-serif""", re.IGNORECASE)
CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")
SOURCE_MAP = re.compile(r"/[/*]# sourceMappingURL=\S+?(\s*\*/)?\s*$")


def freed(style: str) -> str:
    """Return the style sheet without the licensed font and crest.

    Raises ValueError when it still names a file, because a new release of the design system spells it
    differently.
    """
    style = FONT_FACE.sub("", style)
    style = FONT_NAME.sub("Arial,Helvetica,sans-serif", style)
    style = CREST.sub("none", style)
    style = SOURCE_MAP.sub("", style)
    for trace in ("GDS Transport", "@font-face", "crest.svg", "url(/", "sourceMappingURL"):
        if trace in style:
            raise ValueError(f"{trace!r} is still in the style sheet")
    return style


def copy(vendor: Path = VENDOR) -> list[Path]:
    """Recreate `static/vendor`; return the files written. Takes some milliseconds."""
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    style, script = (source.read_text(encoding="utf-8") for source in (STYLE, SCRIPT))
    return [
        _write(vendor / STYLE.name, freed(style)),
        _write(vendor / SCRIPT.name, SOURCE_MAP.sub("", script)),
    ]


def _write(target: Path, content: str) -> Path:
    target.write_text(content, encoding="utf-8")
    return target


if __name__ == "__main__":
    print(f"{len(copy())} files in {VENDOR}")
