"""`./run prove-start`: prove that a fresh clone starts on its own, and that everybody finds something to do in it.

The clone, its home, its caches and its environment are new. Nothing of the checkout is used beyond its last commit.
With `--bare` it starts in a bare Debian in a folder, which has to get Pango and the fonts by itself.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path

from tools import bare, demo, looking_round, ports
from tools.plain import ROOT, Trouble, say

AIM, LIMIT = 150, 600
"""Seconds until the proof is done: what it should take on two cores with nothing beside it, and when it is given up."""
MARK = "PORTAL_FIRST_START"
ENDING = 30
PROVED = "Proved: a fresh clone starts by itself."
PROVED_BARE = (
    "Proved: as root on a bare Debian of this machine’s release a fresh clone starts by itself, and installs Pango and the fonts. "
    "Not proved: other releases, a person who is not root, a kernel or a network other than this machine’s."
)
NETWORK = ("PIP_", "NPM_CONFIG_", "SSL_CERT_", "NODE_EXTRA_CA_CERTS", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
"""How the names of variables begin that say how this machine reaches the network; the clone reaches it in the same way."""


def run(arguments: list[str]) -> int:
    """Prove it, say how long it took, and leave nothing behind. Returns the exit status."""
    in_bare_debian = "--bare" in arguments
    if in_bare_debian and (why := bare.unavailable()):
        say(f"Not proved: no bare Debian could be made, because {why}.")
        return 0
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="first-start-", dir=os.environ.get("PROVE_START_IN")))
    try:
        if in_bare_debian:
            prove_in_bare_debian(folder)
        else:
            prove(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    seconds = time.monotonic() - began
    say(PROVED_BARE if in_bare_debian else PROVED)
    say(f"It took {seconds:.0f} seconds{'' if in_bare_debian else f'; the aim is {AIM} on a quiet machine'}.")
    return 0


def prove(folder: Path) -> None:
    """Clone into the folder, start the demo there, look round as everybody, and stop it."""
    clone, home = folder / "portal", folder / "home"
    home.mkdir()
    clone_last_commit(clone)
    say("Starting a fresh clone of the last commit, with an empty home ...")
    start(["python3", str(clone / "run"), "demo"], home=str(home), log=folder / "said.txt")


def prove_in_bare_debian(folder: Path) -> None:
    """Do the same in a Debian that has Python and nothing else. Raise Trouble where it did not have to get Pango."""
    debian = folder / "debian"
    bare.make(debian, environment=network())
    clone_last_commit(debian / "portal")
    if bare.has_pango(debian) or bare.has_fonts(debian):
        raise Trouble("The bare Debian has Pango or the fonts already, so nothing would be proved.")
    say("Starting a fresh clone of the last commit in it, as root ...")
    start(bare.command(debian, "python3", "/portal/run", "demo"), home="/root", log=folder / "said.txt")
    if not (bare.has_pango(debian) and bare.has_fonts(debian)):
        raise Trouble("The demo did not install Pango and the fonts.")


def network() -> dict[str, str]:
    """Return the variables that say how this machine reaches the network."""
    return {name: value for name, value in os.environ.items() if name.upper().startswith(NETWORK)}


def start(command: list[str], *, home: str, log: Path) -> None:
    """Start the demo with a new environment, look round as everybody once it answers, and stop it."""
    port, mark = ports.free(), uuid.uuid4().hex
    environment = network() | {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": home,
        "LANG": "C.UTF-8",
        "PORT": str(port),
        MARK: mark,
    }
    began = time.monotonic()
    with log.open("w") as said:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_ready(process, port, log)
        say(f"It answered on port {port} after {time.monotonic() - began:.0f} seconds.")
        looking_round.as_everybody(f"http://127.0.0.1:{port}", log.read_text())
    finally:
        stop(process, mark)


def clone_last_commit(clone: Path) -> None:
    """Clone the checkout, whoever owns it: a build machine may have fetched it as somebody else."""
    trusted = clone.with_name("gitconfig")
    trusted.write_text("[safe]\n\tdirectory = *\n")
    subprocess.run(
        ["git", "clone", "--quiet", "--no-hardlinks", ROOT, clone],
        env=os.environ | {"GIT_CONFIG_GLOBAL": str(trusted)},
        check=True,
    )


def wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return once the demo says who can sign in; raise Trouble, with what it said, when it ends or takes too long."""
    end = time.monotonic() + LIMIT
    while not (demo.ready(port) and "Stop it with" in log.read_text()):
        if process.poll() is not None or time.monotonic() > end:
            state = (
                "ended by itself" if process.poll() is not None else f"was not ready within {LIMIT} seconds"
            )
            raise Trouble(f"The demo of a fresh clone {state}. It said:\n\n{log.read_text()[-3000:]}")
        time.sleep(0.3)


def stop(process: subprocess.Popen[bytes], mark: str) -> None:
    """Stop the demo as Ctrl-C does. Raise Trouble for whatever it leaves running, once that is ended."""
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(ENDING)
    left = marked(mark)
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()
    if left and sys.exc_info()[0] is None:
        raise Trouble(f"The demo left processes running after Ctrl-C ({len(left)}); they were ended.")


def marked(mark: str) -> list[int]:
    """Return the processes that carry the mark of this proof in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return found
