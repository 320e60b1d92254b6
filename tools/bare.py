"""A bare Debian in a folder: what `./run prove-start --bare` starts the demo in. Made by debootstrap, entered by chroot.

The release and the mirror are those of this machine, as apt has them. Nothing is mounted outside a mount namespace of the
demo's own, so that nothing stays mounted when the demo ends.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import pango
from tools.plain import Trouble, say

INCLUDED = ("python3", "python3-venv", "ca-certificates")
TARGETS = ("apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME) $(COMPONENT) $(ORIGIN)")
ENTER = (
    'mount --rbind /dev "$1/dev"; mount -t proc proc "$1/proc"; root="$1"; shift; exec chroot "$root" "$@"'
)


@dataclass(frozen=True, slots=True)
class Source:
    """A place from which apt has this machine's packages."""

    mirror: str
    codename: str
    component: str

    @property
    def line(self) -> str:
        return f"deb {self.mirror} {self.codename} {self.component}"


def unavailable() -> str:
    """Return the sentence that says why no bare Debian can be made here, or nothing."""
    if os.geteuid() != 0:
        return "only root can make one"
    if not shutil.which("apt-get"):
        return "this machine has no apt to say where packages come from"
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode:
        return "this machine lets nobody mount anything"
    return ""


def sources() -> list[Source]:
    """Return where the packages of this machine's own distribution come from, the release itself first."""
    said = subprocess.run([*TARGETS, "Created-By: Packages"], capture_output=True, text=True, check=True)
    return sources_in(said.stdout, platform.freedesktop_os_release().get("VERSION_CODENAME", ""))


def sources_in(said: str, codename: str) -> list[Source]:
    """Return the release and what belongs to it (updates, security), in what apt says of all its sources.

    Others are left out: their keys are not in a bare Debian, and apt would refuse everything for want of one.
    """
    rows = [line.split() for line in said.splitlines()]
    found = {Source(*row[:3]): row[3:] for row in rows if len(row) > 3}
    release = [source for source in found if source.codename == codename]
    if not release:
        raise Trouble(f"apt does not say where the release “{codename}” comes from.", "apt-get update")
    beside = [source for source in found if source.codename.startswith(f"{codename}-")]
    return release + [source for source in beside if found[source] == found[release[0]]]


def make(root: Path, *, environment: Mapping[str, str]) -> None:
    """Make it, with Python and its venv module alone, and this machine's way to the network.

    Certificates that the environment names are copied to the place it names.
    """
    if not shutil.which("debootstrap"):
        raise Trouble("debootstrap is missing on this machine.", "apt-get install debootstrap")
    of_machine = sources()
    release = of_machine[0]
    say(f"Making a bare Debian ({release.codename}) with {', '.join(INCLUDED)} and nothing else ...")
    made = subprocess.run(
        [
            "debootstrap",
            "--variant=minbase",
            f"--include={','.join(INCLUDED)}",
            release.codename,
            root,
            release.mirror,
        ],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise Trouble(f"debootstrap failed. It said:\n\n{(made.stdout + made.stderr)[-2000:]}")
    (root / "etc/apt/sources.list").write_text("".join(f"{source.line}\n" for source in of_machine))
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    for file in {Path(value) for value in environment.values() if value.startswith("/")}:
        if file.is_file():
            inside = root / file.relative_to("/")
            inside.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, inside)


def has_pango(root: Path) -> bool:
    """Return whether the library that makes PDF is in it."""
    return any(root.glob("usr/lib/*/libpango-1.0.so*"))


def has_fonts(root: Path) -> bool:
    """Return whether the fonts for all scripts are in it."""
    present = {file.name for file in (root / "usr/share/fonts").rglob("*.ttf")}
    return present.issuperset(pango.FONTS.values())


def command(root: Path, *words: str) -> list[str]:
    """Return the command that runs these words in it, as root, with devices and processes of this machine."""
    return ["unshare", "--mount", "--propagation", "private", "sh", "-ec", ENTER, "sh", str(root), *words]
