"""System packages that the tests need: a browser, Redis, and the libraries for PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from tools import pango
from tools.plain import Trouble, say

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Programs that the journeys can drive, the cheapest first: the one without windows takes half the processor time."""


@dataclass(frozen=True)
class Part:
    """A requirement of a group of tests (a pytest marker), and the Debian packages that provide it."""

    marker: str
    name: str
    present: Callable[[], bool]
    packages: tuple[str, ...]

    @property
    def command(self) -> str:
        return f"apt-get install --yes {' '.join(self.packages)}"


PARTS = (
    Part("browser", "Chromium", lambda: any(map(shutil.which, BROWSERS)), ("chromium",)),
    Part("redis", "Redis", lambda: shutil.which("redis-server") is not None, ("redis-server",)),
    Part("pango", "Pango", pango.present, pango.PACKAGES),
    Part("pango", "fonts for all scripts", pango.has_fonts, tuple(pango.FONTS)),
    Part("pango", "Poppler", lambda: shutil.which("pdftotext") is not None, ("poppler-utils",)),
)
APT = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")
"""Waits while somebody else installs something; without that all the tests of a part would be left out."""
RUNNING = ("Pango", "fonts for all scripts")
"""The parts that the portal itself needs, not only its tests."""


def missing() -> list[Part]:
    """Return the parts that this machine lacks."""
    return [part for part in PARTS if not part.present()]


def install(parts: list[Part]) -> None:
    """Install the parts if running as root on Debian or a derivative. Otherwise do nothing."""
    if not parts or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    wanted = [package for part in parts for package in part.packages]
    say(f"Installing {', '.join(part.name for part in parts)} ...")
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (
        [*APT, "update"],
        [*APT, "install", "--yes", "--no-install-recommends", *wanted],
    ):
        process = subprocess.run(command, env=os.environ | quiet, capture_output=True, text=True)
        if process.returncode:
            say("\n".join(process.stderr.strip().splitlines()[-4:]))
            return


def require(parts: list[Part]) -> None:
    """Raise Trouble that names all missing parts and the command that installs them."""
    if parts:
        names = ", ".join(part.name for part in parts)
        packages = " ".join(package for part in parts for package in part.packages)
        raise Trouble(
            f"Nothing may be left out here, and this machine lacks {names}.",
            f"apt-get update && apt-get install --yes {packages}",
        )
