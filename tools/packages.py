"""What the tests need beside Python: a browser, Redis, and the libraries of PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from tools import pango
from tools.plain import Trouble, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Part:
    """Something a group of tests (a pytest marker) needs, and the Debian packages that bring it."""

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
RUNNING = ("Pango", "fonts for all scripts")
"""The parts that the portal itself needs, and not its tests alone."""


def missing() -> list[Part]:
    """The parts this machine lacks."""
    return [part for part in PARTS if not part.present()]


def install(parts: list[Part]) -> None:
    """Install the parts where that is ours to do: as root on Debian or a relative. Otherwise do nothing."""
    if not parts or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    wanted = [package for part in parts for package in part.packages]
    say(f"Installing {', '.join(part.name for part in parts)} ...")
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *wanted],
    ):
        done = subprocess.run(command, env=os.environ | quiet, capture_output=True, text=True)
        if done.returncode:
            say("\n".join(done.stderr.strip().splitlines()[-4:]))
            return


def require(parts: list[Part]) -> None:
    """Raise Trouble that names all of them and the one command that brings them."""
    if parts:
        names = ", ".join(part.name for part in parts)
        packages = " ".join(package for part in parts for package in part.packages)
        raise Trouble(
            f"Nothing may be left out here, and this machine lacks {names}.",
            f"apt-get update && apt-get install --yes {packages}",
        )
