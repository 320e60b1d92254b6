"""Copy front-end packages from node_modules, without the parts that only GOV.UK may use.

The design system's font (GDS Transport) and crest are licensed for services on GOV.UK alone. URLs are made
relative, so that Django can hash the file names.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOVUK = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk"
MOJ = ROOT / "node_modules" / "@ministryofjustice" / "frontend" / "moj"
VENDOR = ROOT / "static" / "vendor"

SCRIPTS = (GOVUK / "govuk-frontend.min.js", MOJ / "moj-frontend.min.js")
STYLES = (GOVUK / "govuk-frontend.min.css", MOJ / "moj-frontend.min.css")

FONT_FACE = re.compile(r"@font-face\s*{[^}]*}")
FONT_NAME = re.compile(r"""["']?GDS Transport["']?\s*,\s*arial\s*,\s*sans-serif""", re.IGNORECASE)
CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")
IMAGE = re.compile(r"url\(/assets/images/([\w.-]+)\)")
SOURCE_MAP = re.compile(r"/[/*]# sourceMappingURL=\S+?(\s*\*/)?\s*$")


def freed(style: str) -> str:
    """Return the style sheet without the licensed font and crest, with its pictures in `images/`.

    Raises ValueError when either is still there, because a new release of the design system spells it
    differently.
    """
    style = FONT_FACE.sub("", style)
    style = FONT_NAME.sub("Arial,Helvetica,sans-serif", style)
    style = CREST.sub("none", style)
    style = IMAGE.sub(r"url(images/\1)", style)
    style = SOURCE_MAP.sub("", style)
    for trace in ("GDS Transport", "@font-face", "crest.svg", "url(/", "sourceMappingURL"):
        if trace in style:
            raise ValueError(f"{trace!r} is still in the style sheet")
    return style


def copy(vendor: Path = VENDOR) -> list[Path]:
    """Recreate `static/vendor`; return the files written. Takes some milliseconds."""
    shutil.rmtree(vendor, ignore_errors=True)
    (vendor / "images").mkdir(parents=True)
    written = []
    pictures: set[str] = set()
    for source in STYLES:
        raw = source.read_text(encoding="utf-8")
        pictures |= set(IMAGE.findall(CREST.sub("", raw)))
        written.append(_write(vendor / source.name, freed(raw)))
    for source in SCRIPTS:
        written.append(_write(vendor / source.name, SOURCE_MAP.sub("", source.read_text(encoding="utf-8"))))
    # The icons of alerts are named by markup, not by the style sheet.
    pictures |= {picture.name for picture in (MOJ / "assets" / "images").glob("icon-alert-*.svg")}
    for name in sorted(pictures):
        written.append(Path(shutil.copy(MOJ / "assets" / "images" / name, vendor / "images" / name)))
    return written


def _write(target: Path, content: str) -> Path:
    target.write_text(content, encoding="utf-8")
    return target


if __name__ == "__main__":
    print(f"{len(copy())} files in {VENDOR}")
